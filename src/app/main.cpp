#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "app/command_line.h"
#include "app/serve.h"

int main(int argc, char** argv) {
  using namespace dynarocks::app;
  const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  const CommandLine command_line =
      parse_command_line(arguments, [](const std::string& name) -> std::optional<std::string> {
        const char* value = std::getenv(name.c_str());
        return value != nullptr ? std::optional<std::string>(value) : std::nullopt;
      });
  if (command_line.serve) return serve(*command_line.serve);
  std::fputs(command_line.output.c_str(), stdout);
  if (!command_line.error.empty()) std::fprintf(stderr, "%s\n", command_line.error.c_str());
  return command_line.exit_code;
}
