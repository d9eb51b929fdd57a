#include "operations/transact_target.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "codec/item_view.h"
#include "engine/index_key_check.h"
#include "engine/item_key.h"
#include "engine/transaction_canceled.h"
#include "operations/table_identifier.h"

namespace dynarocks::operations {

using codec::ItemView;
using model::ApiResult;

namespace {

/// Neither the key nor the keys of indexes are given empty values.
ApiResult<void> check_no_empty_value(const TransactTarget& target) {
  const ItemView attributes(target.attributes);
  DYNAROCKS_TRY(engine::check_no_empty_key_value(target.table->key_attributes(), attributes));
  if (!target.is_whole_item && !target.update) return {};
  const auto indexes = target.table->indexes();
  return target.update ? engine::check_no_empty_index_key_assigned(*indexes, *target.update)
                       : engine::check_no_empty_index_key_in_item(*indexes, attributes);
}

/// The outcome for a missing table is told only when no action has an empty key value.
ApiResult<void> find_tables(const OperationContext& context,
                            std::span<TransactTarget* const> targets) {
  ApiResult<void> missing;
  const TransactTarget* found = nullptr;  // the last one: most targets name one table
  for (TransactTarget* target : targets) {
    if (found != nullptr && found->identifier == target->identifier) {
      target->table = found->table;
    } else {
      auto table = find_table_for_data(context, target->identifier);
      if (!table) {
        if (missing) missing = failure(std::move(table).error());
        continue;
      }
      target->table = std::move(*table);
      found = target;
    }
    DYNAROCKS_TRY(check_no_empty_value(*target));
  }
  return missing;
}

/// The rows of targets without empty values, each once.
ApiResult<void> find_rows(std::span<TransactTarget* const> targets) {
  std::vector<std::pair<const engine::Table*, std::string_view>> rows;
  rows.reserve(targets.size());
  for (TransactTarget* target : targets) {
    const auto& key_attributes = target->table->key_attributes();
    const ItemView attributes(target->attributes);
    auto row = target->is_whole_item ? engine::row_of_item(key_attributes, attributes)
                                     : engine::row_of_key(key_attributes, attributes);
    if (!row) {
      target->fault = std::move(row).error();
      continue;
    }
    target->row = std::move(*row);
    rows.emplace_back(target->table.get(), target->row);
    if (!target->is_whole_item) continue;
    auto checked = engine::check_index_keys_of_item(*target->table->indexes(), attributes);
    if (!checked) target->fault = std::move(checked).error();
  }
  std::sort(rows.begin(), rows.end());
  if (std::adjacent_find(rows.begin(), rows.end()) != rows.end()) {
    return failure(model::validation_error(
        "Transaction request cannot include multiple operations on one item"));
  }
  return {};
}

}  // namespace

ApiResult<void> locate(const OperationContext& context, std::span<TransactTarget* const> targets) {
  DYNAROCKS_TRY(find_tables(context, targets));
  return find_rows(targets);
}

ApiResult<void> locate_in_tables(std::span<TransactTarget* const> targets) {
  for (const TransactTarget* target : targets) DYNAROCKS_TRY(check_no_empty_value(*target));
  return find_rows(targets);
}

ApiResult<void> cancel_for_fault(std::span<TransactTarget* const> targets) {
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (!targets[i]->fault) continue;
    return failure(engine::transaction_canceled_by(i, targets.size(), *targets[i]->fault));
  }
  return {};
}

}  // namespace dynarocks::operations
