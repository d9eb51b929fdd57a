#pragma once
// Changes of the throughput of a table or of an index. `stored` is what it is from now on,
// `answered` what the answer to UpdateTable shows. An empty `index` stands for the table itself.

#include <string_view>

#include "base/clock.h"
#include "model/api_error.h"
#include "model/throughput.h"
#include "operations/table_throughput.h"

namespace dynarocks::operations {

[[nodiscard]] CapacityUnits units_of(const model::ProvisionedThroughput& throughput);
void set_units(model::ProvisionedThroughput& throughput, const CapacityUnits& units);

/// Counts a decrease at `now`.
void count_decrease(model::ProvisionedThroughput& throughput, EpochMillis now);

/// Other units for what stays PROVISIONED. The answer shows the old ones, but the new dates.
/// ValidationException when nothing would change, LimitExceededException above the quota.
[[nodiscard]] model::ApiResult<void> change_units(model::ProvisionedThroughput& stored,
                                                  model::ProvisionedThroughput& answered,
                                                  const CapacityUnits& units,
                                                  std::string_view index, std::string_view region,
                                                  EpochMillis now);

/// -1 removes a cap and is shown as such in the answer. LimitExceededException above the quota.
[[nodiscard]] model::ApiResult<void> change_caps(model::OnDemandThroughput& stored,
                                                 model::OnDemandThroughput& answered,
                                                 const model::OnDemandThroughput& caps,
                                                 std::string_view index, std::string_view region);

/// Warm throughput is the high-water mark of what something was ever ready for; it never falls.
void raise_warm_throughput(model::WarmThroughput& warm, const CapacityUnits& units);

/// Answers whether it rises. ValidationException when it would fall.
[[nodiscard]] model::ApiResult<bool> change_warm_throughput(model::WarmThroughput& warm,
                                                            const WarmThroughputRequest& request,
                                                            std::string_view index);

}  // namespace dynarocks::operations
