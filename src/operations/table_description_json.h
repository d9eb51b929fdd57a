#pragma once
// The TableDescription member of responses: which of its members CreateTable, DescribeTable,
// UpdateTable and DeleteTable answer, and in which form.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "base/clock.h"
#include "model/table_description.h"
#include "operations/index_description_json.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {

/// What an answer says beside the description itself.
struct TableAnswer {
  /// Without it (DeleteTable) the answer has identity, status, throughput and counters alone: no
  /// CreationDateTime, AttributeDefinitions, KeySchema, indexes, encryption, table class or caps.
  bool with_definition = true;
  /// CreateTable answers BillingModeSummary without its date.
  bool with_pay_per_request_date = true;
  /// WarmThroughput.Status; WarmThroughput is left out when nothing.
  std::optional<model::TableStatus> warm_throughput_status;
  /// SSEDescription.Status is UPDATING while another key, or none, takes over.
  bool encryption_updating = false;
  /// Since when the table's key is of no use: it is then INACCESSIBLE_ENCRYPTION_CREDENTIALS
  /// instead of ACTIVE.
  std::optional<EpochMillis> inaccessible_since;
  std::int64_t item_count = 0;
  std::int64_t table_size_bytes = 0;
  /// For NumberOfDecreasesToday.
  EpochMillis now = 0;
  /// What it says of each index, by name; an index without an entry is empty.
  std::map<std::string, IndexAnswer, std::less<>> indexes;
};

/// Writes `table` as one JSON object. Timestamps are epoch seconds.
void write_table_description(wire::JsonWriter& json, const model::TableDescription& table,
                             const TableAnswer& answer);

}  // namespace dynarocks::operations
