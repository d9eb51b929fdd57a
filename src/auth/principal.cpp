#include "auth/principal.h"

namespace dynarocks::auth {
namespace {

std::string iam_arn(const Principal& principal, const char* type) {
  return "arn:aws:iam::" + principal.account_id + ":" + type + principal.path + principal.name;
}

}  // namespace

std::string principal_arn(const Principal& principal) {
  switch (principal.kind) {
    case PrincipalKind::user:
      return iam_arn(principal, "user");
    case PrincipalKind::assumed_role:
      return "arn:aws:sts::" + principal.account_id + ":assumed-role/" + principal.name + "/" +
             principal.session_name;
    case PrincipalKind::root:
      break;
  }
  return "arn:aws:iam::" + principal.account_id + ":root";
}

std::string identity_arn(const Principal& principal) {
  return principal.kind == PrincipalKind::assumed_role ? iam_arn(principal, "role")
                                                       : principal_arn(principal);
}

}  // namespace dynarocks::auth
