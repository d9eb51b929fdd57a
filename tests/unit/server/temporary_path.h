#pragma once
// A directory that goes with its test.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace dynarocks::server {

class TemporaryPath {
 public:
  TemporaryPath() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    path_ = testing::TempDir() + "dynarocks-" + test->test_suite_name() + "-" + test->name();
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  ~TemporaryPath() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryPath(const TemporaryPath&) = delete;
  TemporaryPath& operator=(const TemporaryPath&) = delete;

  [[nodiscard]] std::string of(const std::string& name) const { return path_ + "/" + name; }

  /// Writes a file; answers its path.
  [[nodiscard]] std::string file(const std::string& name, const std::string& text) const {
    std::ofstream(of(name)) << text;
    return of(name);
  }

 private:
  std::string path_;
};

inline std::string text_of_file(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace dynarocks::server
