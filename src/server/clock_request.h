#pragma once
// The admin surface's view of the clock in JSON: what is asked of it, and what it shows.

#include <string>
#include <string_view>

#include "base/movable_clock.h"
#include "base/result.h"
#include "wire/json_writer.h"

namespace dynarocks::server {

/// {"advance": "25h"}, {"set": "2026-01-01T00:00:00Z"} or with milliseconds, {"freeze": true},
/// {"scale": 10}, {"reset": true}, or several of them. The error is one line for the caller.
[[nodiscard]] Result<ClockChange, std::string> read_clock_change(std::string_view body);

/// {"now": "...", "epochMillis": ..., "frozen": ..., "scale": ..., "offsetMillis": ...}
void write_clock(wire::JsonWriter& json, const MovableClock::State& clock);

}  // namespace dynarocks::server
