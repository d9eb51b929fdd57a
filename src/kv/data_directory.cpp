#include "kv/data_directory.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "kv/durable_file.h"

namespace dynarocks::kv {
namespace {

constexpr std::string_view format_prefix = "dynarocks-format ";
constexpr std::size_t format_file_bytes_read = 64;  // far more than any FORMAT file holds

StoreError directory_error(StoreError::Kind kind, const std::string& path,
                           const std::string& what) {
  return StoreError{kind, "data directory '" + path + "' " + what};
}

StoreResult<void> create_directories(const std::string& path) {
  if (path.empty()) {
    return failure(StoreError{StoreError::Kind::io,
                              "the data directory has no name; give one with --data-dir"});
  }
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (!error && !std::filesystem::is_directory(path, error) && !error) {
    error = std::make_error_code(std::errc::not_a_directory);
  }
  if (error) {
    return failure(
        directory_error(StoreError::Kind::io, path,
                        "cannot be created (" + error.message() + "); choose another --data-dir"));
  }
  return {};
}

StoreError not_writable(const std::string& path, int error_number) {
  return directory_error(
      StoreError::Kind::io, path,
      "cannot be written (" + error_text(error_number) +
          "); give this user the right to write there or choose another --data-dir");
}

File writable_lock_file(const std::string& path) { return {path + "/LOCK", O_RDWR | O_CREAT}; }

/// What is only read may lie where nothing can be written.
File readable_lock_file(const std::string& path) {
  File file(path + "/LOCK", O_RDONLY);
  if (file.is_open() || errno != ENOENT) return file;
  return writable_lock_file(path);
}

StoreResult<int> take_lock(const std::string& path, File file) {
  if (!file.is_open()) return failure(not_writable(path, errno));
  if (::flock(file.descriptor(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) {
      return failure(directory_error(
          StoreError::Kind::locked, path,
          "is in use by another DynaRocks process; stop it or choose another --data-dir"));
    }
    return failure(directory_error(StoreError::Kind::io, path,
                                   "cannot be locked (" + error_text(errno) +
                                       "); choose a --data-dir on a file system with flock"));
  }
  return file.release();
}

/// The FORMAT file's text, nothing when there is no such file.
StoreResult<std::optional<std::string>> read_format(const std::string& path) {
  auto text = read_start(path + "/FORMAT", format_file_bytes_read);
  if (text) return std::move(*text);
  return failure(directory_error(StoreError::Kind::io, path,
                                 "cannot be read (FORMAT: " + error_text(text.error()) + ")"));
}

/// The number in "dynarocks-format <number>\n", nothing when the text is anything else.
std::optional<int> parse_format(std::string_view text) {
  if (!text.starts_with(format_prefix) || !text.ends_with('\n')) return std::nullopt;
  const std::string_view digits =
      text.substr(format_prefix.size(), text.size() - format_prefix.size() - 1);
  int format = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), format);
  if (error != std::errc() || end != digits.data() + digits.size() || format < 1) {
    return std::nullopt;
  }
  return format;
}

StoreResult<void> check_format(const std::string& path, std::string_view text) {
  const std::optional<int> format = parse_format(text);
  if (!format) {
    return failure(directory_error(
        StoreError::Kind::invalid, path,
        "does not hold DynaRocks data (its FORMAT file is not ours); choose another --data-dir"));
  }
  if (*format > data_format) {
    return failure(directory_error(StoreError::Kind::newer_format, path,
                                   "has format " + std::to_string(*format) +
                                       ", written by a newer DynaRocks (this one reads format " +
                                       std::to_string(data_format) +
                                       "); start the newer version or choose another --data-dir"));
  }
  return {};
}

StoreResult<void> write_format(const std::string& path) {
  const auto written =
      replace_file(path, "FORMAT", std::string(format_prefix) + std::to_string(data_format) + "\n");
  if (!written) return failure(not_writable(path, written.error()));
  return {};
}

/// Makes the directory itself survive a power loss, which also takes names from directories that
/// were not flushed since. One that this user may not read is left to the file system.
void flush_parents(const std::string& path) {
  std::error_code unknown;
  std::filesystem::path parent = std::filesystem::absolute(path, unknown);
  while (parent.has_relative_path()) {
    parent = parent.parent_path();
    (void)flush_directory(parent.string());
  }
}

/// Checks the FORMAT file, or writes it when the directory is new. A store without one is not taken
/// for a new directory: its format is unknown.
StoreResult<void> ensure_format(const std::string& path) {
  DYNAROCKS_ASSIGN(const std::optional<std::string> text, read_format(path));
  if (text) return check_format(path, *text);
  std::error_code error;
  if (std::filesystem::exists(path + "/store/CURRENT", error)) {
    return failure(directory_error(
        StoreError::Kind::invalid, path,
        "holds a store without its FORMAT file; restore the file or choose another --data-dir"));
  }
  if (::mkdir((path + "/store").c_str(), 0755) != 0 && errno != EEXIST) {
    return failure(not_writable(path, errno));
  }
  flush_parents(path);
  return write_format(path);
}

/// RocksDB begins a new store where CURRENT is missing, and deletes the files of the old one. Those
/// of a store that a kill kept from getting its first CURRENT are no loss.
StoreResult<void> check_store_not_lost(const std::string& path) {
  std::error_code error;
  const std::string store = path + "/store";
  if (std::filesystem::exists(store + "/CURRENT", error)) return {};
  for (const auto& entry : std::filesystem::directory_iterator(store, error)) {
    const std::string extension = entry.path().extension().string();
    if (extension != ".sst" && extension != ".log") continue;
    return failure(directory_error(StoreError::Kind::corrupt, path,
                                   "holds a store without its CURRENT file; restore the file, or "
                                   "save what is there with: dynarocks repair --data-dir " +
                                       path + " --to NEW-DIRECTORY"));
  }
  return {};
}

}  // namespace

StoreResult<std::unique_ptr<DataDirectory>> DataDirectory::open(const std::string& path) {
  DYNAROCKS_TRY(create_directories(path));
  DYNAROCKS_ASSIGN(const int lock_file, take_lock(path, writable_lock_file(path)));
  std::unique_ptr<DataDirectory> directory(new DataDirectory(path, lock_file));
  DYNAROCKS_TRY(ensure_format(path));
  DYNAROCKS_TRY(check_store_not_lost(path));
  return directory;
}

StoreResult<std::unique_ptr<DataDirectory>> DataDirectory::open_existing(const std::string& path) {
  DYNAROCKS_ASSIGN(const std::optional<std::string> text, read_format(path));
  if (!text) {
    return failure(directory_error(StoreError::Kind::invalid, path,
                                   "holds no DynaRocks data (no FORMAT file); check --data-dir"));
  }
  DYNAROCKS_TRY(check_format(path, *text));
  DYNAROCKS_ASSIGN(const int lock_file, take_lock(path, readable_lock_file(path)));
  return std::unique_ptr<DataDirectory>(new DataDirectory(path, lock_file));
}

// The LOCK file stays: unlinking it would let two processes lock two different files of that name.
DataDirectory::~DataDirectory() { ::close(lock_file_); }

}  // namespace dynarocks::kv
