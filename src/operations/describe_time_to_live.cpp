#include "operations/describe_time_to_live.h"

#include <string_view>

#include "operations/table_identifier.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {
namespace {

model::ApiError not_while(std::string_view status) {
  std::string message = "Cannot describe time to live while table is in ";
  message.append(status).append(" state: Current table state is ").append(status);
  return model::validation_error(std::move(message));
}

}  // namespace

model::ApiResult<void> describe_time_to_live(const OperationContext& context, wire::Request request,
                                             std::string& response) {
  DYNAROCKS_ASSIGN(const auto table,
                   find_table_for_control(context, request.string("TableName").value_or("")));
  const auto described = table->description();
  if (described->status == model::TableStatus::CREATING) return failure(not_while("CREATING"));
  if (described->status == model::TableStatus::DELETING) return failure(not_while("DELETING"));
  const auto& attribute_name = described->time_to_live.attribute_name;
  wire::JsonWriter json(response);
  json.begin_object().key("TimeToLiveDescription").begin_object();
  json.key("TimeToLiveStatus").string(attribute_name ? "ENABLED" : "DISABLED");
  if (attribute_name) json.key("AttributeName").string(*attribute_name);
  json.end_object().end_object();
  return {};
}

}  // namespace dynarocks::operations
