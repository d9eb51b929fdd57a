#pragma once
// How RocksDB is set up: one place for every number. Private to rocksdb_*.cpp.

#include <rocksdb/options.h>

#include "kv/rocksdb_store.h"

namespace dynarocks::kv {

/// For the whole database. The caller adds the environment.
[[nodiscard]] rocksdb::DBOptions database_options(const StoreOptions& options);

/// For every space alike; `options` of one database share what this makes (cache, merge operator).
[[nodiscard]] rocksdb::ColumnFamilyOptions space_options(const StoreOptions& options);

/// For every read; the caller adds snapshot and bounds.
[[nodiscard]] rocksdb::ReadOptions read_options(const StoreOptions& options);

/// What Durability promises of a commit.
[[nodiscard]] rocksdb::WriteOptions commit_options(const StoreOptions& options);

}  // namespace dynarocks::kv
