#pragma once
// What a resource policy has to be beyond a well-formed one: about the resource it is given to, and
// not for everybody.

#include <string_view>

#include "auth/policy.h"
#include "auth/policy_parser.h"
#include "base/result.h"

namespace dynarocks::auth {

/// Its statements may be about "*", the table or stream `arn` that it is for, and, of a table, its
/// indexes, be they there or not. The fault names the first part of an ARN that is another's:
/// "The relative-id "table/B" is invalid for ARN "arn:..."".
[[nodiscard]] Result<void, PolicyFault> check_resources(const Policy& policy, std::string_view arn);

/// Whether it allows something to everyone: with the principal "*" or a NotPrincipal, and no
/// condition that ties it to fixed accounts, principals, networks or sources.
[[nodiscard]] bool grants_to_everyone(const Policy& policy);

}  // namespace dynarocks::auth
