#pragma once
// A directory for this run alone.

#include <memory>
#include <string>

#include "base/result.h"

namespace dynarocks {

/// Readable by this user alone; deleted, with what is in it, by the destructor.
class TemporaryDirectory {
 public:
  /// In $TMPDIR, otherwise in /tmp. The error is one line that says what to do.
  [[nodiscard]] static Result<std::unique_ptr<TemporaryDirectory>, std::string> make();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  explicit TemporaryDirectory(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

}  // namespace dynarocks
