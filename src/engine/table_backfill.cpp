#include "engine/table_backfill.h"

#include <utility>

#include "engine/key_rows.h"
#include "engine/table_access.h"

namespace dynarocks::engine {

using model::ApiResult;

namespace {

/// Rows that are locked and written together: few enough that a writer waits for a fraction of a
/// millisecond, many enough that a commit's cost is shared.
constexpr std::size_t rows_at_once = 64;

/// The rows of the next items after `after`, which is passed over.
ApiResult<std::vector<std::string>> next_rows(const kv::Store& store, const Table& table,
                                              const std::string& after) {
  RowRange all = rows_of_segment(0, 1);
  kv::Range range{after.empty() ? std::move(all.begin) : after + '\0', std::move(all.end), true};
  std::vector<std::string> rows;
  const auto cursor = store.scan(table.space(), range, nullptr);
  if (!cursor) return failure(table_access_failure(table, cursor.error()));
  for (; (*cursor)->valid() && rows.size() < rows_at_once; (*cursor)->next()) {
    rows.emplace_back((*cursor)->key());
  }
  if (const auto status = (*cursor)->status(); !status) {
    return failure(table_access_failure(table, status.error()));
  }
  return rows;
}

/// False when the backfill has lost its purpose.
ApiResult<bool> fill_rows(kv::Store& store, const Table& table,
                          const std::vector<std::string>& rows, RowLocks& row_locks,
                          const FillRows& fill) {
  std::vector<RowLocks::Row> locked;
  locked.reserve(rows.size());
  for (const std::string& row : rows) locked.push_back({table.space(), row});
  const auto locks = row_locks.lock_all(locked);
  const auto batch = store.begin();
  const auto filled = fill(rows, *batch);
  if (!filled) return failure(table_access_failure(table, filled.error()));
  if (*filled == Filled::something) {
    const auto committed = store.commit(*batch);
    if (!committed) return failure(table_access_failure(table, committed.error()));
  }
  return *filled != Filled::not_wanted;
}

}  // namespace

ApiResult<bool> backfill_table(kv::Store& store, const Table& table, RowLocks& row_locks,
                               const std::atomic<bool>& stopping, const FillRows& fill) {
  // A write that did not know of the backfill's purpose yet has ended by then, so its item is seen
  // below; every other write does itself what follows from its item.
  row_locks.wait_for_holders();
  std::string last_row;
  while (!stopping) {
    DYNAROCKS_ASSIGN(const auto rows, next_rows(store, table, last_row));
    if (rows.empty()) return true;
    DYNAROCKS_ASSIGN(const bool wanted, fill_rows(store, table, rows, row_locks, fill));
    if (!wanted) return false;
    last_row = rows.back();
  }
  return false;
}

}  // namespace dynarocks::engine
