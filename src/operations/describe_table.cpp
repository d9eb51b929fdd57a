#include "operations/describe_table.h"

#include "operations/live_table_answer.h"
#include "operations/table_description_json.h"
#include "operations/table_identifier.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {

model::ApiResult<void> describe_table(const OperationContext& context, wire::Request request,
                                      std::string& response) {
  DYNAROCKS_ASSIGN(const auto table,
                   find_table_for_control(context, request.string("TableName").value_or("")));
  const auto described = table->description();
  DYNAROCKS_ASSIGN(const TableAnswer answer,
                   live_table_answer(context.services, *table, *described));
  wire::JsonWriter json(response);
  json.begin_object().key("Table");
  write_table_description(json, *described, answer);
  json.end_object();
  return {};
}

}  // namespace dynarocks::operations
