#pragma once
// Whom the Principal of a resource policy or a trust policy names.

#include <cstdint>
#include <string>

#include "auth/principal.h"

namespace dynarocks::auth {

struct PrincipalPattern {
  enum class Kind : std::uint8_t {
    everyone,  // "*"
    account,   // "111122223333" or arn:aws:iam::111122223333:root
    identity,  // a user, a role, or a session of a role: its ARN
    foreign,   // a service, a federated or canonical user: never one of ours
  };
  Kind kind = Kind::everyone;
  std::string value;  // the account's id, the ARN or the name; empty for everyone
  friend bool operator==(const PrincipalPattern&, const PrincipalPattern&) = default;
};

/// How closely a pattern names a principal.
enum class PrincipalMatch : std::uint8_t {
  none,
  account,   // through its account: the account's own policies have to agree
  role,      // a session through its role
  everyone,  // as one of all
  exact,     // a user, a session, or root itself
};

[[nodiscard]] PrincipalMatch match(const PrincipalPattern& pattern, const Principal& principal);

}  // namespace dynarocks::auth
