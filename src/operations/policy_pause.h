#pragma once
// What --strict-quotas adds to resource policies: the service carries out one change after the
// other, and takes its time between them.

#include "base/clock.h"
#include "model/api_error.h"
#include "model/resource_policy.h"
#include "model/table_description.h"
#include "operations/tagged_resource.h"

namespace dynarocks::operations {

/// Refuses another change too soon after the last: ResourceInUseException while that is still
/// pending, then ThrottlingException.
[[nodiscard]] model::ApiResult<void> check_policy_pause(const model::ResourcePolicy& policy,
                                                        const TaggedResource& resource,
                                                        EpochMillis now);

/// DeleteTable, which waits for a pending change: ResourceInUseException.
[[nodiscard]] model::ApiResult<void> check_policy_settled(const model::TableDescription& table,
                                                          EpochMillis now);

}  // namespace dynarocks::operations
