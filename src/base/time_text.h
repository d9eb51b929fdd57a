#pragma once
// Times and durations as people write them.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace dynarocks {

/// A whole number with its unit: "500ms", "90s", "15m", "25h", "30d". Nothing when it is anything
/// else, or longer than 10,000 years.
[[nodiscard]] std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

/// ISO 8601 in UTC, from 1970 to 9999: "2026-01-01T00:00:00Z", with up to three decimals of a
/// second.
[[nodiscard]] std::optional<EpochMillis> parse_iso_time(std::string_view text);

/// "2026-01-01T00:00:00.000Z", of a time from 1970 to 9999.
[[nodiscard]] std::string iso_time(EpochMillis time);

/// "Thursday, January 1, 2026 at 12:00:00 AM Coordinated Universal Time", as iso_time.
[[nodiscard]] std::string long_time(EpochMillis time);

}  // namespace dynarocks
