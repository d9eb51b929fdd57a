#pragma once
// A directory that lives as long as a test.

#include <stdlib.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <system_error>

namespace dynarocks::kv {

class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string name = (place() / "dynarocks-test-XXXXXX").string();
    if (::mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~TemporaryDirectory() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  /// $TMPDIR if set, else shared memory if there is plenty: on a busy disk the thousands of fsyncs
  /// of these tests take a minute, and a process that is killed loses as little from either.
  static std::filesystem::path place() {
    constexpr std::uintmax_t plenty_bytes = std::uintmax_t{1} << 30;
    const std::filesystem::path memory = "/dev/shm";
    std::error_code error;
    const auto space = std::filesystem::space(memory, error);
    if (::getenv("TMPDIR") == nullptr && !error && space.available >= plenty_bytes &&
        ::access(memory.c_str(), W_OK) == 0) {
      return memory;
    }
    return std::filesystem::temp_directory_path();
  }

  std::string path_;
};

}  // namespace dynarocks::kv
