#pragma once
// A file system whose files are encrypted (kv/file_cipher.h), for RocksDB. Private to
// rocksdb_*.cpp.

#include <rocksdb/file_system.h>

#include <memory>

#include "kv/data_keys.h"

namespace dynarocks::kv {

/// Files of `base` as the keys say. To RocksDB their prefixes do not exist.
[[nodiscard]] std::shared_ptr<rocksdb::FileSystem> encrypted_file_system(
    const std::shared_ptr<rocksdb::FileSystem>& base, DataKeys keys);

}  // namespace dynarocks::kv
