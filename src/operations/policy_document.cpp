#include "operations/policy_document.h"

#include "auth/policy_directory.h"
#include "auth/policy_parser.h"
#include "auth/policy_text.h"
#include "auth/principal.h"
#include "auth/resource_policy_rules.h"
#include "operations/access.h"
#include "operations/authorizer.h"
#include "operations/invalid_parameter.h"

namespace dynarocks::operations {

using model::ApiResult;

namespace {

Access policy_change(const TaggedResource& resource) {
  Access access;
  access.action = "dynamodb:PutResourcePolicy";
  access.resource = resource.arn;
  access.table = resource.table;
  access.stream_label = resource.stream_label;
  return access;
}

/// Whether the caller could put yet another policy. Who is not asked for policies otherwise is the
/// account's root.
bool leaves_caller_in(const OperationContext& context, const TaggedResource& resource,
                      const auth::Policy& policy) {
  const Authorizer* const authorizer = context.services.authorizer;
  if (authorizer != nullptr) {
    return authorizer->would_allow(context, policy_change(resource), policy);
  }
  const std::string& account_id = context.caller.account_id;
  auth::Principal root;
  root.account_id = account_id;
  root.unique_id = account_id;
  OperationContext as_root = context;
  as_root.principal = &root;
  return Authorizer(auth::PolicyDirectory(), false)
      .would_allow(as_root, policy_change(resource), policy);
}

}  // namespace

ApiResult<std::string> read_policy_document(const OperationContext& context,
                                            const TaggedResource& resource,
                                            std::string_view document, bool confirmed) {
  const auto policy = auth::parse_policy(document, auth::PolicyKind::resource);
  if (!policy) return failure(invalid_parameter(policy.error().message));
  const auto about_it = auth::check_resources(*policy, resource.arn);
  if (!about_it) return failure(invalid_parameter(about_it.error().message));
  if (auth::grants_to_everyone(*policy)) {
    return failure(
        model::validation_error("Resource-based policy grants unbounded access in one or more "
                                "elements. Please revise the policy to ensure least-privilege form "
                                "of access"));
  }
  if (!confirmed && !leaves_caller_in(context, resource, *policy)) {
    return failure(
        model::validation_error("The new resource-based policy will not allow you to update the "
                                "resource-based policy in the future."));
  }
  auto canonical = auth::canonical_policy_text(document);
  if (!canonical) return failure(invalid_parameter(canonical.error().message));
  return std::move(*canonical);
}

}  // namespace dynarocks::operations
