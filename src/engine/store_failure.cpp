#include "engine/store_failure.h"

#include <chrono>
#include <map>
#include <mutex>
#include <string>

#include "base/logging.h"

namespace dynarocks::engine {
namespace {

constexpr std::chrono::minutes silence{1};
constexpr std::size_t messages_remembered = 64;

/// What was logged a moment ago: a fault that every request meets is said once a minute.
class RecentMessages {
 public:
  /// Whether the message was not logged a moment ago; it then is.
  [[nodiscard]] bool is_new(const std::string& message) {
    const auto now = std::chrono::steady_clock::now();
    const std::scoped_lock lock(mutex_);
    std::erase_if(logged_, [&](const auto& entry) { return now - entry.second > silence; });
    if (logged_.size() >= messages_remembered) logged_.clear();
    return logged_.emplace(message, now).second;
  }

 private:
  std::mutex mutex_;
  std::map<std::string, std::chrono::steady_clock::time_point> logged_;
};

void tell(const kv::StoreError& error) {
  if (error.kind == kv::StoreError::Kind::read_only) return;  // the store has told
  static RecentMessages recent;
  if (recent.is_new(error.message)) log::error(error.message);
}

}  // namespace

model::ApiError store_failure(const kv::StoreError& error) {
  tell(error);
  return model::ApiError{
      model::ErrorCode::internal_server_error,
      "The request processing has failed because of an unknown error, exception or failure.",
      {},
      {},
      true};
}

}  // namespace dynarocks::engine
