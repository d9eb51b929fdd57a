#include "app/status_durations.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <optional>
#include <system_error>

namespace dynarocks::app {
namespace {

constexpr int usual_millis = 1000;
constexpr int longest_millis = 600'000;

struct Status {
  std::string_view name;
  std::chrono::milliseconds StatusDurations::*duration;
};

constexpr std::array<Status, 9> statuses{{
    {"CREATING", &StatusDurations::creating},
    {"UPDATING", &StatusDurations::updating},
    {"DELETING", &StatusDurations::deleting},
    {"INDEX_CREATING", &StatusDurations::index_creating},
    {"INDEX_UPDATING", &StatusDurations::index_updating},
    {"INDEX_DELETING", &StatusDurations::index_deleting},
    {"SSE_UPDATING", &StatusDurations::sse_updating},
    {"TAGGING", &StatusDurations::tagging},
    {"KINESIS", &StatusDurations::kinesis},
}};

std::string names() {
  std::string names;
  for (const Status& status : statuses) {
    names.append(names.empty() ? "" : ", ").append(status.name);
  }
  return names;
}

Result<std::chrono::milliseconds, std::string> read_millis(std::string_view text, int least) {
  int millis = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), millis);
  if (error != std::errc() || end != text.data() + text.size() || millis < least ||
      millis > longest_millis) {
    return failure("\"" + std::string(text) + "\" is not a number of milliseconds from " +
                   std::to_string(least) + " to " + std::to_string(longest_millis));
  }
  return std::chrono::milliseconds(millis);
}

}  // namespace

Result<StatusDurations, std::string> read_status_durations(std::string_view text) {
  std::array<std::optional<std::chrono::milliseconds>, statuses.size()> named;
  std::optional<std::chrono::milliseconds> others;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find(',', start), text.size());
    const std::string_view entry = text.substr(start, end - start);
    start = end + 1;
    const std::size_t equals = entry.find('=');
    if (equals == std::string_view::npos) {
      if (others) return failure("more than one number without the name of a status");
      DYNAROCKS_ASSIGN(others, read_millis(entry, 1));
      continue;
    }
    const std::string_view name = entry.substr(0, equals);
    const auto* status = std::find_if(statuses.begin(), statuses.end(),
                                      [&](const Status& known) { return known.name == name; });
    if (status == statuses.end()) {
      return failure("\"" + std::string(name) + "\" is not one of " + names());
    }
    auto& duration = named.at(static_cast<std::size_t>(status - statuses.begin()));
    if (duration) return failure(std::string(name) + " is given twice");
    DYNAROCKS_ASSIGN(duration, read_millis(entry.substr(equals + 1), 0));
  }
  StatusDurations durations;
  for (std::size_t i = 0; i < statuses.size(); ++i) {
    durations.*statuses.at(i).duration =
        named.at(i).value_or(others.value_or(std::chrono::milliseconds(usual_millis)));
  }
  return durations;
}

}  // namespace dynarocks::app
