#include "kv/durable_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

namespace dynarocks::kv {

File::File(const std::string& path, int flags)
    : descriptor_(::open(path.c_str(), flags | O_CLOEXEC, 0644)) {}

File::~File() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

FileResult<std::size_t> File::read(char* data, std::size_t size) const {
  std::size_t total = 0;
  while (total < size) {
    const ssize_t count = ::read(descriptor_, data + total, size - total);
    if (count == 0) break;
    if (count > 0) {
      total += static_cast<std::size_t>(count);
    } else if (errno != EINTR) {
      return failure(errno);
    }
  }
  return total;
}

FileResult<void> File::write(std::string_view data) const {
  while (!data.empty()) {
    const ssize_t count = ::write(descriptor_, data.data(), data.size());
    if (count > 0) {
      data.remove_prefix(static_cast<std::size_t>(count));
    } else if (count == 0) {
      return failure(ENOSPC);
    } else if (errno != EINTR) {
      return failure(errno);
    }
  }
  return {};
}

FileResult<void> File::sync() const {
  if (::fsync(descriptor_) != 0) return failure(errno);
  return {};
}

FileResult<std::optional<std::string>> read_start(const std::string& path, std::size_t most) {
  const File file(path, O_RDONLY);
  if (!file.is_open()) {
    if (errno == ENOENT) return std::nullopt;
    return failure(errno);
  }
  std::string text(most, '\0');
  DYNAROCKS_ASSIGN(const std::size_t length, file.read(text.data(), text.size()));
  text.resize(length);
  return text;
}

FileResult<void> replace_file(const std::string& directory, const std::string& name,
                              std::string_view text) {
  const std::string path = directory + "/" + name;
  const std::string temporary = path + ".new";
  const File file(temporary, O_WRONLY | O_CREAT | O_TRUNC);
  if (!file.is_open()) return failure(errno);
  DYNAROCKS_TRY(file.write(text));
  DYNAROCKS_TRY(file.sync());
  if (::rename(temporary.c_str(), path.c_str()) != 0) return failure(errno);
  return flush_directory(directory);
}

FileResult<void> flush_directory(const std::string& path) {
  const File directory(path, O_RDONLY | O_DIRECTORY);
  if (!directory.is_open()) return failure(errno);
  return directory.sync();
}

std::string error_text(int error_number) { return std::generic_category().message(error_number); }

}  // namespace dynarocks::kv
