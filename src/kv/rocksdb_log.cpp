#include "kv/rocksdb_log.h"

#include <cstdarg>
#include <cstdio>
#include <string_view>

#include "base/logging.h"

namespace dynarocks::kv {
namespace {

constexpr std::size_t line_bytes = 1024;  // longer lines are cut

class StoreLog final : public rocksdb::Logger {
 public:
  StoreLog() : Logger(rocksdb::WARN_LEVEL) {}

  using Logger::Logv;
  void Logv(const char* format, va_list arguments) override {
    Logv(rocksdb::INFO_LEVEL, format, arguments);
  }

  // One level lower than RocksDB names it: what it calls an error also reaches the caller as a
  // StoreError, and its warnings (each refused OPTIONS file is one) are for whoever debugs it.
  void Logv(const rocksdb::InfoLogLevel level, const char* format, va_list arguments) override {
    switch (level) {
      case rocksdb::WARN_LEVEL:
        if (log::enabled(log::Level::debug)) log::debug(line(format, arguments).data());
        return;
      case rocksdb::ERROR_LEVEL:
        if (log::enabled(log::Level::warn)) log::warn(line(format, arguments).data());
        return;
      case rocksdb::FATAL_LEVEL:
        if (log::enabled(log::Level::error)) log::error(line(format, arguments).data());
        return;
      default:
        return;
    }
  }

  // The dump of all options at open.
  void LogHeader(const char* /*format*/, va_list /*arguments*/) override {}

 private:
  struct Line {
    char text[line_bytes];
    [[nodiscard]] std::string_view data() const { return text; }
  };

  static Line line(const char* format, va_list arguments) {
    static constexpr std::string_view prefix = "rocksdb: ";
    Line result;
    prefix.copy(result.text, prefix.size());
    const std::size_t room = line_bytes - prefix.size();
    if (std::vsnprintf(result.text + prefix.size(), room, format, arguments) < 0) {
      result.text[prefix.size()] = '\0';
    }
    return result;
  }
};

}  // namespace

std::shared_ptr<rocksdb::Logger> make_store_log() { return std::make_shared<StoreLog>(); }

}  // namespace dynarocks::kv
