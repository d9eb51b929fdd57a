#pragma once
// Logging for every floor, on spdlog, which only logging.cpp includes (it is slow to compile).

#include <string>
#include <string_view>

namespace dynarocks::log {

enum class Level { debug, info, warn, error, off };
enum class Format { text, json };

/// Sets the process-wide level and format. Lines go to standard error.
void configure(Level level, Format format);

/// Whether a line of this level would be written: ask before building an expensive one.
[[nodiscard]] bool enabled(Level level);

void debug(std::string_view line);
void info(std::string_view line);
void warn(std::string_view line);
void error(std::string_view line);

}  // namespace dynarocks::log
