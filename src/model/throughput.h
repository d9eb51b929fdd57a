#pragma once
// What a table or an index is provisioned for, warm for, and capped at.

#include <cstdint>
#include <optional>

#include "base/clock.h"

namespace dynarocks::model {

enum class BillingMode : std::uint8_t { PROVISIONED, PAY_PER_REQUEST };

struct ProvisionedThroughput {
  std::int64_t read_capacity_units = 0;
  std::int64_t write_capacity_units = 0;
  std::int64_t number_of_decreases_today = 0;
  std::optional<EpochMillis> last_increase;
  std::optional<EpochMillis> last_decrease;

  bool operator==(const ProvisionedThroughput&) const = default;
};

struct WarmThroughput {
  std::int64_t read_units_per_second = 0;
  std::int64_t write_units_per_second = 0;

  bool operator==(const WarmThroughput&) const = default;
};

struct OnDemandThroughput {
  std::optional<std::int64_t> max_read_request_units;
  std::optional<std::int64_t> max_write_request_units;

  bool operator==(const OnDemandThroughput&) const = default;
};

}  // namespace dynarocks::model
