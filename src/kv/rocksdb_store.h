#pragma once
// The store on RocksDB, on disk or in memory. rocksdb_store.cpp and its neighbours rocksdb_*.cpp
// are the only files that include RocksDB.

#include <cstddef>
#include <memory>
#include <string>

#include "kv/store.h"

namespace dynarocks::kv {

enum class Durability : std::uint8_t {
  none,   // nothing is promised after a crash of the process
  wal,    // an acknowledged write survives a kill of the process (default)
  fsync,  // and a power loss
};

struct StoreOptions {
  std::string data_dir;    // ignored when in_memory
  bool in_memory = false;  // RocksDB's in-memory environment
  /// The master key that the files are encrypted under; empty: they are not. Ignored when
  /// in_memory.
  std::string encryption_key_file = {};
  Durability durability = Durability::wal;
  std::size_t block_cache_bytes = 64u << 20;
  std::size_t write_buffer_bytes = 64u << 20;  // budget over all spaces
};

/// Opens or creates the store. Errors (each message one line that says what to do): the directory
/// cannot be created or written, another process holds it (locked), its format is newer than this
/// program (newer_format), its files are damaged (corrupt), or they are encrypted otherwise than
/// asked (invalid).
[[nodiscard]] StoreResult<std::unique_ptr<Store>> open_rocksdb(const StoreOptions& options);

}  // namespace dynarocks::kv
