#include "server/request_pipeline.h"

#include <chrono>
#include <exception>
#include <utility>

#include "auth/authorization_header.h"
#include "base/ascii_case.h"
#include "base/crc32.h"
#include "base/logging.h"
#include "base/random.h"
#include "codec/digest.h"
#include "model/limits.h"
#include "operations/authorizer.h"
#include "server/content_coding.h"
#include "server/kms_endpoint.h"
#include "wire/error_json.h"

namespace dynarocks::server {
namespace {

static_assert(body_padding_bytes >= wire::JsonDocument::parse_padding);

using model::ApiError;
using model::ApiResult;
using model::ErrorCode;

constexpr std::string_view amz_json = "application/x-amz-json-1.0";
constexpr std::string_view plain_json = "application/json";
constexpr std::string_view health_body = "healthy: dynamodb.us-east-1.amazonaws.com ";
constexpr std::string_view unknown_operation_body = "<UnknownOperationException/>\n";

/// Errors whose envelope has no text member.
auto bare_error(ErrorCode code) { return failure(ApiError{code, {}, {}, {}, false}); }

auto internal_error() {
  return failure(ApiError{ErrorCode::internal_server_error, "Internal server error", {}, {}, true});
}

/// The path and query of a request target, of an absolute one ("http://host/") too.
struct Target {
  std::string_view path;
  std::string_view query;
};

Target split_target(std::string_view target) {
  if (const auto scheme_end = target.find("://");
      !target.starts_with('/') && scheme_end != std::string_view::npos) {
    const auto path_begin = target.find_first_of("/?", scheme_end + 3);
    target.remove_prefix(path_begin == std::string_view::npos ? target.size() : path_begin);
  }
  const auto query_begin = target.find('?');
  Target parts{target.substr(0, query_begin), {}};
  if (query_begin != std::string_view::npos) parts.query = target.substr(query_begin + 1);
  if (parts.path.empty()) parts.path = "/";
  return parts;
}

/// The Content-Type without its parameters.
std::string_view media_type(const HttpHeaders& headers) {
  const std::string_view value = headers.find("Content-Type").value_or(std::string_view());
  return trim(value.substr(0, value.find(';')));
}

/// Request bodies in another form than plain JSON; the outcome `ok` leaves `request.body` plain.
DecodeOutcome decode_body(HttpRequest& request) {
  const auto coding = request.headers.find("Content-Encoding");
  if (!coding || coding->empty() || equal_ignoring_case(*coding, "identity"))
    return DecodeOutcome::ok;
  std::string plain;
  const auto outcome =
      decode_content(*coding, request.body, model::limits::request_body_bytes, plain);
  if (outcome != DecodeOutcome::ok) return outcome;
  plain.reserve(plain.size() + body_padding_bytes);
  request.body.swap(plain);
  return DecodeOutcome::ok;
}

/// Compresses the body if that is allowed and worth it, and takes its checksum.
void finish_body(const HttpHeaders& headers, HttpResponse& response) {
  if (response.body.size() >= model::limits::compress_response_bytes) {
    const auto accepted = headers.find("Accept-Encoding");
    const auto coding = accepted ? negotiate_coding(*accepted) : std::nullopt;
    std::string compressed;
    if (coding && compress(*coding, response.body, compressed)) {
      response.body = std::move(compressed);
      response.content_coding = coding_name(*coding);
    }
  }
  response.crc32 = crc32(response.body);
}

/// Who may become a session of which role: as the policies say, where there are any.
auth::MayAssume may_assume(const operations::Authorizer* authorizer) {
  if (authorizer == nullptr) return auth::is_role_of_own_account;
  return [authorizer](const auth::Principal& principal, std::string_view role_arn) {
    return authorizer->may_assume(principal, role_arn);
  };
}

}  // namespace

/// One request on its way through the steps.
struct RequestPipeline::Exchange {
  HttpRequest& request;
  HttpResponse& response;
  Target target;
  const operations::Operation* operation = nullptr;
  std::string body_digest;  // of the body as received; empty where no signature is checked
  auth::Signer signer;      // who the operation runs for, where one is
};

RequestPipeline::RequestPipeline(const operations::Services& services, FindOperation find_operation,
                                 const Authentication& authentication,
                                 const PipelineOptions& options, const AdminSurface* admin)
    : services_(services),
      find_operation_(find_operation),
      authentication_(authentication),
      sts_(authentication, services.clock, may_assume(services.authorizer)),
      shared_db_(options.shared_db),
      cors_(options.cors_origins),
      admin_(admin) {}

void answer_too_large(HttpResponse& response) {
  response.clear();
  response.status = 413;
  response.chunked = true;
  response.close = true;
}

void answer_malformed(HttpResponse& response) {
  response.clear();
  response.status = 400;
  response.close = true;
}

void answer_plain_http(HttpResponse& response) {
  answer_malformed(response);
  response.content_type = "text/plain";
  response.body = "This port speaks TLS: use https://\n";
}

bool RequestPipeline::refuse_head(const HttpRequest& request, HttpResponse& response) {
  if (request.headers.count("Host") <= 1) return false;
  answer_malformed(response);
  return true;
}

void RequestPipeline::answer(HttpRequest& request, HttpResponse& response) const {
  const bool logged = log::enabled(log::Level::debug);
  const auto begin =
      logged ? std::chrono::steady_clock::now() : std::chrono::steady_clock::time_point();

  response.clear();
  Exchange exchange{request, response, split_target(request.target), nullptr, {}, {}};
  try {
    run_steps(exchange);
  } catch (const std::exception& bug) {
    // Errors are values everywhere below; whatever is thrown must not take the server down.
    log::error("request " + response.request_id + " threw: " + bug.what());
    response.body = wire::error_json(internal_error().value());
    response.status = 500;
  }
  if (response.status != 413) finish_body(request.headers, response);

  if (!logged) return;
  const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - begin);
  std::string line(exchange.operation != nullptr ? exchange.operation->name
                                                 : std::string_view(request.method));
  line.append(" ").append(std::to_string(response.status));
  line.append(" ").append(std::to_string(response.body.size())).append(" bytes ");
  line.append(std::to_string(micros.count())).append(" us ").append(response.request_id);
  log::debug(line);
}

