#pragma once
// "dynarocks verify ...": whether everything in a data directory, whose server is stopped, can be
// read and agrees. Changes nothing.

#include <optional>
#include <string>
#include <vector>

#include "kv/inspection.h"

namespace dynarocks::app {

/// What the command line asks for: a verification, or to say something and end.
struct VerifyCommandLine {
  std::optional<kv::InspectionRequest> request;
  int exit_code = 0;
  std::string output;
  std::string error;
};

/// Whether the arguments after the program's name are for this part of the program.
[[nodiscard]] bool is_verify_command(const std::vector<std::string>& arguments);

[[nodiscard]] VerifyCommandLine parse_verify_command(const std::vector<std::string>& arguments);

/// Tells each finding in a line on standard output, and at the end what was looked at; on standard
/// error in one line why nothing could be. Answers the exit code: 0 sound, 1 not, 2 unknown.
[[nodiscard]] int run_verify_command(const kv::InspectionRequest& request);

}  // namespace dynarocks::app
