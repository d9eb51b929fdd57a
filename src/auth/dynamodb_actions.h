#pragma once
// The actions that DynamoDB knows, which a resource policy may name.

#include <string>

#include "auth/text_pattern.h"

namespace dynarocks::auth {

/// Whether an action of a policy, in lower case, describes any of DynamoDB's: "dynamodb:get*".
[[nodiscard]] bool describes_dynamodb_action(const TextPattern& action);

}  // namespace dynarocks::auth
