#include "engine/item_writer.h"

#include <utility>

#include "engine/item_change.h"
#include "engine/item_commit.h"
#include "engine/table_access.h"

namespace dynarocks::engine {

using model::ApiError;
using model::ApiResult;

namespace {

ApiError condition_failed(const ItemWrite& write, const std::string& old_item) {
  ApiError error;
  error.code = model::ErrorCode::conditional_check_failed;
  error.message = conditional_request_failed;
  if (write.old_item_on_failure) error.item = old_item;
  return error;
}

ApiError transaction_conflict() {
  return ApiError{
      model::ErrorCode::transaction_conflict, std::string(transaction_is_ongoing), {}, {}, true};
}

}  // namespace

ApiResult<ItemWriteResult> ItemWriter::write(Table& table, const ItemWrite& write) {
  if (!write.waits_for_transaction && rows_in_transaction_.contains({table.space(), write.row})) {
    return failure(transaction_conflict());
  }
  const auto lock = row_locks_.lock(table.space(), write.row);
  DYNAROCKS_ASSIGN(ItemWriteResult result, prepare(table, write));
  ItemCommit commit(store_);
  DYNAROCKS_TRY(commit.add(table, write.row, result));
  if (!commit.empty()) DYNAROCKS_TRY(commit.commit());
  return result;
}

std::vector<ApiResult<ItemWriteResult>> ItemWriter::write_each(std::span<const TableWrite> writes) {
  std::vector<ApiResult<ItemWriteResult>> results;
  results.reserve(writes.size());
  if (auto together = write_together(writes)) {
    for (ItemWriteResult& result : *together) results.emplace_back(std::move(result));
    return results;
  }
  // Something is wrong with one of them: that must not keep the others from happening.
  for (const TableWrite& each : writes) results.push_back(write(*each.table, each.write));
  return results;
}

ApiResult<std::vector<ItemWriteResult>> ItemWriter::write_together(
    std::span<const TableWrite> writes) {
  std::vector<RowLocks::Row> rows;
  rows.reserve(writes.size());
  for (const TableWrite& each : writes) {
    rows.push_back({each.table->space(), each.write.row});
    if (!each.write.waits_for_transaction && rows_in_transaction_.contains(rows.back())) {
      return failure(transaction_conflict());
    }
  }
  const auto locks = row_locks_.lock_all(rows);
  std::vector<ItemWriteResult> results;
  results.reserve(writes.size());
  ItemCommit commit(store_);
  for (const TableWrite& each : writes) {
    DYNAROCKS_ASSIGN(ItemWriteResult result, prepare(*each.table, each.write));
    DYNAROCKS_TRY(commit.add(*each.table, each.write.row, result));
    results.push_back(std::move(result));
  }
  if (!commit.empty()) DYNAROCKS_TRY(commit.commit());
  return results;
}

ApiResult<ItemWriteResult> ItemWriter::prepare(const Table& table, const ItemWrite& write) const {
  ItemWriteResult result;
  const auto exists = store_.get(table.space(), write.row, nullptr,
                                 [&](std::string_view value) { result.old_item.assign(value); });
  if (!exists) return failure(table_access_failure(table, exists.error()));
  if (!condition_holds(write, result.old_item)) {
    return failure(condition_failed(write, result.old_item));
  }
  DYNAROCKS_ASSIGN(result.new_item, changed_item(*table.indexes(), write, result.old_item));
  return result;
}

}  // namespace dynarocks::engine
