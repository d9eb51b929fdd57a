#pragma once
// Goes through a table's items while writes go on, to store what follows from each of them: entries
// of a new index, expiry rows. Why the outcome is exact: docs/decisions/0007-secondary-indexes.md.

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "engine/row_locks.h"
#include "engine/table.h"
#include "kv/store.h"
#include "model/api_error.h"

namespace dynarocks::engine {

enum class Filled : std::uint8_t { nothing, something, not_wanted };

/// Adds to the batch what is missing of what follows from the items at `rows`, which are locked and
/// may be gone. Answers whether that was anything, or that the backfill has lost its purpose.
using FillRows =
    std::function<kv::StoreResult<Filled>(const std::vector<std::string>& rows, kv::Batch& batch)>;

/// Calls `fill` for all items, some at a time, once no write is under way that began before the
/// call. Whatever every later write does by itself must be published before. True when every item
/// was visited; false when `stopping` was set or `fill` did not want to go on.
[[nodiscard]] model::ApiResult<bool> backfill_table(kv::Store& store, const Table& table,
                                                    RowLocks& row_locks,
                                                    const std::atomic<bool>& stopping,
                                                    const FillRows& fill);

}  // namespace dynarocks::engine
