#pragma once
// RocksDB's own log, sent to ours instead of to a file in the data directory. Private to
// rocksdb_*.cpp.

#include <rocksdb/env.h>

#include <memory>

namespace dynarocks::kv {

[[nodiscard]] std::shared_ptr<rocksdb::Logger> make_store_log();

}  // namespace dynarocks::kv
