#include "app/subcommand_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <sstream>

namespace dynarocks::app {

std::optional<SubcommandAnswer> parse_subcommand(CLI::App& app,
                                                 const std::vector<std::string>& arguments,
                                                 int exit_code) {
  SubcommandAnswer answer;
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend() - 1));
    return std::nullopt;
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) {
      std::ostringstream output;
      std::ostringstream unused;
      (void)app.exit(error, output, unused);
      answer.output = output.str();
    } else {
      std::string message = error.what();
      std::replace(message.begin(), message.end(), '\n', ' ');
      answer.exit_code = exit_code;
      answer.error = "dynarocks: " + message + ". See dynarocks " + arguments.front() + " --help";
    }
  }
  return answer;
}

}  // namespace dynarocks::app
