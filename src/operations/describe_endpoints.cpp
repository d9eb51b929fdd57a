#include "operations/describe_endpoints.h"

#include <cstdint>

#include "wire/json_writer.h"

namespace dynarocks::operations {
namespace {

constexpr std::int64_t cache_period_minutes = 1440;  // AWS

}  // namespace

// The answer of AWS, although it names another server than this one: the operation knows no address
// of its own (proxies and port mappings change it), and SDKs with a configured endpoint do not ask.
model::ApiResult<void> describe_endpoints(const OperationContext& context,
                                          wire::Request /*request*/, std::string& response) {
  wire::JsonWriter json(response);
  json.begin_object().key("Endpoints").begin_array().begin_object();
  json.key("Address").string("dynamodb." + context.caller.region + ".amazonaws.com");
  json.key("CachePeriodInMinutes").integer(cache_period_minutes);
  json.end_object().end_array().end_object();
  return {};
}

}  // namespace dynarocks::operations
