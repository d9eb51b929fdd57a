#include "operations/delete_table.h"

#include "engine/catalog.h"
#include "operations/index_in_use.h"
#include "operations/table_description_json.h"
#include "operations/table_identifier.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {
namespace {

model::ApiResult<void> check_deletable(const model::TableDescription& table) {
  if (table.deletion_protection_enabled) {
    return failure(
        model::validation_error("Resource cannot be deleted as it is currently protected against "
                                "deletion. Disable deletion protection first."));
  }
  return check_indexes_idle(table);
}

}  // namespace

model::ApiResult<void> delete_table(const OperationContext& context, wire::Request request,
                                    std::string& response) {
  DYNAROCKS_ASSIGN(const auto found,
                   find_table_for_control(context, request.string("TableName").value_or("")));
  DYNAROCKS_ASSIGN(const auto dropped,
                   context.services.catalog.drop(found->description()->key, check_deletable));
  model::TableDescription deleting = *dropped->description();
  deleting.status = model::TableStatus::DELETING;
  TableAnswer answer;
  answer.with_definition = false;
  answer.item_count = dropped->item_count();
  answer.table_size_bytes = dropped->size_bytes();
  answer.now = context.services.clock.now_millis();
  wire::JsonWriter json(response);
  json.begin_object().key("TableDescription");
  write_table_description(json, deleting, answer);
  json.end_object();
  return {};
}

}  // namespace dynarocks::operations
