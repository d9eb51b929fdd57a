#pragma once
// The Principal of a statement.

#include <optional>
#include <string_view>
#include <vector>

#include "auth/policy_json.h"
#include "auth/principal_pattern.h"

namespace dynarocks::auth {

/// "*", an account's id, the ARN of a root, a user, a role or a session. Nothing for any other
/// text; these ARNs take no wildcards.
[[nodiscard]] std::optional<PrincipalPattern> parse_aws_principal(std::string_view text);

/// "*" or {"AWS": ..., "Service": ..., "Federated": ..., "CanonicalUser": ...}, each a text or a
/// list. Nothing when it is anything else, or names nobody.
[[nodiscard]] std::optional<std::vector<PrincipalPattern>> parse_principals(const PolicyJson& json);

}  // namespace dynarocks::auth
