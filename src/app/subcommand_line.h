#pragma once
// The command line of a subcommand such as "dynarocks verify", as far as all have it in common.

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace dynarocks::app {

/// What is said instead of running the subcommand: its help, or what is wrong with the line.
struct SubcommandAnswer {
  int exit_code = 0;
  std::string output;
  std::string error;
};

/// Parses what follows the subcommand's name, which is the first argument; nothing when it may be
/// run. A line that cannot be run ends with `exit_code`.
[[nodiscard]] std::optional<SubcommandAnswer> parse_subcommand(
    CLI::App& app, const std::vector<std::string>& arguments, int exit_code);

}  // namespace dynarocks::app