/// The numbers are those of the reference. Steps 1 and 2 (sizes, repeated Host) are over when a
/// request arrives here: see refuse_head and HttpSession.
void RequestPipeline::run_steps(Exchange& exchange) const {
  HttpResponse& response = exchange.response;

  // 3. From here on every response has an id.
  append_random_request_id(response.request_id);

  // No part of the API, and not for browsers: neither CORS nor the rest applies.
  if (admin_ != nullptr && AdminSurface::has(exchange.target.path)) {
    admin_->answer(exchange.request, exchange.target.path, response);
    return;
  }

  // 4 to 6. What needs no operation: CORS preflight, health, whatever is no API call.
  if (answer_without_operation(exchange)) return;

  // 7 to 13.
  const ApiResult<void> outcome = run_request(exchange);
  if (outcome || response.status == 413) return;
  const ApiError& error = outcome.error();
  response.status = model::error_row(error.code).http_status;
  response.body = wire::error_json(error);
  // What failed is in the log already, once (engine/store_failure.h).
  if (error.code == ErrorCode::internal_server_error && exchange.operation != nullptr) {
    log::debug("request " + response.request_id + " " + std::string(exchange.operation->name) +
               " failed: " + error.message);
  }
}

/// Steps 4 to 6; true when the response is complete.
bool RequestPipeline::answer_without_operation(Exchange& exchange) const {
  const HttpRequest& request = exchange.request;
  HttpResponse& response = exchange.response;

  // 4. CORS headers go on every response to an allowed origin; a preflight is answered by them. To
  // an
  //    origin that is not allowed the server says what it says without one, and the browser
  //    refuses.
  const auto origin = request.headers.find("Origin");
  if (origin && cors_.allows(*origin)) {
    cors_.append_headers(*origin, response.extra_headers);
    if (request.method == "OPTIONS") {
      append_preflight_headers(request.headers, response.extra_headers);
      return true;
    }
  }

  // STS and KMS have their own protocols on the same port: their calls are none of DynamoDB's.
  if (answer_by_sts(exchange) || answer_by_kms(exchange)) return true;

  // 5. Health.
  if (request.method == "GET" && exchange.target.path == "/") {
    response.body = health_body;
    return true;
  }

  // 6. Anything but a POST of accepted content.
  const std::string_view type = media_type(request.headers);
  const bool accepted = type == amz_json || type == plain_json;
  if (request.method != "POST" || exchange.target.path != "/" ||
      (!request.body.empty() && !accepted)) {
    response.status = 404;
    response.body = unknown_operation_body;
    return true;
  }
  response.content_type = type == amz_json ? amz_json : plain_json;
  return false;
}

