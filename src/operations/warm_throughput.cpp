#include "operations/warm_throughput.h"

#include <cstdint>
#include <string>

#include "operations/capacity_quotas.h"
#include "operations/invalid_parameter.h"

namespace dynarocks::operations {

using model::BillingMode;

namespace {

model::WarmThroughput initial(const std::optional<CapacityUnits>& provisioned) {
  if (provisioned) return {provisioned->read, provisioned->write};
  return {on_demand_warm_read_units, on_demand_warm_write_units};
}

model::ApiResult<void> check_units(std::string_view member, std::string_view provisioned_member,
                                   std::optional<std::int64_t> requested, std::int64_t least,
                                   BillingMode billing_mode, std::string_view index) {
  if (!requested || *requested >= least) return {};
  std::string detail = "Requested ";
  detail.append(member).append(" for WarmThroughput for ").append(warmed(index));
  detail.append(" is lower than ");
  if (billing_mode == BillingMode::PROVISIONED) {
    detail.append(provisioned_member).append(" of ProvisionedThroughput");
  } else {
    detail.append(
        "initial throughput for OnDemand. See: "
        "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/"
        "on-demand-capacity-mode.html#on-demand-capacity-mode-initial");
  }
  return failure(invalid_parameter(detail));
}

}  // namespace

model::ApiResult<void> check_warm_throughput(const WarmThroughputRequest& requested,
                                             const std::optional<CapacityUnits>& provisioned,
                                             BillingMode billing_mode, std::string_view index) {
  const model::WarmThroughput least = initial(provisioned);
  DYNAROCKS_TRY(check_units("ReadUnitsPerSecond", "ReadCapacityUnits",
                            requested.read_units_per_second, least.read_units_per_second,
                            billing_mode, index));
  return check_units("WriteUnitsPerSecond", "WriteCapacityUnits", requested.write_units_per_second,
                     least.write_units_per_second, billing_mode, index);
}

model::WarmThroughput warm_throughput(const WarmThroughputRequest& requested,
                                      const std::optional<CapacityUnits>& provisioned) {
  const model::WarmThroughput least = initial(provisioned);
  return {requested.read_units_per_second.value_or(least.read_units_per_second),
          requested.write_units_per_second.value_or(least.write_units_per_second)};
}

}  // namespace dynarocks::operations
