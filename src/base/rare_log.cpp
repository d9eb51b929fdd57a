#include "base/rare_log.h"

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>

#include "base/logging.h"

namespace dynarocks::log {
namespace {

constexpr std::chrono::minutes silence{1};
constexpr std::size_t lines_remembered = 64;

/// What was logged a moment ago.
class RecentLines {
 public:
  /// Whether the line was not logged a moment ago; it then is.
  [[nodiscard]] bool is_new(const std::string& line) {
    const auto now = std::chrono::steady_clock::now();
    const std::scoped_lock lock(mutex_);
    std::erase_if(logged_, [&](const auto& entry) { return now - entry.second > silence; });
    if (logged_.size() >= lines_remembered) logged_.clear();
    return logged_.emplace(line, now).second;
  }

 private:
  std::mutex mutex_;
  std::map<std::string, std::chrono::steady_clock::time_point> logged_;
};

}  // namespace

void error_rarely(const std::string& line) {
  static RecentLines recent;
  if (recent.is_new(line)) error(line);
}

}  // namespace dynarocks::log
