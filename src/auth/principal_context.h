#pragma once
// The condition keys that a principal brings with it.

#include "auth/condition_context.h"
#include "auth/principal.h"

namespace dynarocks::auth {

/// Sets aws:PrincipalArn, aws:PrincipalAccount, aws:PrincipalType ("Account", "User",
/// "AssumedRole"), aws:userid, aws:username (users alone) and aws:PrincipalTag/<key>.
void add_principal(const Principal& principal, ConditionContext& context);

}  // namespace dynarocks::auth
