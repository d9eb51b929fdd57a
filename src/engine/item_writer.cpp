#include "engine/item_writer.h"

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
  ItemWriteResult result;
  const auto exists = store_.get(table.space(), write.row, nullptr,
                                 [&](std::string_view value) { result.old_item.assign(value); });
  if (!exists) return failure(table_access_failure(table, exists.error()));
  if (!condition_holds(write, result.old_item)) {
    return failure(condition_failed(write, result.old_item));
  }
  DYNAROCKS_ASSIGN(result.new_item, changed_item(*table.indexes(), write, result.old_item));
  ItemCommit commit(store_);
  DYNAROCKS_TRY(commit.add(table, write.row, result));
  if (!commit.empty()) DYNAROCKS_TRY(commit.commit());
  return result;
}

}  // namespace dynarocks::engine
