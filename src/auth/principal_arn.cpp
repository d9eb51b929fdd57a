#include "auth/principal_arn.h"

#include <cstddef>

#include "auth/arn_text.h"

namespace dynarocks::auth {
namespace {

bool take_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

}  // namespace

std::optional<Principal> parse_principal_arn(std::string_view arn) {
  const auto parts = split_arn(arn);
  if (!parts) return std::nullopt;
  const auto& [prefix, partition, service, region, account, resource] = *parts;
  if (prefix != "arn" || partition != "aws" || !region.empty() || !is_account_id(account)) {
    return std::nullopt;
  }
  Principal principal;
  principal.account_id = account;
  std::string_view rest = resource;
  if (service == "iam" && rest == "root") {
    principal.unique_id = account;
    return principal;
  }
  if (service == "iam" && take_prefix(rest, "user")) {
    const std::size_t slash = rest.rfind('/');
    if (slash == std::string_view::npos || rest.front() != '/') return std::nullopt;
    principal.kind = PrincipalKind::user;
    principal.path = rest.substr(0, slash + 1);
    principal.name = rest.substr(slash + 1);
  } else if (service == "sts" && take_prefix(rest, "assumed-role/")) {
    const std::size_t slash = rest.find('/');
    if (slash == std::string_view::npos || slash + 1 == rest.size()) return std::nullopt;
    principal.kind = PrincipalKind::assumed_role;
    principal.name = rest.substr(0, slash);
    principal.session_name = rest.substr(slash + 1);
  }
  if (principal.name.empty()) return std::nullopt;
  return principal;
}

}  // namespace dynarocks::auth
