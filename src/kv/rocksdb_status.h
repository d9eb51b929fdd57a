#pragma once
// RocksDB's statuses as StoreErrors whose one line says what to do. Private to rocksdb_*.cpp.

#include <rocksdb/status.h>

#include <string_view>

#include "kv/store.h"

namespace dynarocks::kv {

/// `doing` completes "cannot ..."; the status must not be ok.
[[nodiscard]] StoreError store_error(const rocksdb::Status& status, std::string_view doing);

/// Success, or store_error.
[[nodiscard]] StoreResult<void> store_result(const rocksdb::Status& status, std::string_view doing);

/// The error of naming a space that does not exist, or does no longer.
[[nodiscard]] StoreError no_such_space(SpaceId space);

}  // namespace dynarocks::kv
