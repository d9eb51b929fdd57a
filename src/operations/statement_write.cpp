#include "operations/statement_write.h"

#include <optional>
#include <string_view>
#include <utility>

#include "engine/index_key_check.h"
#include "engine/item_key.h"
#include "engine/item_writer.h"
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

namespace {

/// `returned` is what RETURNING asks for, encoded; empty when there is nothing.
void write_answer(const wire::Request& request, std::string_view table_name,
                  std::string_view returned, const engine::ItemWriteResult& result,
                  std::string& response) {
  wire::JsonWriter json(response);
  json.begin_object();
  json.key("Items").begin_array();
  if (!returned.empty()) json.item(ItemView(returned));
  json.end_array();
  const auto detail = return_consumed_capacity(request);
  if (detail != ReturnConsumedCapacity::none) {
    json.key("ConsumedCapacity");
    write_consumed_capacity(json, detail, table_name, result.capacity);
  }
  json.end_object();
}

std::string returned_parts(const partiql::BoundModification& modification,
                           const engine::ItemWriteResult& result) {
  if (!modification.returning) return {};
  const std::string& image = modification.returning->new_item ? result.new_item : result.old_item;
  if (!modification.returning->modified || !modification.update) return image;
  std::string parts = expression::project(ItemView(image), modification.update->targets());
  if (ItemView(parts).attributes().count() == 0) return {};
  return parts;
}

/// The conditional check of an INSERT is about its key alone.
model::ApiError insert_error(model::ApiError error) {
  if (error.code != model::ErrorCode::conditional_check_failed) return error;
  model::ApiError duplicate;
  duplicate.code = model::ErrorCode::duplicate_item;
  duplicate.message = "Duplicate primary key exists in table";
  return duplicate;
}

}  // namespace

ApiResult<void> answer_insert(const OperationContext& context, const wire::Request& request,
                              const partiql::BoundInsert& insert, std::string& response) {
  const ItemView item(insert.item);
  if (item.size() > model::limits::item_bytes) {
    return failure(model::validation_error("Item size has exceeded the maximum allowed size"));
  }
  DYNAROCKS_ASSIGN(const auto table, find_table_for_data(context, insert.table));
  DYNAROCKS_ASSIGN(const std::string row, engine::row_of_item(table->key_attributes(), item));
  DYNAROCKS_TRY(engine::check_index_keys_of_item(*table->indexes(), item));
  const expression::Condition condition = partiql::insert_condition(table->key_attributes());
  const engine::ItemWrite write{row, &condition, engine::ReplaceItem{insert.item}, false};
  const auto result = context.services.item_writer.write(*table, write);
  if (!result) return failure(insert_error(result.error()));
  write_answer(request, insert.table, {}, *result, response);
  return {};
}

ApiResult<void> answer_modification(const OperationContext& context, const wire::Request& request,
                                    const partiql::BoundModification& modification,
                                    std::string& response) {
  DYNAROCKS_ASSIGN(const auto table, find_table_for_data(context, modification.table));
  DYNAROCKS_ASSIGN(const partiql::ModificationPlan plan,
                   partiql::plan_modification(modification, table->key_attributes()));
  DYNAROCKS_ASSIGN(const std::string row,
                   engine::row_of_key(table->key_attributes(), ItemView(plan.key)));
  DYNAROCKS_TRY(check_update_against_keys(*table, modification.update, plan.condition));
  engine::ItemWrite write;
  write.row = row;
  write.old_item_on_failure = wants_item_on_failure(request);
  if (plan.condition) write.condition = &*plan.condition;
  if (modification.update) {
    write.change = engine::UpdateItem{&*modification.update, plan.key};
  } else {
    write.change = engine::RemoveItem{};
  }
  DYNAROCKS_ASSIGN(const auto result, context.services.item_writer.write(*table, write));
  write_answer(request, modification.table, returned_parts(modification, result), result, response);
  return {};
}

}  // namespace dynarocks::operations
