#pragma once
// What a request's signature covers, in the one form that client and server agree on: Signature
// Version 4's canonical request. Source: reference "security", section 2.5.

#include <span>
#include <string>
#include <string_view>

namespace dynarocks::auth {

struct HeaderField {
  std::string_view name;
  std::string_view value;
};

/// A request as it arrived, to "/". Views into it.
struct ReceivedRequest {
  std::string_view method;
  std::string_view query;  // of the request target, without the '?'
  std::span<const HeaderField> headers;
  /// SHA-256 of the body as received, 32 bytes. What the client claims it to be
  /// (X-Amz-Content-Sha256) is not trusted.
  std::string_view body_digest;

  /// The value of the first field of this name in any case; empty when there is none.
  [[nodiscard]] std::string_view header(std::string_view name) const;
};

/// `signed_headers` is the list as claimed: "content-type;host;x-amz-date". A field that is listed
/// but not there has an empty value.
[[nodiscard]] std::string canonical_request(const ReceivedRequest& request,
                                            std::string_view signed_headers);

inline constexpr std::string_view signing_algorithm = "AWS4-HMAC-SHA256";

/// <date>/<region>/<service>/aws4_request, of a `date_time` YYYYMMDDTHHMMSSZ.
[[nodiscard]] std::string credential_scope(std::string_view date_time, std::string_view region,
                                           std::string_view service);

/// What a signature is the HMAC of: algorithm, time, scope and digest of the canonical request.
[[nodiscard]] std::string string_to_sign(std::string_view date_time, std::string_view region,
                                         std::string_view service, std::string_view canonical);

}  // namespace dynarocks::auth
