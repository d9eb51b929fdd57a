#pragma once
// A table as the control plane knows it: what CreateTable asked for and UpdateTable changed.
// ItemCount and TableSizeBytes are not here; the engine keeps them live (engine/table.h).

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "model/key_schema.h"
#include "model/kinesis_destination.h"
#include "model/resource_policy.h"
#include "model/secondary_index.h"
#include "model/stream_view_type.h"
#include "model/table_name.h"
#include "model/table_transition.h"
#include "model/throughput.h"
#include "model/time_to_live.h"

namespace dynarocks::model {

enum class TableStatus : std::uint8_t { CREATING, ACTIVE, UPDATING, DELETING };

/// When some settings of a table were changed: --strict-quotas limits how often they may be.
struct ChangeHistory {
  std::optional<EpochMillis> deletion_protection;  // the last change
  std::optional<EpochMillis> table_class;          // the last change but one
  std::optional<EpochMillis> encryption;           // the last change
  std::optional<EpochMillis> encryption_window;    // when the day of the changes below began
  std::int64_t encryption_changes = 0;
  friend bool operator==(const ChangeHistory&, const ChangeHistory&) = default;
};

struct TableDescription {
  TableKey key;
  std::string table_id;  // UUID, fresh per incarnation
  TableStatus status = TableStatus::ACTIVE;
  EpochMillis creation_time = 0;
  std::vector<AttributeDefinition> attribute_definitions;  // sorted by name
  std::vector<KeySchemaElement> key_schema;                // HASH first
  BillingMode billing_mode = BillingMode::PROVISIONED;
  /// Set once the table is, or ever was, on demand: BillingModeSummary is then shown.
  std::optional<EpochMillis> last_update_to_pay_per_request;
  ProvisionedThroughput provisioned_throughput;
  WarmThroughput warm_throughput;
  OnDemandThroughput on_demand_throughput;
  /// Set once a class was explicitly chosen: TableClassSummary is then shown.
  std::optional<TableClass> table_class;
  std::optional<EpochMillis> table_class_update;
  bool deletion_protection_enabled = false;
  std::vector<Tag> tags;
  std::vector<SecondaryIndex> local_secondary_indexes;         // in the order of the request
  std::vector<GlobalSecondaryIndex> global_secondary_indexes;  // in the order they were made
  /// The highest id ever given to an index of the table.
  std::uint32_t last_index_id = 0;
  TimeToLive time_to_live;
  /// While a stream is enabled.
  std::optional<StreamViewType> stream_view_type;
  /// Of the stream that was enabled last, also when it is disabled; empty when there was none.
  std::string latest_stream_label;
  /// What is under way, at most one of each kind, a stream's and a throughput's perhaps together.
  /// While it lasts, the members above are as they were before it.
  std::vector<TableTransition> transitions;
  /// The KMS key it is encrypted under; nothing under the key that AWS owns, which is not shown.
  std::optional<std::string> kms_key_arn;
  ChangeHistory change_history;
  /// In the order in which they were first enabled; all but one are past, and the oldest of those
  /// are forgotten beyond limits::kinesis_destinations.
  std::vector<KinesisDestination> kinesis_destinations;
  /// Of the delivery (engine/streams.h) its changes are recorded in while a destination takes them.
  std::string delivery_label;
  ResourcePolicy resource_policy;

  /// A key schema of the table or of one of its indexes, joined with its attribute types.
  [[nodiscard]] KeyAttributes key_attributes(const std::vector<KeySchemaElement>& schema) const;
  /// The table's own.
  [[nodiscard]] KeyAttributes key_attributes() const { return key_attributes(key_schema); }
  /// Drops the attribute definitions that no key of the table or of an index needs.
  void drop_unused_definitions();
};

}  // namespace dynarocks::model
