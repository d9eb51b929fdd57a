#pragma once
// The value of --transient-status-millis: how long statuses last.

#include <string>
#include <string_view>

#include "base/result.h"
#include "dynarocks/server.h"

namespace dynarocks::app {

/// Reads a number of milliseconds for all statuses (1 to 600000), or a list with commas of such a
/// number, for the others, and durations for some: "CREATING=2000,UPDATING=500,50". 0 lets a status
/// be over at once; those that nothing is said of last 1000 ms. A failure is one line without a
/// full stop.
[[nodiscard]] Result<StatusDurations, std::string> read_status_durations(std::string_view text);

}  // namespace dynarocks::app
