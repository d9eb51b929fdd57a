#include "server/kms_endpoint.h"

#include <string>

#include "base/random.h"
#include "model/kms_error.h"
#include "operations/kms_api.h"
#include "wire/json_value.h"
#include "wire/json_writer.h"

namespace dynarocks::server {
namespace {

using model::KmsError;
using model::KmsResult;

constexpr std::string_view json_type = "application/x-amz-json-1.1";
constexpr std::string_view target_prefix = "TrentService.";

KmsResult<void> run(const operations::Services& services, std::string_view name,
                    const model::ApiResult<operations::Caller>& caller, std::string_view body,
                    std::string& out) {
  const operations::KmsOperation* operation = operations::find_kms_operation(name);
  if (operation == nullptr) return model::kms_failure("UnknownOperationException", {});
  if (!caller) return failure(operations::kms_error(caller.error()));
  thread_local wire::JsonDocument document;
  return operations::run_kms_operation(*operation, services, *caller, document.parse(body), out);
}

}  // namespace

std::optional<std::string_view> kms_operation_of(const HttpRequest& request,
                                                 std::string_view path) {
  if (request.method != "POST" || path != "/") return std::nullopt;
  const auto target = request.headers.find("X-Amz-Target").value_or(std::string_view());
  if (!target.starts_with(target_prefix)) return std::nullopt;
  return target.substr(target_prefix.size());
}

void answer_kms_call(const operations::Services& services, std::string_view operation,
                     const model::ApiResult<operations::Caller>& caller, std::string_view body,
                     HttpResponse& response) {
  response.request_id = random_uuid();
  response.content_type = json_type;
  const auto outcome = run(services, operation, caller, body, response.body);
  if (outcome) return;
  const KmsError& error = outcome.error();
  response.status = error.http_status;
  wire::JsonWriter json(response.body);
  json.begin_object().key("__type").string(error.type);
  if (!error.message.empty()) json.key("message").string(error.message);
  json.end_object();
}

}  // namespace dynarocks::server
