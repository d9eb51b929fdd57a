#pragma once
// From an HTTP request to its response: one list of steps in the order clients can observe. It
// knows nothing of sockets. Source: reference "wire protocol", section 1.

#include <optional>
#include <string>
#include <string_view>

#include "auth/assume_role.h"
#include "model/api_error.h"
#include "operations/caller.h"
#include "operations/operation_context.h"
#include "operations/operation_table.h"
#include "server/admin_surface.h"
#include "server/authentication.h"
#include "server/cors.h"
#include "server/http_message.h"
#include "server/sts_endpoint.h"
#include "wire/json_value.h"

namespace dynarocks::server {

struct PipelineOptions {
  /// --shared-db: every account and Region sees the tables of one.
  bool shared_db = false;
  /// Origins that browsers may call from: "*" or a comma-separated list.
  std::string cors_origins = "*";
};

/// The row of an operation by name, or nullptr.
using FindOperation = const operations::Operation* (*)(std::string_view name);

/// Safe to use from several threads at once.
class RequestPipeline {
 public:
  /// References must outlive the pipeline. Without `admin` its paths are unknown ones.
  RequestPipeline(const operations::Services& services, FindOperation find_operation,
                  const Authentication& authentication, const PipelineOptions& options,
                  const AdminSurface* admin = nullptr);

  /// What can be refused on the head alone, before the body is read: true when `response` is final.
  /// Such an answer ends the connection.
  [[nodiscard]] static bool refuse_head(const HttpRequest& request, HttpResponse& response);

  /// Answers a complete request into `response`, which is cleared first. A compressed body is
  /// decoded in place.
  void answer(HttpRequest& request, HttpResponse& response) const;

 private:
  struct Exchange;
  void run_steps(Exchange& exchange) const;
  bool answer_without_operation(Exchange& exchange) const;
  bool answer_by_sts(Exchange& exchange) const;
  bool answer_by_kms(Exchange& exchange) const;
  [[nodiscard]] model::ApiResult<void> run_request(Exchange& exchange) const;
  /// What X-Amz-Target names, "<API>.<operation>", or nullptr.
  [[nodiscard]] const operations::Operation* operation_of(std::string_view target) const;
  [[nodiscard]] model::ApiResult<operations::Caller> authenticate(Exchange& exchange,
                                                                  std::string_view service) const;
  [[nodiscard]] model::ApiResult<operations::Caller> verify(Exchange& exchange,
                                                            std::string_view service) const;

  const operations::Services& services_;
  FindOperation find_operation_;
  const Authentication& authentication_;
  StsEndpoint sts_;
  bool shared_db_;
  CorsPolicy cors_;
  const AdminSurface* admin_;
};

/// The answer to a request above the size limit: 413 without a body or a request id.
void answer_too_large(HttpResponse& response);
/// The answer to HTTP where TLS is spoken: 400 with a line for its reader.
void answer_plain_http(HttpResponse& response);
/// The answer to what is not HTTP, or too much of it in the head: 400 without a body.
void answer_malformed(HttpResponse& response);

}  // namespace dynarocks::server
