#include "auth/role_arn.h"

#include "auth/arn_text.h"
#include "auth/identity.h"

namespace dynarocks::auth {

std::optional<RoleArn> parse_role_arn(std::string_view arn) {
  constexpr std::string_view head = "arn:aws:iam::";
  constexpr std::string_view kind = ":role";
  constexpr std::size_t account_bytes = 12;
  if (!arn.starts_with(head)) return std::nullopt;
  arn.remove_prefix(head.size());
  RoleArn role;
  role.account_id = arn.substr(0, account_bytes);
  arn.remove_prefix(role.account_id.size());
  if (!is_account_id(role.account_id) || !arn.starts_with(kind)) return std::nullopt;
  arn.remove_prefix(kind.size());
  if (!arn.starts_with('/')) return std::nullopt;
  const std::size_t name_begin = arn.rfind('/') + 1;
  role.path = arn.substr(0, name_begin);
  role.name = arn.substr(name_begin);
  const bool good = is_iam_name(role.name) && role.path.size() <= max_path_bytes;
  return good ? std::optional(role) : std::nullopt;
}

}  // namespace dynarocks::auth
