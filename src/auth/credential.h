#pragma once
// An access key with its secret, and whose it is.

#include <optional>
#include <string>

#include "auth/principal.h"
#include "base/clock.h"

namespace dynarocks::auth {

struct Credential {
  std::string access_key_id;
  std::string secret_access_key;
  /// What requests must bring along; empty when the key needs none.
  std::string session_token;
  /// From when on the token is no good; nothing when it lasts.
  std::optional<EpochMillis> expires_at;
  Principal principal;
  /// The policy that AssumeRole was given for the session; empty when there is none.
  std::string session_policy;
  /// The lasting key that the session goes back to: its own id for a key that is no session's.
  std::string issuer;
};

}  // namespace dynarocks::auth
