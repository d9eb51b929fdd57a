#pragma once
// A data directory, damaged perhaps, that is looked at and not changed: nothing in it is written,
// removed or renamed (but for a LOCK that is missing), and no server can have it open meanwhile.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "kv/log_state.h"
#include "kv/store.h"

namespace dynarocks::kv {

struct InspectionRequest {
  std::string data_dir;
  std::string encryption_key_file;  // empty: it is not encrypted
};

/// A file of a space's rows that cannot be read as it was written.
struct TableFileFault {
  std::string file;
  SpaceId space = catalog_space;
  std::string reason;
};

struct FileTotals {
  std::size_t files = 0;
  std::uint64_t bytes = 0;
};

class Inspection {
 public:
  virtual ~Inspection() = default;

  [[nodiscard]] virtual StoreResult<LogState> check_logs() const = 0;

  /// Whether a server would find a store here, or begin one.
  [[nodiscard]] virtual bool has_store() const = 0;

  /// Opens the store as far as it can be: what cannot be read of tables' files is found out when it
  /// is read. With a damaged log, all whole records count.
  [[nodiscard]] virtual StoreResult<void> open_store() = 0;

  // After open_store.

  /// Commits fail.
  [[nodiscard]] virtual Store& store() = 0;
  /// With the catalog.
  [[nodiscard]] virtual const std::vector<SpaceId>& spaces() const = 0;

  /// Reads all files of rows, block by block, and compares checksums; calls `found` for each that
  /// is not as it was written, and `progress` with the bytes done and all there are.
  using FoundFault = std::function<void(const TableFileFault&)>;
  using Progress = std::function<void(std::uint64_t done, std::uint64_t all)>;
  [[nodiscard]] virtual FileTotals check_table_files(const FoundFault& found,
                                                     const Progress& progress) const = 0;
};

/// Errors: no such directory or not ours (invalid), in use (locked), newer_format, or encrypted
/// otherwise than asked (invalid).
[[nodiscard]] StoreResult<std::unique_ptr<Inspection>> inspect_rocksdb(
    const InspectionRequest& request);

}  // namespace dynarocks::kv
