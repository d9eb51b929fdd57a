#pragma once
// From flags, environment and configuration file to the settings of a run. A flag counts before its
// environment variable (--data-dir: DYNAROCKS_DATA_DIR), that before the configuration file.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/logging.h"
#include "dynarocks/server.h"

namespace dynarocks::app {

struct Settings {
  ServerOptions server;
  log::Level log_level = log::Level::info;
  log::Format log_format = log::Format::text;
  std::vector<std::string> notes;  // for the user, at the start
};

/// What the command line asks for: to serve, or to say something and end.
struct CommandLine {
  std::optional<Settings> serve;
  int exit_code = 0;   // 2: the command line is wrong
  std::string output;  // for standard output: help, version
  std::string error;   // for standard error: one line, what is wrong and what to do
};

/// The value of an environment variable, if it is set.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

/// `arguments` are those after the program's name.
[[nodiscard]] CommandLine parse_command_line(const std::vector<std::string>& arguments,
                                             const Environment& environment);

}  // namespace dynarocks::app
