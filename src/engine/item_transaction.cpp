#include "engine/item_transaction.h"

#include <utility>

#include "engine/item_change.h"
#include "engine/item_commit.h"
#include "engine/table_access.h"
#include "engine/transaction_canceled.h"

namespace dynarocks::engine {

using model::ApiError;
using model::ApiResult;

namespace {

std::vector<RowLocks::Row> rows_of(std::span<const TransactionWrite> writes) {
  std::vector<RowLocks::Row> rows;
  rows.reserve(writes.size());
  for (const TransactionWrite& write : writes) {
    rows.push_back({write.table->space(), write.write.row});
  }
  return rows;
}

ApiError conflict(const std::vector<std::size_t>& met, std::size_t actions) {
  auto reasons = no_reasons(actions);
  for (const std::size_t action : met) {
    reasons[action] = {"TransactionConflict", std::string(transaction_is_ongoing), {}};
  }
  return transaction_canceled(std::move(reasons));
}

ApiResult<void> compute_new_items(std::span<const TransactionWrite> writes,
                                  TransactionResults& results) {
  for (std::size_t i = 0; i < writes.size(); ++i) {
    const auto indexes = writes[i].table->indexes();
    auto item = changed_item(*indexes, writes[i].write, results[i].old_item);
    if (!item) return failure(transaction_canceled_by(i, writes.size(), item.error()));
    results[i].new_item = std::move(*item);
  }
  return {};
}

ApiResult<void> check_conditions(std::span<const TransactionWrite> writes,
                                 const TransactionResults& results) {
  auto reasons = no_reasons(writes.size());
  bool failed = false;
  for (std::size_t i = 0; i < writes.size(); ++i) {
    const ItemWrite& write = writes[i].write;
    if (condition_holds(write, results[i].old_item)) continue;
    failed = true;
    reasons[i] = {"ConditionalCheckFailed", std::string(conditional_request_failed),
                  write.old_item_on_failure ? results[i].old_item : std::string()};
  }
  if (failed) return failure(transaction_canceled(std::move(reasons)));
  return {};
}

}  // namespace

ApiResult<TransactionResults> ItemTransactions::read_old_items(
    std::span<const TransactionWrite> writes) const {
  TransactionResults results(writes.size());
  for (std::size_t i = 0; i < writes.size(); ++i) {
    const Table& table = *writes[i].table;
    const auto exists =
        store_.get(table.space(), writes[i].write.row, nullptr,
                   [&](std::string_view value) { results[i].old_item.assign(value); });
    if (!exists) return failure(table_access_failure(table, exists.error()));
  }
  return results;
}

ApiResult<TransactionResults> ItemTransactions::commit(std::span<const TransactionWrite> writes,
                                                       const Companion& companion) {
  const auto rows = rows_of(writes);
  RowsInTransaction::Entry entry(rows_);
  if (const auto met = entry.enter(rows); !met.empty()) {
    return failure(conflict(met, writes.size()));
  }
  const auto locks = row_locks_.lock_all(rows);
  DYNAROCKS_ASSIGN(TransactionResults results, read_old_items(writes));
  DYNAROCKS_TRY(compute_new_items(writes, results));
  DYNAROCKS_TRY(check_conditions(writes, results));
  ItemCommit commit(store_);
  for (std::size_t i = 0; i < writes.size(); ++i) {
    const auto added = commit.add(*writes[i].table, writes[i].write.row, results[i]);
    if (!added) return failure(transaction_canceled_by(i, writes.size(), added.error()));
  }
  if (companion) companion(commit.batch(), results);
  if (!commit.empty() || companion) DYNAROCKS_TRY(commit.commit());
  return results;
}

}  // namespace dynarocks::engine
