#pragma once
// How RocksDB is set up: one place for every number. Private to rocksdb_*.cpp.

#include <rocksdb/options.h>

#include <cstddef>

#include "kv/rocksdb_store.h"

namespace dynarocks::kv {

/// For the whole database. The caller adds the environment.
[[nodiscard]] rocksdb::DBOptions database_options(const StoreOptions& options);

/// For every space alike; `options` of one database share what this makes (cache, merge operator).
[[nodiscard]] rocksdb::ColumnFamilyOptions space_options(const StoreOptions& options);

/// What the memtables of so many spaces may take. Each has a filter from its beginning, which a
/// flush does not give back: without room of their own the filters of many tables would leave none
/// for rows, and every write would flush.
[[nodiscard]] std::size_t write_buffer_budget(const StoreOptions& options, std::size_t spaces);

/// For every read; the caller adds snapshot and bounds.
[[nodiscard]] rocksdb::ReadOptions read_options(const StoreOptions& options);

/// What Durability promises of a commit.
[[nodiscard]] rocksdb::WriteOptions commit_options(const StoreOptions& options);

}  // namespace dynarocks::kv
