#include "operations/policy_revision.h"

#include "operations/policy_resource.h"

namespace dynarocks::operations {

using model::ApiResult;

std::string revision_id(const model::ResourcePolicy& policy) {
  return std::to_string(policy.last_change.value_or(0));
}

model::ApiError policy_not_found(std::string_view detail) {
  std::string message("Resource-based policy not found for the provided ResourceArn: ");
  message.append(detail);
  return model::ApiError{model::ErrorCode::policy_not_found, std::move(message), {}, {}};
}

ApiResult<void> check_revision(const model::ResourcePolicy& policy, std::string_view expected,
                               const TaggedResource& resource) {
  std::string detail("Requested update for policy with revision id ");
  detail.append(expected).append(", but ");
  if (policy.document.empty()) {
    return failure(policy_not_found(detail + name_of(resource) + " has no associated policy."));
  }
  const std::string current = revision_id(policy);
  if (current == expected) return {};
  return failure(policy_not_found(detail + "the policy associated to target " + name_of(resource) +
                                  " has revision id " + current + "."));
}

ApiResult<void> check_no_policy(const model::ResourcePolicy& policy,
                                const TaggedResource& resource) {
  if (policy.document.empty()) return {};
  return failure(policy_not_found("Requested policy update expecting none to be present for " +
                                  name_of(resource) + ", but a policy exists with revision id " +
                                  revision_id(policy) + "."));
}

}  // namespace dynarocks::operations
