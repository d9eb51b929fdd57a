#include "auth/signature_check.h"

#include <utility>

#include "auth/hmac.h"
#include "auth/session_token.h"
#include "base/hex.h"

namespace dynarocks::auth {
namespace {

using model::ApiError;
using model::ApiResult;
using model::ErrorCode;

auto refusal(ErrorCode code, std::string message) {
  return failure(ApiError{code, std::move(message), {}, {}, true});
}

auto unknown_key() {
  return refusal(ErrorCode::unrecognized_client,
                 "The security token included in the request is invalid.");
}

auto bad_token() {
  return refusal(ErrorCode::unrecognized_client,
                 "The security token included in the request is invalid");
}

std::string mismatch_text(std::string_view canonical, std::string_view to_sign) {
  std::string text =
      "The request signature we calculated does not match the signature you provided. Check your "
      "AWS Secret Access Key and signing method. Consult the service documentation for details."
      "\n\nThe Canonical String for this request should have been\n'";
  text.append(canonical).append("'\n\nThe String-to-Sign should have been\n'");
  return text.append(to_sign).append("'\n");
}

}  // namespace

ApiResult<Signer> SignatureCheck::verify(const ReceivedRequest& request,
                                         std::string_view service) const {
  const EpochMillis now = clock_.now_millis();
  DYNAROCKS_ASSIGN(const Authorization claim,
                   parse_authorization(signed_request(request, service, now)));
  const std::string_view token = security_token(request, claim);
  DYNAROCKS_ASSIGN(std::shared_ptr<const Credential> credential, find(claim.access_key_id, token));

  const std::string canonical = canonical_request(request, claim.signed_headers);
  const std::string to_sign = string_to_sign(claim.date, claim.region, claim.service, canonical);
  const std::string key = signing_keys_.key(
      {credential->secret_access_key, claim.date.substr(0, 8), claim.region, service});
  if (!equal_in_constant_time(hex(hmac_sha256(key, to_sign)), claim.signature)) {
    return refusal(ErrorCode::invalid_signature, mismatch_text(canonical, to_sign));
  }
  if (!equal_in_constant_time(credential->session_token, token)) return bad_token();
  if (credential->expires_at && now >= *credential->expires_at) {
    return refusal(ErrorCode::expired_token,
                   "The security token included in the request is expired");
  }
  return Signer{std::move(credential), std::string(claim.region)};
}

/// A lasting key, or the temporary one that is sealed in the token.
ApiResult<std::shared_ptr<const Credential>> SignatureCheck::find(std::string_view access_key_id,
                                                                  std::string_view token) const {
  if (auto lasting = credentials_.find(access_key_id)) return lasting;
  if (!access_key_id.starts_with(temporary_key_prefix)) return unknown_key();
  const auto issuer = issuer_of(token);
  const auto issuing_key = issuer ? credentials_.find(*issuer) : nullptr;
  auto session = issuing_key ? open_session(token, issuing_key->secret_access_key) : std::nullopt;
  if (!session || session->access_key_id != access_key_id) return bad_token();
  return std::make_shared<const Credential>(std::move(*session));
}

SignedRequest signed_request(const ReceivedRequest& request, std::string_view service,
                             std::optional<EpochMillis> now) {
  return {request.header("Authorization"),
          request.header("X-Amz-Date"),
          request.header("Date"),
          request.query,
          service,
          now};
}

std::string_view security_token(const ReceivedRequest& request, const Authorization& claim) {
  return claim.presigned ? claim.security_token : request.header("X-Amz-Security-Token");
}

}  // namespace dynarocks::auth
