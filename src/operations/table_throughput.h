#pragma once
// The throughput a request asks for a table or an index - provisioned units, on-demand caps, warm
// throughput - and the rules that need no stored table. For CreateTable and UpdateTable. Where a
// function takes the name of an index, an empty one stands for the table itself.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "model/api_error.h"
#include "model/table_description.h"
#include "wire/request.h"

namespace dynarocks::operations {

/// The end of the texts about quotas.
inline constexpr std::string_view refer_to_quotas =
    "Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher "
    "limits.";

/// Read and write units per second; the request's ProvisionedThroughput always has both.
struct CapacityUnits {
  std::int64_t read = 0;
  std::int64_t write = 0;
  friend bool operator==(const CapacityUnits&, const CapacityUnits&) = default;
};

/// WarmThroughput of a request: either member may be left out.
struct WarmThroughputRequest {
  std::optional<std::int64_t> read_units_per_second;
  std::optional<std::int64_t> write_units_per_second;
  [[nodiscard]] bool empty() const { return !read_units_per_second && !write_units_per_second; }
};

[[nodiscard]] std::optional<CapacityUnits> read_provisioned_throughput(
    const wire::Request& request);
[[nodiscard]] std::optional<model::BillingMode> read_billing_mode(const wire::Request& request);
/// Empty when absent: an empty OnDemandThroughput asks for nothing.
[[nodiscard]] model::OnDemandThroughput read_on_demand_throughput(const wire::Request& request);
/// Empty when absent: an empty WarmThroughput asks for nothing.
[[nodiscard]] WarmThroughputRequest read_warm_throughput(const wire::Request& request);

[[nodiscard]] bool has_caps(const model::OnDemandThroughput& caps);
/// "MaxReadRequestUnits" or "MaxWriteRequestUnits": the first member present, for error texts.
[[nodiscard]] std::string_view first_cap(const model::OnDemandThroughput& caps);

/// "table", or "index <name>": how the texts about warm throughput call it.
[[nodiscard]] std::string warmed(std::string_view index);

/// "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is
/// PAY_PER_REQUEST".
[[nodiscard]] model::ApiError provisioned_on_demand_error();

/// ValidationException "... is out of bounds" for units above limits::max_capacity_units.
[[nodiscard]] model::ApiResult<void> check_units_in_bounds(const CapacityUnits& units,
                                                           std::string_view index);
/// LimitExceededException for units above the quota of one table or index.
[[nodiscard]] model::ApiResult<void> check_units_quota(const CapacityUnits& units,
                                                       std::string_view region,
                                                       std::string_view index);

/// Caps are at least 1; -1, which removes a cap, only where `may_clear`. ValidationException.
[[nodiscard]] model::ApiResult<void> check_caps_in_range(const model::OnDemandThroughput& caps,
                                                         bool may_clear, std::string_view index);
/// LimitExceededException for caps above the quota of one table or index.
[[nodiscard]] model::ApiResult<void> check_caps_quota(const model::OnDemandThroughput& caps,
                                                      std::string_view region,
                                                      std::string_view index);

/// Decreases since the last midnight UTC: what NumberOfDecreasesToday shows at `now`.
[[nodiscard]] std::int64_t decreases_today(const model::ProvisionedThroughput& throughput,
                                           EpochMillis now);

}  // namespace dynarocks::operations
