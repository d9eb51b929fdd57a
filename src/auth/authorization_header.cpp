#include "auth/authorization_header.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>

#include "auth/query_parameters.h"
#include "auth/request_age.h"
#include "base/ascii_case.h"

namespace dynarocks::auth {
namespace {

using model::ApiError;
using model::ApiResult;
using model::ErrorCode;

constexpr std::string_view supported_algorithm = "AWS4-HMAC-SHA256";
constexpr std::string_view expected_terminator = "aws4_request";
constexpr std::string_view default_account = "000000000000";
constexpr std::size_t max_region_bytes = 64;  // own: a Region becomes part of ARNs

auto incomplete(std::string message) {
  return failure(ApiError{ErrorCode::incomplete_signature, std::move(message), {}, {}, true});
}
auto invalid(std::string message) {
  return failure(ApiError{ErrorCode::invalid_signature, std::move(message), {}, {}, true});
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// The claim's parameters before any of them is judged; empty where missing.
struct Claim {
  std::string_view algorithm;
  std::string_view credential;
  std::string_view date;
  std::string_view signed_headers;
  std::string_view signature;
  std::string_view security_token;
  std::chrono::seconds validity = allowed_skew;
};

bool is_separator(char c) { return c == ',' || c == ' ' || c == '\t'; }

/// Takes the text before the next separator, and the separators before it; empty at the end.
std::string_view take_part(std::string_view& rest) {
  const auto begin = std::find_if_not(rest.begin(), rest.end(), is_separator);
  const auto end = std::find_if(begin, rest.end(), is_separator);
  const std::string_view part(begin, end);
  rest = std::string_view(end, rest.end());
  return part;
}

ApiResult<Claim> read_header(const SignedRequest& request) {
  const std::string_view header = *request.authorization;
  Claim claim;
  std::string_view rest = trim(header);
  claim.algorithm = take_part(rest);
  while (true) {
    const std::string_view pair = take_part(rest);
    if (pair.empty()) break;

    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos) {
      std::string message = "'";
      message.append(pair)
          .append("' not a valid key=value pair (missing equal-sign) in Authorization header: '")
          .append(header)
          .append("'.");
      return incomplete(std::move(message));
    }
    const std::string_view name = pair.substr(0, equals);
    const std::string_view value = pair.substr(equals + 1);
    if (name == "Credential") claim.credential = value;
    if (name == "Signature") claim.signature = value;
    if (name == "SignedHeaders") claim.signed_headers = value;
  }
  claim.date = request.amz_date.value_or(std::string_view());
  if (claim.date.empty()) claim.date = request.date.value_or(std::string_view());

  std::string missing;
  if (claim.credential.empty()) missing += "Authorization header requires 'Credential' parameter. ";
  if (claim.signature.empty()) missing += "Authorization header requires 'Signature' parameter. ";
  if (claim.signed_headers.empty()) {
    missing += "Authorization header requires 'SignedHeaders' parameter. ";
  }
  if (claim.date.empty()) {
    missing +=
        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";
  }
  if (!missing.empty()) {
    missing.append("Authorization=").append(header);
    return incomplete(std::move(missing));
  }
  return claim;
}

ApiResult<Claim> read_query(const QueryParameters& query) {
  const std::array<std::pair<std::string_view, std::string_view>, 5> required{{
      {"X-Amz-Algorithm", query.algorithm},
      {"X-Amz-Credential", query.credential},
      {"X-Amz-Signature", query.signature},
      {"X-Amz-SignedHeaders", query.signed_headers},
      {"X-Amz-Date", query.date},
  }};
  std::string missing;
  for (const auto& [name, value] : required) {
    if (!value.empty()) continue;
    missing.append("AWS query-string parameters must include '").append(name).append("'. ");
  }
  if (!missing.empty()) {
    return incomplete(std::move(missing) + "Re-examine the query-string parameters.");
  }
  return Claim{query.algorithm,        query.credential, query.date,
               query.signed_headers,   query.signature,  query.security_token,
               validity(query.expires)};
}

/// YYYYMMDDTHHMMSSZ
bool is_basic_date(std::string_view date) {
  if (date.size() != 16 || date[8] != 'T' || date[15] != 'Z') return false;
  for (std::size_t i = 0; i < 15; ++i) {
    if (i != 8 && !is_digit(date[i])) return false;
  }
  return true;
}

bool signs_host(std::string_view signed_headers) {
  while (!signed_headers.empty()) {
    const std::string_view name = signed_headers.substr(0, signed_headers.find(';'));
    if (equal_ignoring_case(name, "host")) return true;
    signed_headers.remove_prefix(std::min(name.size() + 1, signed_headers.size()));
  }
  return false;
}

bool is_region(std::string_view region) {
  return !region.empty() && region.size() <= max_region_bytes &&
         std::all_of(region.begin(), region.end(), [](char c) {
           return is_letter(c) || is_digit(c) || c == '-' || c == '_' || c == '.';
         });
}

struct Scope {
  std::string_view access_key_id, date, region, service, terminator;
};

std::optional<Scope> split_credential(std::string_view text) {
  while (text.ends_with('/')) text.remove_suffix(1);
  if (std::count(text.begin(), text.end(), '/') != 4) return std::nullopt;
  const auto next = [&text] {
    const std::string_view element = text.substr(0, text.find('/'));
    text.remove_prefix(std::min(element.size() + 1, text.size()));
    return element;
  };
  Scope credential;
  credential.access_key_id = next();
  credential.date = next();
  credential.region = next();
  credential.service = next();
  credential.terminator = next();
  return credential;
}

/// The sentences about the credential's scope that apply, joined; empty when it is good.
std::string scope_faults(const Scope& credential, std::string_view date, std::string_view service) {
  std::string faults;
  if (!is_region(credential.region)) {
    faults += "Credential should be scoped to a valid region. ";
  }
  if (credential.service != service) {
    faults.append("Credential should be scoped to correct service: '")
        .append(service)
        .append("'. ");
  }
  if (credential.terminator != expected_terminator) {
    faults.append("Credential should be scoped with a valid terminator: 'aws4_request', not '")
        .append(credential.terminator)
        .append("'. ");
  }
  const std::string_view day = date.substr(0, 8);
  if (credential.date != day) {
    faults
        .append(
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from "
            "HTTP: '")
        .append(credential.date)
        .append("' != '")
        .append(day)
        .append("', from '")
        .append(date)
        .append("'.");
  }
  return faults;
}

auto date_fault(std::string_view date) {
  std::string message = "Date must be in ISO-8601 'basic format'. Got '";
  message.append(date).append("'. See http://en.wikipedia.org/wiki/ISO_8601");
  return incomplete(std::move(message));
}

ApiResult<Authorization> check_claim(const Claim& claim, const SignedRequest& request) {
  if (!is_basic_date(claim.date)) return date_fault(claim.date);
  if (request.now) {
    const std::optional<EpochMillis> time = parse_basic_time(claim.date);
    if (!time) return date_fault(claim.date);
    std::string fault = age_fault(*time, *request.now, claim.validity);
    if (!fault.empty()) return invalid(std::move(fault));
  }
  if (!signs_host(claim.signed_headers)) {
    return invalid("'Host' must be a 'SignedHeader' in the AWS Authorization.");
  }
  if (claim.algorithm != supported_algorithm) {
    std::string message = "Unsupported AWS 'algorithm': '";
    message.append(claim.algorithm).append("' (only AWS4-HMAC-SHA256 for now). ");
    return incomplete(std::move(message));
  }
  const std::optional<Scope> credential = split_credential(claim.credential);
  if (!credential) {
    std::string message =
        "Credential must have exactly 5 slash-delimited elements, e.g. "
        "keyid/date/region/service/term, got '";
    message.append(claim.credential).append("'");
    return incomplete(std::move(message));
  }
  if (std::string faults = scope_faults(*credential, claim.date, request.service);
      !faults.empty()) {
    return invalid(std::move(faults));
  }
  return Authorization{credential->access_key_id,
                       claim.date,
                       credential->region,
                       credential->service,
                       claim.signed_headers,
                       claim.signature,
                       claim.security_token,
                       false,
                       nullptr};
}

}  // namespace

ApiResult<Authorization> parse_authorization(const SignedRequest& request) {
  QueryParameters query = parse_query_parameters(request.query);
  // An empty header is as good as none.
  const bool has_header = request.authorization && !request.authorization->empty();
  if (has_header && query.presigned) {
    return invalid(
        "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.");
  }
  if (!query.presigned && (!has_header || !trim(*request.authorization).starts_with("AWS4-"))) {
    return failure(ApiError{ErrorCode::missing_authentication_token,
                            "Request is missing Authentication Token",
                            {},
                            {},
                            true});
  }
  DYNAROCKS_ASSIGN(const Claim claim, query.presigned ? read_query(query) : read_header(request));
  DYNAROCKS_ASSIGN(Authorization authorization, check_claim(claim, request));
  authorization.presigned = query.presigned;
  authorization.decoded_query = std::move(query.decoded);
  return authorization;
}

std::string_view account_of(std::string_view access_key_id) {
  const bool names_account = access_key_id.size() == default_account.size() &&
                             std::all_of(access_key_id.begin(), access_key_id.end(), is_digit);
  return names_account ? access_key_id : default_account;
}

}  // namespace dynarocks::auth
