#include "auth/principal_pattern.h"

namespace dynarocks::auth {

PrincipalMatch match(const PrincipalPattern& pattern, const Principal& principal) {
  switch (pattern.kind) {
    case PrincipalPattern::Kind::everyone:
      return PrincipalMatch::everyone;
    case PrincipalPattern::Kind::account:
      if (pattern.value != principal.account_id) break;
      return principal.kind == PrincipalKind::root ? PrincipalMatch::exact
                                                   : PrincipalMatch::account;
    case PrincipalPattern::Kind::identity:
      if (pattern.value == principal_arn(principal)) return PrincipalMatch::exact;
      if (pattern.value == identity_arn(principal)) return PrincipalMatch::role;
      break;
    case PrincipalPattern::Kind::foreign:
      break;
  }
  return PrincipalMatch::none;
}

}  // namespace dynarocks::auth
