#include "operations/describe_table.h"

#include "operations/table_description_json.h"
#include "operations/table_identifier.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {

model::ApiResult<void> describe_table(const OperationContext& context, wire::Request request,
                                      std::string& response) {
  DYNAROCKS_ASSIGN(const auto table,
                   find_table_for_control(context, request.string("TableName").value_or("")));
  TableAnswer answer;
  answer.warm_throughput_status = model::TableStatus::ACTIVE;
  answer.item_count = table->item_count();
  answer.table_size_bytes = table->size_bytes();
  answer.now = context.services.clock.now_millis();
  wire::JsonWriter json(response);
  json.begin_object().key("Table");
  write_table_description(json, *table->description(), answer);
  json.end_object();
  return {};
}

}  // namespace dynarocks::operations
