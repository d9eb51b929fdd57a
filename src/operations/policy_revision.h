#pragma once
// RevisionId and ExpectedRevisionId: which state of a resource's policy a request is about.

#include <optional>
#include <string>
#include <string_view>

#include "model/api_error.h"
#include "model/resource_policy.h"
#include "operations/tagged_resource.h"

namespace dynarocks::operations {

/// What PutResourcePolicy expects when there is to be no policy.
inline constexpr std::string_view no_policy = "NO_POLICY";

/// Milliseconds since 1970: when the policy was changed.
[[nodiscard]] std::string revision_id(const model::ResourcePolicy& policy);

/// PolicyNotFoundException "Resource-based policy not found for the provided ResourceArn:
/// <detail>".
[[nodiscard]] model::ApiError policy_not_found(std::string_view detail);

/// PolicyNotFoundException unless there is a policy and this is its revision.
[[nodiscard]] model::ApiResult<void> check_revision(const model::ResourcePolicy& policy,
                                                    std::string_view expected,
                                                    const TaggedResource& resource);

/// PolicyNotFoundException when there is a policy.
[[nodiscard]] model::ApiResult<void> check_no_policy(const model::ResourcePolicy& policy,
                                                     const TaggedResource& resource);

}  // namespace dynarocks::operations
