#pragma once
// The default service quotas of an account in a Region, and what a table on demand starts with.
// AWS raises the former on request; these are the values of a fresh account.

#include <cstdint>

namespace dynarocks::operations {

inline constexpr std::int64_t account_max_capacity_units = 80'000;  // reads, and writes, per second
inline constexpr std::int64_t table_max_capacity_units = 40'000;    // reads, and writes, per second

/// Warm throughput of a table on demand at its creation, units per second.
inline constexpr std::int64_t on_demand_warm_read_units = 12'000;
inline constexpr std::int64_t on_demand_warm_write_units = 4'000;

static_assert(table_max_capacity_units <= account_max_capacity_units);
static_assert(on_demand_warm_read_units <= table_max_capacity_units);

}  // namespace dynarocks::operations
