#include "base/logging.h"

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <atomic>
#include <cstddef>
#include <memory>

namespace dynarocks::log {
namespace {

spdlog::level::level_enum spdlog_level(Level level) {
  switch (level) {
    case Level::debug:
      return spdlog::level::debug;
    case Level::info:
      return spdlog::level::info;
    case Level::warn:
      return spdlog::level::warn;
    case Level::error:
      return spdlog::level::err;
    case Level::off:
      return spdlog::level::off;
  }
  return spdlog::level::off;
}

void set_pattern(spdlog::logger& to, Format format) {
  const char* pattern = format == Format::json
                            ? R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l","message":"%v"})"
                            : "%Y-%m-%dT%H:%M:%S.%eZ %-7l %v";
  to.set_formatter(
      std::make_unique<spdlog::pattern_formatter>(pattern, spdlog::pattern_time_type::utc));
}

spdlog::logger& logger() {
  static spdlog::logger instance = [] {
    spdlog::logger made("dynarocks", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    set_pattern(made, Format::text);
    return made;
  }();
  return instance;
}

std::atomic<Format> line_format = Format::text;

/// Length of the well-formed UTF-8 sequence `text` starts with; 0 when it starts with none.
std::size_t utf8_sequence_bytes(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xC2 && lead <= 0xDF   ? 2
                             : lead >= 0xE0 && lead <= 0xEF ? 3
                             : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                            : 0;
  if (length == 0 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  const bool overlong = (lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xF0 && byte(1) < 0x90);
  const bool surrogate = lead == 0xED && byte(1) >= 0xA0;
  const bool beyond_unicode = lead == 0xF4 && byte(1) >= 0x90;
  return overlong || surrogate || beyond_unicode ? 0 : length;
}

bool is_control(unsigned char c) { return c < 0x20 || c == 0x7F; }

void append_control(unsigned char c, std::string& out) {
  constexpr std::string_view hex = "0123456789abcdef";
  if (c == '\n') {
    out += "\\n";
  } else if (c == '\t') {
    out += "\\t";
  } else if (c == '\r') {
    out += "\\r";
  } else {
    out += "\\u00";
    out += hex[c >> 4];
    out += hex[c & 15];
  }
}

/// One line, whatever a client sent: a line break in a name must not begin a line of its own.
std::string line_escaped(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (const char c : text) {
    if (is_control(static_cast<unsigned char>(c))) {
      append_control(static_cast<unsigned char>(c), escaped);
    } else {
      escaped += c;
    }
  }
  return escaped;
}

/// The inside of a JSON string. Log lines may carry what a client sent, so any byte can occur: what
/// is not UTF-8 becomes U+FFFD.
std::string json_escaped(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  while (!text.empty()) {
    const auto c = static_cast<unsigned char>(text.front());
    const std::size_t length = utf8_sequence_bytes(text);
    if (length == 0) {
      escaped += "\\ufffd";
    } else if (c == '"' || c == '\\') {
      escaped += '\\';
      escaped += text.front();
    } else if (is_control(c)) {
      append_control(c, escaped);
    } else {
      escaped += text.substr(0, length);
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return escaped;
}

void write(Level level, std::string_view line) {
  if (!enabled(level)) return;
  if (line_format.load(std::memory_order_relaxed) == Format::json) {
    logger().log(spdlog_level(level), json_escaped(line));
  } else {
    logger().log(spdlog_level(level), line_escaped(line));
  }
}

}  // namespace

void configure(Level level, Format format) {
  logger().set_level(spdlog_level(level));
  set_pattern(logger(), format);
  line_format.store(format);
}

bool enabled(Level level) {
  return level != Level::off && logger().should_log(spdlog_level(level));
}

void debug(std::string_view line) { write(Level::debug, line); }
void info(std::string_view line) { write(Level::info, line); }
void warn(std::string_view line) { write(Level::warn, line); }
void error(std::string_view line) { write(Level::error, line); }

}  // namespace dynarocks::log
