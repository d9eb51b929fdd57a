#pragma once
// A run of the program: from the start-up lines to the signal that ends it.

#include "app/command_line.h"

namespace dynarocks::app {

/// Serves until SIGTERM or SIGINT; answers the exit code. Requests under way are finished first; a
/// second signal ends the program at once.
[[nodiscard]] int serve(const Settings& settings);

}  // namespace dynarocks::app
