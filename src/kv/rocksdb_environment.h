#pragma once
// The files RocksDB works on: the machine's or memory, without its OPTIONS files and with one
// descriptor for a directory. Private to rocksdb_*.cpp.

#include <rocksdb/env.h>

#include <memory>

namespace dynarocks::kv {

/// RocksDB's environment; it must outlive the database.
class Environment {
 public:
  explicit Environment(bool in_memory);

  [[nodiscard]] rocksdb::Env* env() const { return env_.get(); }

 private:
  std::unique_ptr<rocksdb::Env> memory_;  // nothing on disk
  std::unique_ptr<rocksdb::Env> env_;
};

}  // namespace dynarocks::kv
