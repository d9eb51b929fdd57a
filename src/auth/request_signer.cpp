#include "auth/request_signer.h"

#include "auth/canonical_request.h"
#include "auth/hmac.h"
#include "auth/signing_key.h"
#include "base/hex.h"
#include "base/time_text.h"
#include "codec/digest.h"

namespace dynarocks::auth {
namespace {

constexpr std::string_view algorithm = "AWS4-HMAC-SHA256";

std::string signed_headers(const RequestToSign& request) {
  std::string names;
  for (const auto& [name, value] : request.headers) {
    names.append(names.empty() ? "" : ";").append(name);
  }
  return names;
}

std::string canonical_form(const RequestToSign& request) {
  std::vector<HeaderField> headers;
  for (const auto& [name, value] : request.headers) headers.push_back({name, value});
  return canonical_request({"POST", "", headers, codec::digest(request.body)},
                           signed_headers(request));
}

}  // namespace

std::string amz_date(EpochMillis time) {
  std::string date;
  for (const char c : iso_time(time).substr(0, 19)) {
    if (c != '-' && c != ':') date += c;
  }
  return date + "Z";
}

std::string authorization_header(const RequestToSign& request, const SigningKey& key,
                                 EpochMillis time) {
  const std::string date_time = amz_date(time);
  const std::string date = date_time.substr(0, 8);
  std::string scope = date;
  scope.append("/").append(request.region).append("/").append(request.service);
  scope.append("/aws4_request");
  std::string to_sign(algorithm);
  to_sign.append("\n").append(date_time).append("\n").append(scope).append("\n");
  to_sign.append(hex(codec::digest(canonical_form(request))));
  const std::string signing_key =
      derive_signing_key({key.secret_key, date, request.region, request.service});
  std::string header(algorithm);
  header.append(" Credential=").append(key.access_key_id).append("/").append(scope);
  header.append(", SignedHeaders=").append(signed_headers(request));
  return header.append(", Signature=").append(hex(hmac_sha256(signing_key, to_sign)));
}

}  // namespace dynarocks::auth
