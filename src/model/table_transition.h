#pragma once
// A change of a table that lasts: what it is, when it ends, and what it makes of the table then.
// How it begins and ends: model/table_lifecycle.h.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "model/kinesis_destination.h"
#include "model/table_class.h"
#include "model/tag.h"
#include "model/throughput.h"

namespace dynarocks::model {

struct TableCreation {};

/// Other units, another billing mode, or both.
struct ThroughputChange {
  BillingMode old_mode = BillingMode::PROVISIONED;
  // The values when it ends.
  BillingMode billing_mode = BillingMode::PROVISIONED;
  std::optional<EpochMillis> last_update_to_pay_per_request;
  ProvisionedThroughput provisioned_throughput;
  WarmThroughput warm_throughput;
};

/// The table's latest stream is enabled or disabled; the description shows that from the beginning.
struct StreamToggle {
  bool enabling = true;
};

struct ClassChange {
  TableClass table_class = TableClass::STANDARD;
  EpochMillis update = 0;  // when it was asked for
};

/// Another key for the data at rest; the table stays ACTIVE.
struct EncryptionChange {
  std::optional<std::string> kms_key_arn;  // when it ends; nothing for the key that AWS owns
};

/// Other tags; the table stays ACTIVE.
struct TagsChange {
  std::vector<Tag> tags;  // all of them, when it ends
};

struct TableDeletion {};

/// What the Kinesis destination with its stream becomes; the table stays ACTIVE.
struct DestinationChange {
  KinesisDestination destination;
};

struct TableTransition {
  EpochMillis ends_at = 0;
  /// The place of a kind is stored (codec/transition_fields.cpp): new ones go to the end.
  std::variant<TableCreation, ThroughputChange, StreamToggle, ClassChange, EncryptionChange,
               TagsChange, TableDeletion, DestinationChange>
      change;
};

}  // namespace dynarocks::model
