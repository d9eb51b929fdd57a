#pragma once
// Judges what requests ask for, by the policies of their principals and of the resources.
// Source: reference "security", sections 3 to 5.

#include <atomic>
#include <memory>

#include "auth/policy_directory.h"
#include "model/api_error.h"
#include "operations/access.h"

namespace dynarocks::operations {

class Authorizer {
 public:
  /// `trace`: log which statement decided each access (--auth-trace).
  Authorizer(auth::PolicyDirectory policies, bool trace);

  /// Those of a directory that was read again.
  void replace_policies(auth::PolicyDirectory policies);

  /// AccessDeniedException when the policies, that of the resource among them, do not allow it to
  /// the request's principal. Sets the keys of `access` that every request has: principal, time,
  /// place and tags of the resource.
  [[nodiscard]] model::ApiResult<void> check(const OperationContext& context, Access& access) const;
  /// Whether they would allow it if the resource had this policy.
  [[nodiscard]] bool would_allow(const OperationContext& context, Access access,
                                 const auth::Policy& resource_policy) const;
  /// The same of all that `rule` lists, in its order.
  [[nodiscard]] model::ApiResult<void> check_all(const OperationContext& context, AccessRule rule,
                                                 std::string_view operation,
                                                 const wire::Request& request) const;

  /// Whether the trust policy of the role of an ARN, and what else has a say, let the principal
  /// assume it. A role without a trust policy is none.
  [[nodiscard]] bool may_assume(const auth::Principal& principal, std::string_view role_arn) const;

 private:
  struct Resource;
  [[nodiscard]] model::ApiResult<void> judge(const OperationContext& context,
                                             const Resource& resource, Access& access,
                                             bool traced) const;

  std::atomic<std::shared_ptr<const auth::PolicyDirectory>> policies_;
  bool trace_;
};

}  // namespace dynarocks::operations
