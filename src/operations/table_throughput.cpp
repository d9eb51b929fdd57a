#include "operations/table_throughput.h"

#include <string>

#include "model/limits.h"
#include "operations/capacity_quotas.h"
#include "operations/invalid_parameter.h"

namespace dynarocks::operations {
namespace {

/// The table or the index as the texts about caps name it.
std::string capped(std::string_view index) {
  return index.empty() ? "table" : std::string("index : ").append(index);
}

model::ApiResult<void> check_in_bounds(std::string_view member, std::int64_t units,
                                       std::string_view index) {
  if (units <= model::limits::max_capacity_units) return {};
  std::string message = "Given value " + std::to_string(units) + " for ";
  message.append(member).append(" is out of bounds");
  if (!index.empty()) message.append(" for index ").append(index);
  return failure(model::validation_error(std::move(message)));
}

model::ApiResult<void> check_quota(std::string_view member, std::int64_t units,
                                   std::string_view region, std::string_view index) {
  if (units <= table_max_capacity_units) return {};
  const std::string_view kind = index.empty() ? "table" : "index";
  std::string message = "The requested ";
  message.append(member);
  if (!index.empty()) message.append(" for index ").append(index);
  message.append(", ").append(std::to_string(units));
  message.append(", is above the per ").append(kind).append(" maximum for the account in ");
  message.append(region).append(". Per ").append(kind).append(" maximum: ");
  message.append(std::to_string(table_max_capacity_units)).append(". ").append(refer_to_quotas);
  return failure(model::ApiError{model::ErrorCode::limit_exceeded, std::move(message), {}, {}});
}

model::ApiResult<void> check_cap_in_range(std::string_view member, std::optional<std::int64_t> cap,
                                          bool may_clear, std::string_view index) {
  if (!cap || *cap >= 1 || (may_clear && *cap == -1)) return {};
  return failure(invalid_parameter("Requested " + std::string(member) + " for OnDemandThroughput " +
                                   "for " + capped(index) + " is outside of valid range"));
}

model::ApiResult<void> check_cap_quota(std::string_view member, std::string_view quota,
                                       std::optional<std::int64_t> cap, std::string_view region,
                                       std::string_view index) {
  if (!cap || *cap <= table_max_capacity_units) return {};
  std::string message = "Subscriber limit exceeded: Requested ";
  message.append(member).append(" for OnDemandThroughput for ").append(capped(index));
  message.append(" exceeds ").append(quota).append(" of the account in region ").append(region);
  return failure(model::ApiError{model::ErrorCode::limit_exceeded, std::move(message), {}, {}});
}

}  // namespace

std::optional<CapacityUnits> read_provisioned_throughput(const wire::Request& request) {
  const auto throughput = request.structure("ProvisionedThroughput");
  if (!throughput) return std::nullopt;
  return CapacityUnits{throughput->integer("ReadCapacityUnits").value_or(0),
                       throughput->integer("WriteCapacityUnits").value_or(0)};
}

std::optional<model::BillingMode> read_billing_mode(const wire::Request& request) {
  const auto mode = request.string("BillingMode");
  if (!mode) return std::nullopt;
  return *mode == "PAY_PER_REQUEST" ? model::BillingMode::PAY_PER_REQUEST
                                    : model::BillingMode::PROVISIONED;
}

model::OnDemandThroughput read_on_demand_throughput(const wire::Request& request) {
  const auto caps = request.structure("OnDemandThroughput");
  if (!caps) return {};
  return {caps->integer("MaxReadRequestUnits"), caps->integer("MaxWriteRequestUnits")};
}

WarmThroughputRequest read_warm_throughput(const wire::Request& request) {
  const auto warm = request.structure("WarmThroughput");
  if (!warm) return {};
  return {warm->integer("ReadUnitsPerSecond"), warm->integer("WriteUnitsPerSecond")};
}

bool has_caps(const model::OnDemandThroughput& caps) {
  return caps.max_read_request_units.has_value() || caps.max_write_request_units.has_value();
}

std::string_view first_cap(const model::OnDemandThroughput& caps) {
  return caps.max_read_request_units ? "MaxReadRequestUnits" : "MaxWriteRequestUnits";
}

std::string warmed(std::string_view index) {
  return index.empty() ? "table" : std::string("index ").append(index);
}

model::ApiError provisioned_on_demand_error() {
  return invalid_parameter(
      "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is "
      "PAY_PER_REQUEST");
}

model::ApiResult<void> check_units_in_bounds(const CapacityUnits& units, std::string_view index) {
  DYNAROCKS_TRY(check_in_bounds("ReadCapacityUnits", units.read, index));
  return check_in_bounds("WriteCapacityUnits", units.write, index);
}

model::ApiResult<void> check_units_quota(const CapacityUnits& units, std::string_view region,
                                         std::string_view index) {
  DYNAROCKS_TRY(check_quota("ReadCapacityUnits", units.read, region, index));
  return check_quota("WriteCapacityUnits", units.write, region, index);
}

model::ApiResult<void> check_caps_in_range(const model::OnDemandThroughput& caps, bool may_clear,
                                           std::string_view index) {
  DYNAROCKS_TRY(
      check_cap_in_range("MaxReadRequestUnits", caps.max_read_request_units, may_clear, index));
  return check_cap_in_range("MaxWriteRequestUnits", caps.max_write_request_units, may_clear, index);
}

model::ApiResult<void> check_caps_quota(const model::OnDemandThroughput& caps,
                                        std::string_view region, std::string_view index) {
  DYNAROCKS_TRY(check_cap_quota("MaxReadRequestUnits", "TableMaxReadCapacityUnits",
                                caps.max_read_request_units, region, index));
  return check_cap_quota("MaxWriteRequestUnits", "TableMaxWriteCapacityUnits",
                         caps.max_write_request_units, region, index);
}

std::int64_t decreases_today(const model::ProvisionedThroughput& throughput, EpochMillis now) {
  if (!throughput.last_decrease) return 0;
  const bool same_day =
      *throughput.last_decrease / model::limits::day_millis == now / model::limits::day_millis;
  return same_day ? throughput.number_of_decreases_today : 0;
}

}  // namespace dynarocks::operations
