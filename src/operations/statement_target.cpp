#include "operations/statement_target.h"

#include <utility>

#include "operations/table_identifier.h"

namespace dynarocks::operations {

model::ApiResult<RangeTarget> find_target(const OperationContext& context,
                                          const partiql::BoundSelect& select) {
  RangeTarget target;
  DYNAROCKS_ASSIGN(target.table, find_table_for_data(context, select.table));
  target.indexes = target.table->indexes();
  if (select.index) target.index = target.indexes->find(*select.index);
  return target;
}

partiql::TargetTable described(const RangeTarget& target) {
  partiql::TargetTable table{target.table->key_attributes(), {}};
  for (const engine::TableIndex& index : target.indexes->all()) {
    partiql::TargetIndex described{index.name, index.is_global, index.key_attributes, std::nullopt};
    if (index.projection != model::ProjectionType::ALL) described.attributes = index.attributes;
    table.indexes.push_back(std::move(described));
  }
  return table;
}

}  // namespace dynarocks::operations
