#pragma once
// What PutResourcePolicy, GetResourcePolicy and DeleteResourcePolicy are about: the table or stream
// of a request's ResourceArn, and its policy.

#include <functional>
#include <string>

#include "model/api_error.h"
#include "model/resource_policy.h"
#include "operations/operation_context.h"
#include "operations/tagged_resource.h"
#include "wire/request.h"

namespace dynarocks::operations {

/// As read_tagged_resource, but for other texts about another Region or partition, and about
/// another account, whose resources' policies the caller may not touch whatever they allow.
[[nodiscard]] model::ApiResult<TaggedResource> read_policy_resource(const OperationContext& context,
                                                                    const wire::Request& request);

/// "table <name>" or "stream <label>".
[[nodiscard]] std::string name_of(const TaggedResource& resource);

/// Both answer ResourceNotFoundException when there is no such table or stream:
/// "Requested resource not found: Table: <name> not found".
[[nodiscard]] model::ApiResult<model::ResourcePolicy> policy_of(const OperationContext& context,
                                                                const TaggedResource& resource);

/// From the policy as it is to the document that is to take its place: empty for none, and the same
/// one when nothing is to change.
using PolicyEdit =
    std::function<model::ApiResult<std::string>(const model::ResourcePolicy& current)>;
/// Runs `edit` while no other change can come between, and stores what becomes of the policy, which
/// is the answer. ResourceInUseException for a change of a table that is being deleted; with
/// --strict-quotas the refusals of check_policy_pause (policy_pause.h).
[[nodiscard]] model::ApiResult<model::ResourcePolicy> change_policy(const OperationContext& context,
                                                                    const TaggedResource& resource,
                                                                    const PolicyEdit& edit);

}  // namespace dynarocks::operations
