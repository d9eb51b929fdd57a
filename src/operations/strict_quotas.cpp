#include "operations/strict_quotas.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "base/time_text.h"
#include "engine/catalog.h"
#include "model/limits.h"
#include "operations/capacity_quotas.h"
#include "operations/table_throughput.h"

namespace dynarocks::operations {

using model::ApiResult;
using model::ProvisionedThroughput;
using model::TableDescription;

namespace {

namespace limits = model::limits;

model::ApiError limit_exceeded(std::string message) {
  return model::ApiError{model::ErrorCode::limit_exceeded, std::move(message), {}, {}};
}

// What an account has.

/// Units of a table and its indexes.
CapacityUnits reserved_by(const TableDescription& table) {
  CapacityUnits units{table.provisioned_throughput.read_capacity_units,
                      table.provisioned_throughput.write_capacity_units};
  for (const auto& global : table.global_secondary_indexes) {
    units.read += global.provisioned_throughput.read_capacity_units;
    units.write += global.provisioned_throughput.write_capacity_units;
  }
  return units;
}

struct Reserved {
  std::size_t tables = 0;
  CapacityUnits units;
};

Reserved reserved_by_account(const engine::Catalog& catalog, const model::AccountRegion& owner) {
  Reserved reserved;
  for (const auto& table : catalog.tables()) {
    const auto description = table->description();
    if (description->key.owner != owner) continue;
    ++reserved.tables;
    const CapacityUnits units = reserved_by(*description);
    reserved.units.read += units.read;
    reserved.units.write += units.write;
  }
  return reserved;
}

ApiResult<void> check_account_units(std::string_view member, std::int64_t reserved,
                                    std::int64_t before, std::int64_t requested,
                                    std::string_view region) {
  if (requested <= before || reserved - before + requested <= account_max_capacity_units) return {};
  std::string message = "This request would have caused the ";
  message.append(member).append(" limit to be exceeded for the account in ").append(region);
  message.append(". Current ").append(member).append(" reserved by the account: ");
  message.append(std::to_string(reserved)).append(". Limit: ");
  message.append(std::to_string(account_max_capacity_units)).append(". Requested: ");
  message.append(std::to_string(requested)).append(". ").append(refer_to_quotas);
  return failure(limit_exceeded(std::move(message)));
}

ApiResult<void> check_account_units(const CapacityUnits& reserved, const CapacityUnits& before,
                                    const CapacityUnits& after, std::string_view region) {
  DYNAROCKS_TRY(
      check_account_units("ReadCapacityUnits", reserved.read, before.read, after.read, region));
  return check_account_units("WriteCapacityUnits", reserved.write, before.write, after.write,
                             region);
}

// How often one table is changed.

ApiResult<void> check_protection_pause(const TableDescription& table, EpochMillis now) {
  const auto& last = table.change_history.deletion_protection;
  if (!last || now - *last >= limits::deletion_protection_pause_millis) return {};
  const std::string pause = std::to_string(limits::deletion_protection_pause_millis);
  return failure(model::ApiError{model::ErrorCode::throttling,
                                 "Deletion protection setting for table " + table.key.table_name +
                                     " modified within the previous " + pause +
                                     " milliseconds. Please try again after " +
                                     iso_time(*last + limits::deletion_protection_pause_millis),
                                 {},
                                 {}});
}

ApiResult<void> check_table_class_budget(const TableDescription& table, EpochMillis now) {
  const auto& last_but_one = table.change_history.table_class;
  if (!last_but_one || now - *last_but_one >= limits::table_class_window_millis) return {};
  return failure(limit_exceeded(
      "Subscriber limit exceeded: Updates to TableClass are limited to 2 times in 30 day(s)."));
}

ApiResult<void> check_encryption_budget(const model::ChangeHistory& history, EpochMillis now) {
  if (!history.encryption || !history.encryption_window) return {};
  const EpochMillis window_end = *history.encryption_window + limits::encryption_window_millis;
  const EpochMillis next =
      std::min(*history.encryption + limits::encryption_pause_millis, window_end);
  if (history.encryption_changes < limits::encryption_changes || now >= next) return {};
  return failure(limit_exceeded(
      "Subscriber limit exceeded: Encryption mode changes are limited in the 24h window ending "
      "at " +
      iso_time(window_end) +
      ". After the first 4 change, each subsequent change in the same window can be performed at "
      "most once every 21600 seconds. Number of updates today: " +
      std::to_string(history.encryption_changes) + ". Last change at " +
      iso_time(*history.encryption) + ". Next changes can be made at " + iso_time(next) + "."));
}

ApiResult<void> check_decrease_budget(const ProvisionedThroughput& before,
                                      const ProvisionedThroughput& after, EpochMillis now) {
  const bool decreases = before.last_decrease != after.last_decrease ||
                         before.number_of_decreases_today != after.number_of_decreases_today;
  const std::int64_t today = decreases_today(before, now);
  if (!decreases || today < limits::free_decreases) return {};
  constexpr EpochMillis day = limits::day_millis;
  const EpochMillis midnight = (*before.last_decrease / day + 1) * day;
  const EpochMillis next =
      std::min(*before.last_decrease + limits::decrease_pause_millis, midnight);
  if (now >= next) return {};
  return failure(limit_exceeded(
      "Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC "
      "day. After the first 4 decreases, each subsequent decrease in the same UTC day can be "
      "performed at most once every 3600 seconds. Number of decreases today: " +
      std::to_string(today) + ". Last decrease at " + long_time(*before.last_decrease) +
      ". Next decrease can be made at " + long_time(next)));
}

/// Each has a budget of its own: the table, and each index that is there before and after.
ApiResult<void> check_decrease_budgets(const TableDescription& before,
                                       const TableDescription& after, EpochMillis now) {
  DYNAROCKS_TRY(
      check_decrease_budget(before.provisioned_throughput, after.provisioned_throughput, now));
  for (const auto& old : before.global_secondary_indexes) {
    for (const auto& changed : after.global_secondary_indexes) {
      if (old.index.id != changed.index.id) continue;
      DYNAROCKS_TRY(
          check_decrease_budget(old.provisioned_throughput, changed.provisioned_throughput, now));
    }
  }
  return {};
}

}  // namespace

ApiResult<void> check_creation_quotas(const engine::Catalog& catalog,
                                      const TableDescription& created) {
  const Reserved reserved = reserved_by_account(catalog, created.key.owner);
  if (reserved.tables >= limits::tables_per_account_region) {
    return failure(limit_exceeded("Subscriber limit exceeded: There is a limit of " +
                                  std::to_string(limits::tables_per_account_region) +
                                  " tables per subscriber"));
  }
  return check_account_units(reserved.units, {}, reserved_by(created), created.key.owner.region);
}

ApiResult<void> check_update_quotas(const engine::Catalog& catalog, const TableDescription& before,
                                    const TableDescription& after,
                                    const UpdateTableRequest& request, EpochMillis now) {
  if (before.deletion_protection_enabled != after.deletion_protection_enabled) {
    DYNAROCKS_TRY(check_protection_pause(before, now));
  }
  if (request.table_class) DYNAROCKS_TRY(check_table_class_budget(before, now));
  if (request.encryption) DYNAROCKS_TRY(check_encryption_budget(before.change_history, now));
  DYNAROCKS_TRY(check_decrease_budgets(before, after, now));
  const CapacityUnits old_units = reserved_by(before);
  const CapacityUnits new_units = reserved_by(after);
  if (new_units.read <= old_units.read && new_units.write <= old_units.write) return {};
  const auto& owner = before.key.owner;
  return check_account_units(reserved_by_account(catalog, owner).units, old_units, new_units,
                             owner.region);
}

}  // namespace dynarocks::operations
