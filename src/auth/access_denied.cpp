#include "auth/access_denied.h"

#include <string_view>

namespace dynarocks::auth {
namespace {

std::string_view name_of(PolicySource source) {
  switch (source) {
    case PolicySource::identity:
      return "identity-based policy";
    case PolicySource::resource:
      return "resource-based policy";
    case PolicySource::boundary:
      return "permissions boundary";
    case PolicySource::session:
      break;
  }
  return "session policy";
}

}  // namespace

std::string access_denied_message(const AccessRequest& request, const Decision& decision) {
  const std::string action(request.action);
  std::string text = "User: " + principal_arn(request.principal) +
                     " is not authorized to perform: " + action +
                     " on resource: " + std::string(request.resource);
  const std::string_view policy = name_of(decision.source);
  if (decision.verdict == Decision::Verdict::explicitly_denied) {
    const bool vowel = decision.source == PolicySource::identity;
    return text.append(vowel ? " with an explicit deny in an " : " with an explicit deny in a ")
        .append(policy);
  }
  return text.append(" because no ").append(policy).append(" allows the " + action + " action");
}

}  // namespace dynarocks::auth
