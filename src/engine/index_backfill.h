#pragma once
// Reads a table's items into an index while writes go on.

#include <atomic>
#include <cstdint>

#include "engine/row_locks.h"
#include "engine/table.h"
#include "kv/store.h"
#include "model/api_error.h"

namespace dynarocks::engine {

/// Gives every item of the table its entry in the index, which must be published (Table::indexes).
/// True when each item has its entry; false when `stopping` was set or the index ceased to be
/// CREATING meanwhile. May be repeated: entries that are there already are left alone.
[[nodiscard]] model::ApiResult<bool> backfill_index(kv::Store& store, Table& table,
                                                    std::uint32_t index_id, RowLocks& row_locks,
                                                    const std::atomic<bool>& stopping);

}  // namespace dynarocks::engine
