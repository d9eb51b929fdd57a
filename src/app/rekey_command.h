#pragma once
// "dynarocks rekey ...": another key, or none, for a data directory whose server is stopped.

#include <optional>
#include <string>
#include <vector>

#include "kv/rekey.h"

namespace dynarocks::app {

/// What the command line asks for: a change of keys, or to say something and end.
struct RekeyCommandLine {
  std::optional<kv::RekeyRequest> request;
  int exit_code = 0;
  std::string output;
  std::string error;
};

/// Whether the arguments after the program's name are for this part of the program.
[[nodiscard]] bool is_rekey_command(const std::vector<std::string>& arguments);

[[nodiscard]] RekeyCommandLine parse_rekey_command(const std::vector<std::string>& arguments);

/// Changes the keys; tells on standard output what was done, or on standard error in one line why
/// nothing was, and how far it is when that is a terminal. Answers the exit code.
[[nodiscard]] int run_rekey_command(const kv::RekeyRequest& request);

}  // namespace dynarocks::app
