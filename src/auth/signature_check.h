#pragma once
// Whether a request was signed by who it says, with a key that is good now. Source: reference
// "security", sections 1 and 2.

#include <memory>
#include <string>
#include <string_view>

#include "auth/authorization_header.h"
#include "auth/canonical_request.h"
#include "auth/credential.h"
#include "auth/credential_store.h"
#include "auth/signing_key.h"
#include "base/clock.h"
#include "model/api_error.h"

namespace dynarocks::auth {

/// Who has signed a request, and for which Region.
struct Signer {
  std::shared_ptr<const Credential> credential;
  std::string region;
};

/// Safe from any thread.
class SignatureCheck {
 public:
  /// Both must outlive the check.
  SignatureCheck(const CredentialStore& credentials, const Clock& clock)
      : credentials_(credentials), clock_(clock) {}

  /// In DynamoDB's order, the first fault wins: the claim with its age (parse_authorization), the
  /// access key, the signature, the session token. `service` is what it has to be signed for.
  [[nodiscard]] model::ApiResult<Signer> verify(const ReceivedRequest& request,
                                                std::string_view service) const;

 private:
  [[nodiscard]] model::ApiResult<std::shared_ptr<const Credential>> find(
      std::string_view access_key_id, std::string_view token) const;

  const CredentialStore& credentials_;
  const Clock& clock_;
  mutable SigningKeyCache signing_keys_;
};

/// The claim's parts of a request, to be judged at `now` or, without, at any time.
[[nodiscard]] SignedRequest signed_request(const ReceivedRequest& request, std::string_view service,
                                           std::optional<EpochMillis> now);

/// The session token a request brings along; empty when there is none.
[[nodiscard]] std::string_view security_token(const ReceivedRequest& request,
                                              const Authorization& claim);

}  // namespace dynarocks::auth
