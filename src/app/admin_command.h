#pragma once
// "dynarocks clock ..." and "dynarocks reset": a running server's admin surface from the command
// line.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/command_line.h"
#include "server/http_client.h"

namespace dynarocks::app {

/// One request to a running server.
struct AdminCommand {
  enum class Kind : std::uint8_t { clock, reset };
  Kind kind = Kind::clock;
  server::Endpoint endpoint;
  std::string body;  // empty: the clock is only shown
};

/// What the command line asks for: a request, or to say something and end.
struct AdminCommandLine {
  std::optional<AdminCommand> command;
  int exit_code = 0;
  std::string output;
  std::string error;
};

/// Whether the arguments after the program's name are for this part of the program.
[[nodiscard]] bool is_admin_command(const std::vector<std::string>& arguments);

/// The server is the one --endpoint names; else the variable DYNAROCKS_ENDPOINT; else the one that
/// listens on this machine, on DYNAROCKS_PORT if that is set.
[[nodiscard]] AdminCommandLine parse_admin_command(const std::vector<std::string>& arguments,
                                                   const Environment& environment);

/// Sends the request; tells on standard output what came of it, or on standard error in one line
/// why nothing did. Answers the exit code.
[[nodiscard]] int run_admin_command(const AdminCommand& command);

/// The line that is told of an answer with status 200; nothing when it is not a server's of ours.
[[nodiscard]] std::optional<std::string> told_of(AdminCommand::Kind kind, const std::string& body);

}  // namespace dynarocks::app
