#include "server/authentication.h"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "auth/identity.h"
#include "auth/session_token.h"

namespace dynarocks::server {
namespace {

using model::ApiResult;

/// The request with its header fields in `fields`.
auth::ReceivedRequest received(const HttpRequest& request, std::string_view query,
                               std::string_view body_digest,
                               std::vector<auth::HeaderField>& fields) {
  fields.clear();
  for (std::size_t i = 0; i < request.headers.size(); ++i) {
    fields.push_back({request.headers.name(i), request.headers.value(i)});
  }
  return {request.method, query, fields, body_digest};
}

/// A session from a server that does not check signatures, as this one.
std::optional<auth::Credential> unchecked_session(std::string_view access_key_id,
                                                  std::string_view token) {
  if (!access_key_id.starts_with(auth::temporary_key_prefix)) return std::nullopt;
  auto session = auth::open_session(token, {});
  return session && session->access_key_id == access_key_id ? session : std::nullopt;
}

}  // namespace

ApiResult<auth::Signer> Authentication::signer_of(const HttpRequest& request,
                                                  std::string_view query,
                                                  std::string_view body_digest,
                                                  std::string_view service) const {
  thread_local std::vector<auth::HeaderField> fields;
  const auth::ReceivedRequest all = received(request, query, body_digest, fields);
  if (check_) return check_->verify(all, service);

  DYNAROCKS_ASSIGN(const auth::Authorization claim,
                   auth::parse_authorization(auth::signed_request(all, service, std::nullopt)));
  auto credential = unchecked_session(claim.access_key_id, auth::security_token(all, claim));
  if (!credential) {
    credential.emplace();
    credential->access_key_id = claim.access_key_id;
    credential->issuer = claim.access_key_id;
    credential->principal = auth::root_of(auth::account_of(claim.access_key_id));
  }
  return auth::Signer{std::make_shared<const auth::Credential>(std::move(*credential)),
                      std::string(claim.region)};
}

std::string Authentication::account_of(const HttpRequest& request,
                                       const auth::Authorization& claim) {
  if (claim.access_key_id.starts_with(auth::temporary_key_prefix)) {
    const std::string_view token =
        claim.presigned ? claim.security_token
                        : request.headers.find("X-Amz-Security-Token").value_or(std::string_view());
    if (const auto session = unchecked_session(claim.access_key_id, token)) {
      return session->principal.account_id;
    }
  }
  return std::string(auth::account_of(claim.access_key_id));
}

std::optional<std::string> Authentication::issuer_secret(const auth::Credential& credential) const {
  if (credentials_ == nullptr) return std::string();
  const auto issuer = credentials_->find(credential.issuer);
  return issuer ? std::optional(issuer->secret_access_key) : std::nullopt;
}

}  // namespace dynarocks::server
