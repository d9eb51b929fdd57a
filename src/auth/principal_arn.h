#pragma once
// From the ARN of a principal to the principal.

#include <optional>
#include <string_view>

#include "auth/principal.h"

namespace dynarocks::auth {

/// What principal_arn writes: the ARN of a root, a user or a session of a role, whose path is then
/// taken to be "/". The unique id is root's account and else empty; there are no tags.
[[nodiscard]] std::optional<Principal> parse_principal_arn(std::string_view arn);

}  // namespace dynarocks::auth
