#include "app/local_flags.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace dynarocks::app {
namespace {

struct LocalFlag {
  std::string_view name;
  std::string_view replacement;  // empty: the flag changes nothing
  std::string_view note;         // why it changes nothing
};

constexpr std::array<LocalFlag, 10> flags{{
    {"-inMemory", "--in-memory", ""},
    {"-sharedDb", "--shared-db", ""},
    {"-dbPath", "--data-dir", ""},
    {"-port", "--port", ""},
    {"-cors", "--cors", ""},
    {"-help", "--help", ""},
    {"-version", "--version", ""},
    {"-delayTransientStatuses", "--delay-transient-statuses", ""},
    {"-optimizeDbBeforeStartup", "", "the store keeps itself in order"},
    {"-disableTelemetry", "", "there is no telemetry"},
}};

/// How many of the arguments from `at` on are meant for Java; 0 when that one is not.
std::size_t java_arguments(const std::vector<std::string>& arguments, std::size_t at) {
  const std::string_view argument = arguments[at];
  if (argument == "-jar") return std::min<std::size_t>(2, arguments.size() - at);
  if (argument.starts_with("-D") || argument.starts_with("-X")) return 1;
  return at == 0 && argument == "java" ? 1 : 0;
}

}  // namespace

TranslatedFlags translate_local_flags(const std::vector<std::string>& arguments) {
  TranslatedFlags translated;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (const std::size_t skipped = java_arguments(arguments, i); skipped > 0) {
      i += skipped - 1;
      continue;
    }
    const std::string& argument = arguments[i];
    const auto* flag = std::find_if(flags.begin(), flags.end(), [&](const LocalFlag& candidate) {
      return candidate.name == argument;
    });
    if (flag == flags.end()) {
      translated.arguments.push_back(argument);
    } else if (!flag->replacement.empty()) {
      translated.arguments.emplace_back(flag->replacement);
    } else {
      translated.notes.push_back(argument + " has no effect: " + std::string(flag->note));
    }
  }
  return translated;
}

}  // namespace dynarocks::app
