#pragma once
// Times as conditions write them.

#include <optional>
#include <string_view>

#include "base/clock.h"

namespace dynarocks::auth {

/// Seconds since 1970, with or without decimals; or ISO 8601, of the years 1 to 9999: "2026-01-31",
/// "2026-01-31T12:00Z", "2026-01-31T12:00:00.5+01:00". A date alone is its midnight in UTC. What is
/// below a millisecond does not count.
[[nodiscard]] std::optional<EpochMillis> parse_policy_time(std::string_view text);

}  // namespace dynarocks::auth
