#pragma once
// ARNs of roles: arn:aws:iam::<account>:role<path><name>

#include <optional>
#include <string_view>

namespace dynarocks::auth {

/// Views into the ARN.
struct RoleArn {
  std::string_view account_id;
  std::string_view path;  // "/" or "/division/team/"
  std::string_view name;
};

/// Nothing when the text is no role's ARN.
[[nodiscard]] std::optional<RoleArn> parse_role_arn(std::string_view arn);

}  // namespace dynarocks::auth
