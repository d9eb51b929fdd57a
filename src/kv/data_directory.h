#pragma once
// The directory a store lives in: made on first use, marked with its format, and held by one
// process at a time. For the store on disk; it knows files, not RocksDB.
//
//   FORMAT   "dynarocks-format 1\n"
//   LOCK     held with flock while the store is open
//   store/   the store's own files (store_path)

#include <memory>
#include <string>

#include "kv/store.h"

namespace dynarocks::kv {

/// The format this program reads and writes (docs/storage-format.md).
inline constexpr int data_format = 1;

class DataDirectory {
 public:
  /// Creates what is missing, takes the lock and checks the format. Every error names the directory
  /// and says what to do: io (cannot be created or written, or is no directory), locked (in use by
  /// another store, of this process or another), newer_format, invalid (no data of ours).
  [[nodiscard]] static StoreResult<std::unique_ptr<DataDirectory>> open(const std::string& path);
  /// The same of a directory that holds our data already; of its files none is made or changed but
  /// a LOCK that is missing. invalid when there is no such directory, or no data of ours in it.
  [[nodiscard]] static StoreResult<std::unique_ptr<DataDirectory>> open_existing(
      const std::string& path);

  ~DataDirectory();
  DataDirectory(const DataDirectory&) = delete;
  DataDirectory& operator=(const DataDirectory&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string store_path() const { return path_ + "/store"; }

 private:
  DataDirectory(std::string path, int lock_file) : path_(std::move(path)), lock_file_(lock_file) {}

  std::string path_;
  int lock_file_;
};

}  // namespace dynarocks::kv
