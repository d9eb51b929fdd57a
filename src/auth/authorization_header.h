#pragma once
// Who a request says has signed it: the Authorization header, or the X-Amz-* query parameters of a
// presigned request, taken apart and checked for shape and age. Nothing here knows a secret.

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "model/api_error.h"

namespace dynarocks::auth {

/// The service names of credential scopes.
inline constexpr std::string_view dynamodb_service = "dynamodb";
inline constexpr std::string_view sts_service = "sts";
inline constexpr std::string_view kms_service = "kms";

/// The parts of a request that can carry its signature. Views into the request.
struct SignedRequest {
  std::optional<std::string_view> authorization;  // header Authorization
  std::optional<std::string_view> amz_date;       // header X-Amz-Date
  std::optional<std::string_view> date;           // header Date
  std::string_view query;                         // of the request target, without the '?'
  std::string_view service = dynamodb_service;    // that it has to be signed for
  /// By which its age is judged; without, any date is good.
  std::optional<EpochMillis> now = std::nullopt;
};

/// A well-formed Signature Version 4 claim. Views into the request it was read from, or into
/// `decoded_query` for a presigned one.
struct Authorization {
  std::string_view access_key_id;
  std::string_view date;    // of the request: YYYYMMDDTHHMMSSZ
  std::string_view region;  // of the credential scope
  std::string_view service;
  std::string_view signed_headers;  // "host;x-amz-date"
  std::string_view signature;
  std::string_view security_token;  // of a presigned request; a header otherwise has it
  bool presigned = false;
  std::unique_ptr<const std::string> decoded_query;
};

/// Checks the claim in DynamoDB's order: both forms at once, no form, missing parameters, date
/// format and age, unsigned host, algorithm, credential shape, credential scope. Errors:
/// InvalidSignatureException, MissingAuthenticationTokenException, IncompleteSignatureException,
/// with DynamoDB's texts. The signature itself is not judged here. A Region is anything that can
/// stand in an ARN: 1 to 64 letters, digits, '-', '_' or '.'.
[[nodiscard]] model::ApiResult<Authorization> parse_authorization(const SignedRequest& request);

/// The account an access key names: a 12-digit key is an account id, every other key belongs to
/// 000000000000.
[[nodiscard]] std::string_view account_of(std::string_view access_key_id);

}  // namespace dynarocks::auth
