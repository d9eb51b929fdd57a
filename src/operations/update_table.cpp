#include "operations/update_table.h"

#include "engine/catalog.h"
#include "operations/table_change.h"
#include "operations/table_description_json.h"
#include "operations/table_identifier.h"
#include "operations/update_table_request.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {

model::ApiResult<void> update_table(const OperationContext& context, wire::Request request,
                                    std::string& response) {
  DYNAROCKS_ASSIGN(const UpdateTableRequest update, read_update_table_request(request));
  DYNAROCKS_ASSIGN(const auto table,
                   find_table_for_control(context, request.string("TableName").value_or("")));
  const model::TableKey key = table->description()->key;
  TableAnswer answer;
  answer.now = context.services.clock.now_millis();
  model::TableDescription answered;
  DYNAROCKS_TRY(context.services.catalog.update(
      key, [&](model::TableDescription& stored) -> model::ApiResult<void> {
        DYNAROCKS_ASSIGN(TableChange change,
                         change_table(stored, update, key.owner.region, answer.now));
        stored = std::move(change.table);
        answered = std::move(change.answer);
        answer.warm_throughput_status = change.answered_warm_throughput_status;
        return {};
      }));
  answer.item_count = table->item_count();
  answer.table_size_bytes = table->size_bytes();
  wire::JsonWriter json(response);
  json.begin_object().key("TableDescription");
  write_table_description(json, answered, answer);
  json.end_object();
  return {};
}

}  // namespace dynarocks::operations
