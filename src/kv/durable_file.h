#pragma once
// Small files of the data directory: read whole, and replaced so that a crash leaves the old text
// or the new one.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace dynarocks::kv {

/// A failure is the operating system's error number.
template <class T>
using FileResult = Result<T, int>;

/// A file descriptor that closes itself.
class File {
 public:
  /// As open(2), closed by exec; only its owner may write to a file that is created.
  File(const std::string& path, int flags);
  ~File();
  File(File&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  File& operator=(File&&) = delete;

  [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }
  [[nodiscard]] int descriptor() const { return descriptor_; }
  [[nodiscard]] int release() { return std::exchange(descriptor_, -1); }

  /// Reads until `size` bytes or the end; answers how many.
  [[nodiscard]] FileResult<std::size_t> read(char* data, std::size_t size) const;
  [[nodiscard]] FileResult<void> write(std::string_view data) const;
  [[nodiscard]] FileResult<void> sync() const;

 private:
  int descriptor_;
};

/// At most `most` bytes from the file's start; nothing when there is no such file.
[[nodiscard]] FileResult<std::optional<std::string>> read_start(const std::string& path,
                                                                std::size_t most);

/// Written aside as `path`.new, flushed, renamed, and the directory flushed.
[[nodiscard]] FileResult<void> replace_file(const std::string& directory, const std::string& name,
                                            std::string_view text);

/// Makes creations, renames and removals in the directory survive a power loss.
[[nodiscard]] FileResult<void> flush_directory(const std::string& path);

[[nodiscard]] std::string error_text(int error_number);

}  // namespace dynarocks::kv
