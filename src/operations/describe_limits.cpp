#include "operations/describe_limits.h"

#include "operations/capacity_quotas.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {

model::ApiResult<void> describe_limits(const OperationContext& /*context*/,
                                       wire::Request /*request*/, std::string& response) {
  wire::JsonWriter json(response);
  json.begin_object();
  json.key("AccountMaxReadCapacityUnits").integer(account_max_capacity_units);
  json.key("AccountMaxWriteCapacityUnits").integer(account_max_capacity_units);
  json.key("TableMaxReadCapacityUnits").integer(table_max_capacity_units);
  json.key("TableMaxWriteCapacityUnits").integer(table_max_capacity_units);
  json.end_object();
  return {};
}

}  // namespace dynarocks::operations
