#pragma once
// The files RocksDB works on: the machine's, encrypted or not, or memory; without its OPTIONS files
// and with one descriptor for a directory. Private to rocksdb_*.cpp.

#include <rocksdb/env.h>

#include <memory>
#include <optional>

#include "kv/data_keys.h"

namespace dynarocks::kv {

/// RocksDB's environment; it must outlive the database.
class Environment {
 public:
  [[nodiscard]] static Environment in_memory();
  /// Nothing: files are not encrypted.
  [[nodiscard]] static Environment on_disk(std::optional<DataKeys> keys);
  /// The same, and whatever would change a file is refused.
  [[nodiscard]] static Environment read_only(std::optional<DataKeys> keys);

  [[nodiscard]] rocksdb::Env* env() const { return env_.get(); }

 private:
  Environment() = default;

  std::unique_ptr<rocksdb::Env> memory_;  // nothing on disk
  std::unique_ptr<rocksdb::Env> env_;
};

}  // namespace dynarocks::kv
