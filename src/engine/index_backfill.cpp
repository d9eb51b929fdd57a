#include "engine/index_backfill.h"

#include <algorithm>
#include <string>
#include <vector>

#include "codec/item_view.h"
#include "codec/layout.h"
#include "engine/counters.h"
#include "engine/index_rows.h"
#include "engine/key_rows.h"
#include "engine/table_access.h"

namespace dynarocks::engine {

using codec::ItemView;
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

/// Adds the entry of the item at `row`, as it is now, unless a write has added it already.
kv::StoreResult<void> add_entry(const kv::Store& store, const Table& table, const TableIndex& index,
                                const std::string& row, kv::Batch& batch, Counters& added) {
  std::optional<IndexEntry> entry;
  DYNAROCKS_TRY(store.get(table.space(), row, nullptr, [&](std::string_view item) {
    entry = index_entry(index, ItemView(item), row);
  }));
  if (!entry) return {};
  DYNAROCKS_ASSIGN(const bool exists,
                   store.get(table.space(), entry->row, nullptr, [](std::string_view) {}));
  if (exists) return {};
  batch.put(table.space(), entry->row, entry->item);
  added.items += 1;
  added.bytes += static_cast<std::int64_t>(ItemView(entry->item).size());
  return {};
}

ApiResult<void> add_entries(kv::Store& store, const Table& table, const TableIndex& index,
                            const std::vector<std::string>& rows, RowLocks& row_locks) {
  std::vector<RowLocks::Row> locked;
  locked.reserve(rows.size());
  for (const std::string& row : rows) locked.push_back({table.space(), row});
  const auto locks = row_locks.lock_all(locked);
  const auto batch = store.begin();
  Counters added;
  for (const std::string& row : rows) {
    const auto outcome = add_entry(store, table, index, row, *batch, added);
    if (!outcome) return failure(table_access_failure(table, outcome.error()));
  }
  if (added.items == 0) return {};
  batch->add(table.space(), codec::index_counters_row(index.id), added.items, added.bytes);
  const auto committed = store.commit(*batch);
  if (!committed) return failure(table_access_failure(table, committed.error()));
  return {};
}

}  // namespace

ApiResult<bool> backfill_index(kv::Store& store, Table& table, std::uint32_t index_id,
                               RowLocks& row_locks, const std::atomic<bool>& stopping) {
  // A write that did not know the index yet has ended by then, so its item is seen below; every
  // other write adds its entry itself.
  row_locks.wait_for_holders();
  std::string last_row;
  while (!stopping) {
    const auto indexes = table.indexes();
    const auto index = std::find_if(indexes->all().begin(), indexes->all().end(),
                                    [&](const TableIndex& known) { return known.id == index_id; });
    if (index == indexes->all().end()) return false;
    DYNAROCKS_ASSIGN(const auto rows, next_rows(store, table, last_row));
    if (rows.empty()) return true;
    DYNAROCKS_TRY(add_entries(store, table, *index, rows, row_locks));
    last_row = rows.back();
  }
  return false;
}

}  // namespace dynarocks::engine