bool RequestPipeline::answer_by_sts(Exchange& exchange) const {
  const HttpRequest& request = exchange.request;
  const auto call =
      StsEndpoint::parameters_of(request, exchange.target.path, exchange.target.query);
  if (call) sts_.answer(request, exchange.target.query, *call, exchange.response);
  return call.has_value();
}

bool RequestPipeline::answer_by_kms(Exchange& exchange) const {
  const HttpRequest& request = exchange.request;
  const auto operation = kms_operation_of(request, exchange.target.path);
  if (!operation) return false;
  if (authentication_.checks_signatures()) exchange.body_digest = codec::digest(request.body);
  answer_kms_call(services_, *operation, authenticate(exchange, auth::kms_service), request.body,
                  exchange.response);
  return true;
}

/// Steps 7 to 13.
ApiResult<void> RequestPipeline::run_request(Exchange& exchange) const {
  HttpRequest& request = exchange.request;

  // What is signed is the body as it came.
  if (authentication_.checks_signatures()) exchange.body_digest = codec::digest(request.body);

  // 7. The body is JSON, once it is decoded.
  switch (decode_body(request)) {
    case DecodeOutcome::ok:
      break;
    case DecodeOutcome::corrupt:
      return internal_error();
    case DecodeOutcome::too_large:
      answer_too_large(exchange.response);
      return {};
  }
  thread_local wire::JsonDocument document;
  std::optional<wire::JsonValue> body;
  if (!request.body.empty()) {
    const std::string& text = request.body;
    body = document.parse_padded(text.data(), text.size(), text.capacity());
    if (!body) return bare_error(ErrorCode::serialization);
  }

  // 8. The target names an operation.
  const std::string_view target = request.headers.find("X-Amz-Target").value_or(std::string_view());
  exchange.operation = operation_of(target);
  if (exchange.operation == nullptr) return bare_error(ErrorCode::unknown_operation);

  // 9. Somebody has signed it.
  DYNAROCKS_ASSIGN(const operations::Caller caller, authenticate(exchange, auth::dynamodb_service));

  // 10 to 13. Body shape, member types, constraints, and the operation itself.
  return operations::run_operation(*exchange.operation, services_, caller, body,
                                   exchange.response.body);
}

const operations::Operation* RequestPipeline::operation_of(std::string_view target) const {
  const auto dot = target.find('.');
  if (dot == std::string_view::npos) return nullptr;
  const operations::Operation* operation = find_operation_(target.substr(dot + 1));
  return operation != nullptr && operation->api == target.substr(0, dot) ? operation : nullptr;
}

ApiResult<operations::Caller> RequestPipeline::authenticate(Exchange& exchange,
                                                            std::string_view service) const {
  if (authentication_.checks_signatures()) return verify(exchange, service);
  const HttpHeaders& headers = exchange.request.headers;
  DYNAROCKS_ASSIGN(
      const auth::Authorization authorization,
      auth::parse_authorization({headers.find("Authorization"), headers.find("X-Amz-Date"),
                                 headers.find("Date"), exchange.target.query, service}));
  if (shared_db_) return operations::Caller{{"000000000000", "us-east-1"}};
  return operations::Caller{{Authentication::account_of(exchange.request, authorization),
                             std::string(authorization.region)}};
}

ApiResult<operations::Caller> RequestPipeline::verify(Exchange& exchange,
                                                      std::string_view service) const {
  const HttpRequest& request = exchange.request;
  DYNAROCKS_ASSIGN(exchange.signer, authentication_.signer_of(request, exchange.target.query,
                                                              exchange.body_digest, service));
  const auth::Credential& credential = *exchange.signer.credential;
  operations::Caller caller;
  caller.place =
      shared_db_ ? model::AccountRegion{"000000000000", "us-east-1"}
                 : model::AccountRegion{credential.principal.account_id, exchange.signer.region};
  caller.principal = &credential.principal;
  caller.session_policy = credential.session_policy;
  caller.origin.source_ip = request.peer_address;
  caller.origin.secure_transport = request.secure;
  caller.origin.user_agent = request.headers.find("User-Agent").value_or(std::string_view());
  return caller;
}

}  // namespace dynarocks::server
