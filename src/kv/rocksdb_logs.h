#pragma once
// The files of the write-ahead log, one after the other. Private to rocksdb_*.cpp.

#include <rocksdb/env.h>

#include <string>

#include "kv/log_state.h"
#include "kv/store.h"

namespace dynarocks::kv {

/// Reads all of it.
[[nodiscard]] StoreResult<LogState> check_logs(rocksdb::Env& env, const std::string& store_path);

}  // namespace dynarocks::kv
