#pragma once
// The text of AccessDeniedException.

#include <string>

#include "auth/access_request.h"
#include "auth/policy_evaluator.h"

namespace dynarocks::auth {

/// "User: <arn> is not authorized to perform: <action> on resource: <arn> because no identity-based
/// policy allows the <action> action", or "... with an explicit deny in a resource-based policy".
/// The decision must not be that it is allowed.
[[nodiscard]] std::string access_denied_message(const AccessRequest& request,
                                                const Decision& decision);

}  // namespace dynarocks::auth
