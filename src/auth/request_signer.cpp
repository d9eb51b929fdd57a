#include "auth/request_signer.h"

#include "auth/canonical_request.h"
#include "auth/hmac.h"
#include "auth/request_age.h"
#include "auth/signing_key.h"
#include "base/hex.h"
#include "codec/digest.h"

namespace dynarocks::auth {
namespace {

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

std::string authorization_header(const RequestToSign& request, const SigningKey& key,
                                 EpochMillis time) {
  const std::string date_time = basic_time(time);
  const std::string to_sign =
      string_to_sign(date_time, request.region, request.service, canonical_form(request));
  const std::string signing_key = derive_signing_key(
      {key.secret_key, std::string_view(date_time).substr(0, 8), request.region, request.service});
  std::string header(signing_algorithm);
  header.append(" Credential=").append(key.access_key_id).append("/");
  header.append(credential_scope(date_time, request.region, request.service));
  header.append(", SignedHeaders=").append(signed_headers(request));
  return header.append(", Signature=").append(hex(hmac_sha256(signing_key, to_sign)));
}

}  // namespace dynarocks::auth
