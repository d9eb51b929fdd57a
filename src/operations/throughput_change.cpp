#include "operations/throughput_change.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "operations/invalid_parameter.h"

namespace dynarocks::operations {

using model::ApiResult;

namespace {

model::ApiError unchanged_error(const CapacityUnits& units, std::string_view index) {
  const std::string read = std::to_string(units.read);
  const std::string write = std::to_string(units.write);
  std::string subject = "the table";
  std::string whose = subject;
  if (!index.empty()) {
    subject = "the index " + std::string(index);
    whose = "index " + std::string(index);
  }
  return model::validation_error(
      "The provisioned throughput for " + subject +
      " will not change. The requested value equals the current value. Current ReadCapacityUnits "
      "provisioned for " +
      whose + ": " + read + ". Requested ReadCapacityUnits: " + read +
      ". Current WriteCapacityUnits provisioned for " + whose + ": " + write +
      ". Requested WriteCapacityUnits: " + write + ". " + std::string(refer_to_quotas));
}

void merge_cap(std::optional<std::int64_t> requested, std::optional<std::int64_t>& stored,
               std::optional<std::int64_t>& answered) {
  if (!requested) return;
  answered = requested;
  stored = *requested == -1 ? std::nullopt : requested;
}

ApiResult<void> check_not_lower(std::string_view member, std::optional<std::int64_t> requested,
                                std::int64_t current, std::string_view index) {
  if (!requested || *requested >= current) return {};
  std::string detail = "Requested ";
  detail.append(member).append(" for WarmThroughput for ").append(warmed(index));
  detail.append(
      " is lower than current WarmThroughput, decreasing WarmThroughput is not supported");
  return failure(invalid_parameter(detail));
}

}  // namespace

CapacityUnits units_of(const model::ProvisionedThroughput& throughput) {
  return {throughput.read_capacity_units, throughput.write_capacity_units};
}

void set_units(model::ProvisionedThroughput& throughput, const CapacityUnits& units) {
  throughput.read_capacity_units = units.read;
  throughput.write_capacity_units = units.write;
}

void count_decrease(model::ProvisionedThroughput& throughput, EpochMillis now) {
  throughput.number_of_decreases_today = decreases_today(throughput, now) + 1;
  throughput.last_decrease = now;
}

ApiResult<void> change_units(model::ProvisionedThroughput& stored,
                             model::ProvisionedThroughput& answered, const CapacityUnits& units,
                             std::string_view index, std::string_view region, EpochMillis now) {
  const CapacityUnits old = units_of(stored);
  if (units == old) return failure(unchanged_error(units, index));
  DYNAROCKS_TRY(check_units_quota(units, region, index));
  if (units.read < old.read || units.write < old.write) count_decrease(stored, now);
  if (units.read > old.read || units.write > old.write) stored.last_increase = now;
  set_units(stored, units);
  // The count of the answer is yesterday's when the decrease above is today's first.
  answered.number_of_decreases_today = decreases_today(answered, now);
  answered.last_decrease = stored.last_decrease;
  answered.last_increase = stored.last_increase;
  return {};
}

ApiResult<void> change_caps(model::OnDemandThroughput& stored, model::OnDemandThroughput& answered,
                            const model::OnDemandThroughput& caps, std::string_view index,
                            std::string_view region) {
  DYNAROCKS_TRY(check_caps_quota(caps, region, index));
  merge_cap(caps.max_read_request_units, stored.max_read_request_units,
            answered.max_read_request_units);
  merge_cap(caps.max_write_request_units, stored.max_write_request_units,
            answered.max_write_request_units);
  return {};
}

void raise_warm_throughput(model::WarmThroughput& warm, const CapacityUnits& units) {
  warm.read_units_per_second = std::max(warm.read_units_per_second, units.read);
  warm.write_units_per_second = std::max(warm.write_units_per_second, units.write);
}

ApiResult<bool> change_warm_throughput(model::WarmThroughput& warm,
                                       const WarmThroughputRequest& request,
                                       std::string_view index) {
  DYNAROCKS_TRY(check_not_lower("ReadUnitsPerSecond", request.read_units_per_second,
                                warm.read_units_per_second, index));
  DYNAROCKS_TRY(check_not_lower("WriteUnitsPerSecond", request.write_units_per_second,
                                warm.write_units_per_second, index));
  const CapacityUnits old{warm.read_units_per_second, warm.write_units_per_second};
  raise_warm_throughput(warm, {request.read_units_per_second.value_or(old.read),
                               request.write_units_per_second.value_or(old.write)});
  return warm.read_units_per_second > old.read || warm.write_units_per_second > old.write;
}

}  // namespace dynarocks::operations
