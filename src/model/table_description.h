#pragma once
// A table as the control plane knows it: what CreateTable asked for and UpdateTable changed.
// ItemCount and TableSizeBytes are not here; the engine keeps them live (engine/table.h).

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "model/key_schema.h"
#include "model/table_name.h"

namespace dynarocks::model {

enum class TableStatus : std::uint8_t { CREATING, ACTIVE, UPDATING, DELETING };
enum class BillingMode : std::uint8_t { PROVISIONED, PAY_PER_REQUEST };
enum class TableClass : std::uint8_t { STANDARD, STANDARD_INFREQUENT_ACCESS };

struct ProvisionedThroughput {
  std::int64_t read_capacity_units = 0;
  std::int64_t write_capacity_units = 0;
  std::int64_t number_of_decreases_today = 0;
  std::optional<EpochMillis> last_increase;
  std::optional<EpochMillis> last_decrease;
};

struct WarmThroughput {
  std::int64_t read_units_per_second = 0;
  std::int64_t write_units_per_second = 0;
};

struct OnDemandThroughput {
  std::optional<std::int64_t> max_read_request_units;
  std::optional<std::int64_t> max_write_request_units;
};

struct Tag {
  std::string key;
  std::string value;
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

  /// The key schema joined with its attribute types, HASH first.
  [[nodiscard]] KeyAttributes key_attributes() const;
};

}  // namespace dynarocks::model
