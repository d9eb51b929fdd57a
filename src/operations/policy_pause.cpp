#include "operations/policy_pause.h"

#include <string>

#include "base/time_text.h"
#include "model/limits.h"
#include "operations/policy_resource.h"
#include "operations/resource_in_use.h"

namespace dynarocks::operations {

using model::ApiResult;

namespace {

namespace limits = model::limits;

bool is_pending(const model::ResourcePolicy& policy, EpochMillis now) {
  return policy.last_change && now - *policy.last_change < limits::resource_policy_pending_millis;
}

}  // namespace

ApiResult<void> check_policy_pause(const model::ResourcePolicy& policy,
                                   const TaggedResource& resource, EpochMillis now) {
  if (is_pending(policy, now)) {
    const bool of_table = resource.stream_label.empty();
    return failure(
        resource_in_use((of_table ? "Table" : "Stream") +
                        std::string(" is pending previous resource-based policy update: ") +
                        (of_table ? resource.table.table_name : resource.stream_label)));
  }
  constexpr EpochMillis pause = limits::resource_policy_pause_millis;
  if (!policy.last_change || now - *policy.last_change >= pause) return {};
  return failure(model::ApiError{model::ErrorCode::throttling,
                                 "Resource-based policy for " + name_of(resource) +
                                     " modified within the previous " + std::to_string(pause) +
                                     " milliseconds. Please try again after " +
                                     iso_time(*policy.last_change + pause) + ".",
                                 {},
                                 {}});
}

ApiResult<void> check_policy_settled(const model::TableDescription& table, EpochMillis now) {
  if (!is_pending(table.resource_policy, now)) return {};
  return failure(resource_in_use("Table: " + table.key.table_name +
                                 " has a pending resource-based policy update."));
}

}  // namespace dynarocks::operations
