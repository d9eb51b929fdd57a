#pragma once
// Who has sent a request: by its signature, or, where signatures are not checked, by the key it
// names.

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "auth/credential_store.h"
#include "auth/signature_check.h"
#include "base/clock.h"
#include "model/api_error.h"
#include "server/http_message.h"

namespace dynarocks::server {

/// Safe to use from several threads at once.
class Authentication {
 public:
  /// Any well-formed signature is good.
  Authentication() = default;
  /// Signatures are checked. Both must outlive it.
  Authentication(const auth::CredentialStore& credentials, const Clock& clock)
      : credentials_(&credentials), check_(std::in_place, credentials, clock) {}

  [[nodiscard]] bool checks_signatures() const { return check_.has_value(); }

  /// `body_digest` is that of the body as received (codec/digest.h); it is not looked at where
  /// signatures are not checked.
  [[nodiscard]] model::ApiResult<auth::Signer> signer_of(const HttpRequest& request,
                                                         std::string_view query,
                                                         std::string_view body_digest,
                                                         std::string_view service) const;

  /// The account of a key whose signature is not checked: of a session the one of its role.
  [[nodiscard]] static std::string account_of(const HttpRequest& request,
                                              const auth::Authorization& claim);

  /// The secret under which a session of this credential is sealed; empty where signatures are not
  /// checked. Nothing when the key that it goes back to is gone.
  [[nodiscard]] std::optional<std::string> issuer_secret(const auth::Credential& credential) const;

 private:
  const auth::CredentialStore* credentials_ = nullptr;
  std::optional<auth::SignatureCheck> check_;
};

}  // namespace dynarocks::server
