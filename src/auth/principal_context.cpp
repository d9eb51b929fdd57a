#include "auth/principal_context.h"

#include <string>

namespace dynarocks::auth {
namespace {

const char* type_of(PrincipalKind kind) {
  switch (kind) {
    case PrincipalKind::user:
      return "User";
    case PrincipalKind::assumed_role:
      return "AssumedRole";
    case PrincipalKind::root:
      break;
  }
  return "Account";
}

}  // namespace

void add_principal(const Principal& principal, ConditionContext& context) {
  context.set("aws:PrincipalArn", identity_arn(principal));
  context.set("aws:PrincipalAccount", principal.account_id);
  context.set("aws:PrincipalType", type_of(principal.kind));
  context.set("aws:userid", principal.unique_id);
  if (principal.kind == PrincipalKind::user) context.set("aws:username", principal.name);
  for (const model::Tag& tag : principal.tags) {
    context.set("aws:PrincipalTag/" + tag.key, tag.value);
  }
}

}  // namespace dynarocks::auth
