#include "engine/index_backfill.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "codec/item_view.h"
#include "codec/layout.h"
#include "engine/counters.h"
#include "engine/index_rows.h"
#include "engine/table_backfill.h"

namespace dynarocks::engine {

using codec::ItemView;

namespace {

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

kv::StoreResult<Filled> add_entries(const kv::Store& store, const Table& table,
                                    std::uint32_t index_id, const std::vector<std::string>& rows,
                                    kv::Batch& batch) {
  const auto indexes = table.indexes();
  const auto index = std::find_if(indexes->all().begin(), indexes->all().end(),
                                  [&](const TableIndex& known) { return known.id == index_id; });
  if (index == indexes->all().end()) return Filled::not_wanted;
  Counters added;
  for (const std::string& row : rows) {
    DYNAROCKS_TRY(add_entry(store, table, *index, row, batch, added));
  }
  if (added.items == 0) return Filled::nothing;
  batch.add(table.space(), codec::index_counters_row(index->id), added.items, added.bytes);
  return Filled::something;
}

}  // namespace

model::ApiResult<bool> backfill_index(kv::Store& store, Table& table, std::uint32_t index_id,
                                      RowLocks& row_locks, const std::atomic<bool>& stopping) {
  return backfill_table(store, table, row_locks, stopping,
                        [&](const std::vector<std::string>& rows, kv::Batch& batch) {
                          return add_entries(store, table, index_id, rows, batch);
                        });
}

}  // namespace dynarocks::engine
