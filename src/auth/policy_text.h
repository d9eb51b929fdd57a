#pragma once
// The form in which a policy document is kept and given back, and whether two say the same.

#include <string>
#include <string_view>

#include "auth/policy_parser.h"
#include "base/result.h"

namespace dynarocks::auth {

/// Without white space, with the members of the document in the order Version, Id, Statement and
/// those of a statement in the order Sid, Effect, Principal, Action, Resource, Condition; a missing
/// Version reads "2008-10-17". Values stay as they were written. The document must be valid JSON;
/// what parse_policy refuses otherwise is not looked for.
[[nodiscard]] Result<std::string, PolicyFault> canonical_policy_text(std::string_view json);

/// Whether two documents differ in nothing but white space, the order of members, a list of one in
/// the place of its element, and an account's id in the place of its root's ARN. False when one is
/// not valid JSON.
[[nodiscard]] bool same_policy(std::string_view a, std::string_view b);

}  // namespace dynarocks::auth
