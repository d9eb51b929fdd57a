#include "operations/lasting_change.h"

#include <cstddef>
#include <utility>

namespace dynarocks::operations {

using model::GlobalSecondaryIndex;
using model::TableDescription;

namespace {

void begin_throughput_change(const TableDescription& before, const TableDescription& answer,
                             const engine::TableTransitions& transitions, TableDescription& table) {
  if (table.billing_mode == before.billing_mode &&
      table.provisioned_throughput == before.provisioned_throughput) {
    return;
  }
  model::ThroughputChange change{before.billing_mode, table.billing_mode,
                                 table.last_update_to_pay_per_request, table.provisioned_throughput,
                                 table.warm_throughput};
  table.billing_mode = answer.billing_mode;
  table.last_update_to_pay_per_request = answer.last_update_to_pay_per_request;
  table.provisioned_throughput = answer.provisioned_throughput;
  table.warm_throughput = answer.warm_throughput;
  transitions.begin(table, change);
}

/// The table shows its new stream at once.
void begin_stream_toggle(const TableDescription& before,
                         const engine::TableTransitions& transitions, TableDescription& table) {
  if (table.stream_view_type == before.stream_view_type) return;
  transitions.begin(table, model::StreamToggle{table.stream_view_type.has_value()});
}

void begin_class_change(const TableDescription& before, const engine::TableTransitions& transitions,
                        TableDescription& table) {
  if (table.table_class == before.table_class) return;
  const model::ClassChange change{table.table_class.value_or(model::TableClass::STANDARD),
                                  table.table_class_update.value_or(0)};
  table.table_class = before.table_class;
  table.table_class_update = before.table_class_update;
  transitions.begin(table, change);
}

/// The table keeps its key, or shows its first one, until the new one is in place.
void begin_encryption_change(const TableChange& change, const engine::TableTransitions& transitions,
                             TableDescription& table) {
  if (!change.encrypting) return;
  model::EncryptionChange encryption{std::move(table.kms_key_arn)};
  table.kms_key_arn = change.answer.kms_key_arn;
  transitions.begin(table, std::move(encryption));
}

void begin_index_update(const GlobalSecondaryIndex& answer, GlobalSecondaryIndex& index) {
  if (index.status != model::IndexStatus::UPDATING || index.pending) return;
  index.pending = {index.provisioned_throughput, index.warm_throughput, index.on_demand_throughput};
  index.provisioned_throughput = answer.provisioned_throughput;
  index.warm_throughput = answer.warm_throughput;
  index.on_demand_throughput = answer.on_demand_throughput;
}

}  // namespace

TableDescription begin_change(const TableDescription& before, const TableChange& change,
                              const engine::TableTransitions& transitions) {
  TableDescription table = change.table;
  // The answer lists the same indexes in the same order.
  const auto& answered = change.answer.global_secondary_indexes;
  for (std::size_t i = 0; i < answered.size(); ++i) {
    begin_index_update(answered[i], table.global_secondary_indexes[i]);
  }
  begin_throughput_change(before, change.answer, transitions, table);
  begin_stream_toggle(before, transitions, table);
  begin_class_change(before, transitions, table);
  begin_encryption_change(change, transitions, table);
  return table;
}

}  // namespace dynarocks::operations
