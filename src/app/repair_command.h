#pragma once
// "dynarocks repair ...": what can be read of a damaged data directory, whose server is stopped,
// put into a new one. The damaged one is not changed.

#include <optional>
#include <string>
#include <vector>

#include "kv/inspection.h"

namespace dynarocks::app {

struct RepairRequest {
  kv::InspectionRequest damaged;
  std::string to;  // encrypted as the damaged one is
};

/// What the command line asks for: a repair, or to say something and end.
struct RepairCommandLine {
  std::optional<RepairRequest> request;
  int exit_code = 0;
  std::string output;
  std::string error;
};

/// Whether the arguments after the program's name are for this part of the program.
[[nodiscard]] bool is_repair_command(const std::vector<std::string>& arguments);

[[nodiscard]] RepairCommandLine parse_repair_command(const std::vector<std::string>& arguments);

/// Tells on standard output, a line for each table and stream, what was saved and what was lost; on
/// standard error in one line why nothing could be. Answers the exit code: 0 all was saved as far
/// as anybody can tell, 1 something was lost, 2 nothing was done.
[[nodiscard]] int run_repair_command(const RepairRequest& request);

}  // namespace dynarocks::app
