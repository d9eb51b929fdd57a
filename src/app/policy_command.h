#pragma once
// "dynarocks policy simulate": what policies say to a request, without a server.

#include <string>
#include <vector>

namespace dynarocks::app {

/// What the command has to say, and its exit code: 0 allowed, 3 denied, 2 the command line or a
/// policy is wrong.
struct PolicyCommandLine {
  int exit_code = 0;
  std::string output;
  std::string error;
};

/// Whether the arguments after the program's name are for this part of the program.
[[nodiscard]] bool is_policy_command(const std::vector<std::string>& arguments);

/// Reads the files that the arguments name, and decides.
[[nodiscard]] PolicyCommandLine run_policy_command(const std::vector<std::string>& arguments);

}  // namespace dynarocks::app
