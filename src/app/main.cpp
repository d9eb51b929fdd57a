#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "app/admin_command.h"
#include "app/command_line.h"
#include "app/policy_command.h"
#include "app/rekey_command.h"
#include "app/repair_command.h"
#include "app/serve.h"
#include "app/verify_command.h"

namespace {

/// Says what a command line that asks for nothing else has to say; answers the exit code.
template <class Line>
int end_with(const Line& command_line) {
  std::fputs(command_line.output.c_str(), stdout);
  if (!command_line.error.empty()) std::fprintf(stderr, "%s\n", command_line.error.c_str());
  return command_line.exit_code;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace dynarocks::app;
  const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  const Environment environment = [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    return value != nullptr ? std::optional<std::string>(value) : std::nullopt;
  };
  if (is_admin_command(arguments)) {
    const AdminCommandLine command_line = parse_admin_command(arguments, environment);
    if (command_line.command) return run_admin_command(*command_line.command);
    return end_with(command_line);
  }
  if (is_policy_command(arguments)) return end_with(run_policy_command(arguments));
  if (is_rekey_command(arguments)) {
    const RekeyCommandLine command_line = parse_rekey_command(arguments);
    if (command_line.request) return run_rekey_command(*command_line.request);
    return end_with(command_line);
  }
  if (is_verify_command(arguments)) {
    const VerifyCommandLine command_line = parse_verify_command(arguments);
    if (command_line.request) return run_verify_command(*command_line.request);
    return end_with(command_line);
  }
  if (is_repair_command(arguments)) {
    const RepairCommandLine command_line = parse_repair_command(arguments);
    if (command_line.request) return run_repair_command(*command_line.request);
    return end_with(command_line);
  }
  const CommandLine command_line = parse_command_line(arguments, environment);
  if (command_line.serve) return serve(*command_line.serve);
  return end_with(command_line);
}
