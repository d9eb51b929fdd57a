#include "operations/table_change.h"

#include <algorithm>
#include <string>

#include "operations/capacity_quotas.h"
#include "operations/invalid_parameter.h"

namespace dynarocks::operations {
namespace {

using model::ApiResult;
using model::BillingMode;
using model::TableStatus;

CapacityUnits units_of(const model::TableDescription& table) {
  return {table.provisioned_throughput.read_capacity_units,
          table.provisioned_throughput.write_capacity_units};
}

void set_units(model::TableDescription& table, const CapacityUnits& units) {
  table.provisioned_throughput.read_capacity_units = units.read;
  table.provisioned_throughput.write_capacity_units = units.write;
}

/// Warm throughput is the high-water mark of what the table was ever ready for; it never falls.
void raise_warm_throughput(model::TableDescription& table, const CapacityUnits& units) {
  auto& warm = table.warm_throughput;
  warm.read_units_per_second = std::max(warm.read_units_per_second, units.read);
  warm.write_units_per_second = std::max(warm.write_units_per_second, units.write);
}

model::ApiError unchanged_error(const CapacityUnits& units) {
  const std::string read = std::to_string(units.read);
  const std::string write = std::to_string(units.write);
  return model::validation_error(
      "The provisioned throughput for the table will not change. The requested value equals the "
      "current value. Current ReadCapacityUnits provisioned for the table: " +
      read + ". Requested ReadCapacityUnits: " + read +
      ". Current WriteCapacityUnits provisioned for the table: " + write +
      ". Requested WriteCapacityUnits: " + write +
      ". Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher "
      "limits.");
}

/// Other units for a table that stays PROVISIONED. The answer shows the old ones, but the new
/// dates.
ApiResult<void> change_units(TableChange& change, const CapacityUnits& units,
                             std::string_view region, EpochMillis now) {
  const CapacityUnits old = units_of(change.table);
  if (units == old) return failure(unchanged_error(units));
  DYNAROCKS_TRY(check_table_quota(units, region));
  auto& throughput = change.table.provisioned_throughput;
  if (units.read < old.read || units.write < old.write) {
    throughput.number_of_decreases_today = decreases_today(throughput, now) + 1;
    throughput.last_decrease = now;
  }
  if (units.read > old.read || units.write > old.write) throughput.last_increase = now;
  set_units(change.table, units);
  raise_warm_throughput(change.table, units);

  auto& answered = change.answer.provisioned_throughput;
  // The count of the answer is yesterday's when the decrease above is today's first.
  answered.number_of_decreases_today = decreases_today(answered, now);
  answered.last_decrease = throughput.last_decrease;
  answered.last_increase = throughput.last_increase;
  return {};
}

/// The answer shows the new mode and units. Caps belong to the mode that is left.
ApiResult<void> switch_to_provisioned(TableChange& change, const CapacityUnits& units,
                                      std::string_view region) {
  DYNAROCKS_TRY(check_table_quota(units, region));
  change.table.billing_mode = BillingMode::PROVISIONED;
  change.table.on_demand_throughput = {};
  set_units(change.table, units);
  raise_warm_throughput(change.table, units);
  change.answer = change.table;
  return {};
}

/// The answer shows the new mode with the old units, and no date yet.
void switch_to_on_demand(TableChange& change, EpochMillis now) {
  change.answer.billing_mode = BillingMode::PAY_PER_REQUEST;
  change.table.billing_mode = BillingMode::PAY_PER_REQUEST;
  change.table.last_update_to_pay_per_request = now;
  set_units(change.table, {0, 0});
  raise_warm_throughput(change.table, {on_demand_warm_read_units, on_demand_warm_write_units});
}

/// -1 removes a cap and is shown as such in the answer.
void merge_cap(std::optional<std::int64_t> requested, std::optional<std::int64_t>& stored,
               std::optional<std::int64_t>& answered) {
  if (!requested) return;
  answered = requested;
  stored = *requested == -1 ? std::nullopt : requested;
}

ApiResult<void> change_caps(TableChange& change, const model::OnDemandThroughput& caps,
                            std::string_view region) {
  DYNAROCKS_TRY(check_caps_quota(caps, region));
  auto& stored = change.table.on_demand_throughput;
  auto& answered = change.answer.on_demand_throughput;
  merge_cap(caps.max_read_request_units, stored.max_read_request_units,
            answered.max_read_request_units);
  merge_cap(caps.max_write_request_units, stored.max_write_request_units,
            answered.max_write_request_units);
  return {};
}

ApiResult<void> change_throughput(TableChange& change, const UpdateTableRequest& request,
                                  std::string_view region, EpochMillis now) {
  const BillingMode old_mode = change.table.billing_mode;
  const BillingMode new_mode = request.billing_mode.value_or(old_mode);
  if (new_mode == BillingMode::PAY_PER_REQUEST && request.provisioned) {
    return failure(provisioned_on_demand_error());
  }
  if (new_mode == BillingMode::PROVISIONED && has_caps(request.caps)) {
    return failure(invalid_parameter(std::string(first_cap(request.caps))
                                         .append(" for OnDemandThroughput cannot be specified when "
                                                 "the table BillingMode is PROVISIONED")));
  }
  if (request.provisioned && old_mode == BillingMode::PROVISIONED) {
    DYNAROCKS_TRY(change_units(change, *request.provisioned, region, now));
  } else if (request.provisioned) {
    DYNAROCKS_TRY(switch_to_provisioned(change, *request.provisioned, region));
  } else if (new_mode != old_mode) {
    switch_to_on_demand(change, now);
  }
  DYNAROCKS_TRY(change_caps(change, request.caps, region));
  // Asking for the mode the table has changes nothing, and is answered as if it did.
  if (request.provisioned || request.billing_mode) change.answer.status = TableStatus::UPDATING;
  return {};
}

ApiResult<void> check_warm_units(std::string_view member, std::optional<std::int64_t> requested,
                                 std::int64_t current) {
  if (!requested || *requested >= current) return {};
  std::string detail = "Requested ";
  detail.append(member).append(
      " for WarmThroughput for table is lower than current WarmThroughput, decreasing "
      "WarmThroughput is not supported");
  return failure(invalid_parameter(detail));
}

/// The answer shows the old values, under way where they rise.
ApiResult<void> change_warm_throughput(TableChange& change, const WarmThroughputRequest& request) {
  auto& warm = change.table.warm_throughput;
  DYNAROCKS_TRY(check_warm_units("ReadUnitsPerSecond", request.read_units_per_second,
                                 warm.read_units_per_second));
  DYNAROCKS_TRY(check_warm_units("WriteUnitsPerSecond", request.write_units_per_second,
                                 warm.write_units_per_second));
  const CapacityUnits requested{
      request.read_units_per_second.value_or(warm.read_units_per_second),
      request.write_units_per_second.value_or(warm.write_units_per_second)};
  if (requested.read > warm.read_units_per_second ||
      requested.write > warm.write_units_per_second) {
    change.answered_warm_throughput_status = TableStatus::UPDATING;
  }
  raise_warm_throughput(change.table, requested);
  return {};
}

/// The answer shows the old class. Asking for the class the table has changes nothing.
void change_table_class(TableChange& change, model::TableClass table_class, EpochMillis now) {
  if (table_class == change.table.table_class.value_or(model::TableClass::STANDARD)) return;
  change.table.table_class = table_class;
  change.table.table_class_update = now;
  change.answer.status = TableStatus::UPDATING;
}

}  // namespace

ApiResult<TableChange> change_table(const model::TableDescription& table,
                                    const UpdateTableRequest& request, std::string_view region,
                                    EpochMillis now) {
  // No table has a stream or a KMS key yet, so there is nothing to leave.
  if (request.disable_stream) {
    return failure(model::validation_error("Table has no stream to disable: TableName: " +
                                           table.key.table_name));
  }
  if (request.default_encryption) {
    return failure(invalid_parameter("Table is already encrypted by default"));
  }
  TableChange change{table, table};
  DYNAROCKS_TRY(change_throughput(change, request, region, now));
  DYNAROCKS_TRY(change_warm_throughput(change, request.warm));
  if (request.table_class) change_table_class(change, *request.table_class, now);
  if (const auto enabled = request.deletion_protection_enabled) {
    change.table.deletion_protection_enabled = *enabled;
    change.answer.deletion_protection_enabled = *enabled;
  }
  return change;
}

}  // namespace dynarocks::operations
