#include "operations/statement_write.h"

#include <utility>

#include "engine/index_key_check.h"
#include "engine/item_key.h"
#include "expression/projection.h"
#include "model/limits.h"
#include "operations/consumed_capacity_json.h"
#include "operations/item_write_request.h"
#include "operations/table_identifier.h"
#include "partiql/write_planner.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {

using codec::ItemView;
using model::ApiResult;

ApiResult<void> check_inserted_size(const partiql::BoundInsert& insert) {
  if (ItemView(insert.item).size() <= model::limits::item_bytes) return {};
  return failure(model::validation_error("Item size has exceeded the maximum allowed size"));
}

ApiResult<StatementWrite> StatementWrite::plan(const OperationContext& context,
                                               const partiql::BoundInsert& insert) {
  DYNAROCKS_TRY(check_inserted_size(insert));
  StatementWrite write;
  write.insert_ = &insert;
  write.table_name_ = insert.table;
  DYNAROCKS_ASSIGN(write.table_, find_table_for_data(context, insert.table));
  const ItemView item(insert.item);
  DYNAROCKS_ASSIGN(write.row_, engine::row_of_item(write.table_->key_attributes(), item));
  DYNAROCKS_TRY(engine::check_index_keys_of_item(*write.table_->indexes(), item));
  write.condition_ = partiql::insert_condition(write.table_->key_attributes());
  return write;
}

ApiResult<StatementWrite> StatementWrite::plan(const OperationContext& context,
                                               const partiql::BoundModification& modification) {
  StatementWrite write;
  write.modification_ = &modification;
  write.table_name_ = modification.table;
  DYNAROCKS_ASSIGN(write.table_, find_table_for_data(context, modification.table));
  const model::KeyAttributes& key_attributes = write.table_->key_attributes();
  DYNAROCKS_ASSIGN(partiql::ModificationPlan plan,
                   partiql::plan_modification(modification, key_attributes));
  write.key_ = std::move(plan.key);
  write.condition_ = std::move(plan.condition);
  DYNAROCKS_ASSIGN(write.row_, engine::row_of_key(key_attributes, ItemView(write.key_)));
  DYNAROCKS_TRY(check_update_against_keys(*write.table_, modification.update, write.condition_));
  return write;
}

engine::ItemWrite StatementWrite::item_write() const {
  engine::ItemWrite write{row_, nullptr, engine::RemoveItem{}};
  if (condition_) write.condition = &*condition_;
  if (insert_ != nullptr) {
    write.change = engine::ReplaceItem{insert_->item};
  } else if (modification_ != nullptr && modification_->update) {
    write.change = engine::UpdateItem{&*modification_->update, key_};
  }
  return write;
}

model::ApiError StatementWrite::error_of(model::ApiError error) const {
  if (insert_ == nullptr || error.code != model::ErrorCode::conditional_check_failed) return error;
  model::ApiError duplicate;
  duplicate.code = model::ErrorCode::duplicate_item;
  duplicate.message = duplicate_primary_key;
  return duplicate;
}

std::string StatementWrite::returned(const engine::ItemWriteResult& result) const {
  if (modification_ == nullptr || !modification_->returning) return {};
  const partiql::ast::Returning& returning = *modification_->returning;
  const std::string& image = returning.new_item ? result.new_item : result.old_item;
  if (!returning.modified || !modification_->update) return image;
  std::string parts = expression::project(ItemView(image), modification_->update->targets());
  if (ItemView(parts).attributes().count() == 0) return {};
  return parts;
}

std::size_t StatementWrite::item_bytes() const {
  return insert_ != nullptr ? ItemView(insert_->item).size() : 0;
}

ApiResult<void> answer_write(const OperationContext& context, const wire::Request& request,
                             const StatementWrite& write, std::string& response) {
  engine::ItemWrite item_write = write.item_write();
  item_write.old_item_on_failure = wants_item_on_failure(request);
  const auto result = context.services.item_writer.write(*write.table(), item_write);
  if (!result) return failure(write.error_of(result.error()));

  wire::JsonWriter json(response);
  json.begin_object();
  json.key("Items").begin_array();
  const std::string returned = write.returned(*result);
  if (!returned.empty()) json.item(ItemView(returned));
  json.end_array();
  const auto detail = return_consumed_capacity(request);
  if (detail != ReturnConsumedCapacity::none) {
    json.key("ConsumedCapacity");
    write_consumed_capacity(json, detail, write.table_name(), result->capacity);
  }
  json.end_object();
  return {};
}

}  // namespace dynarocks::operations
