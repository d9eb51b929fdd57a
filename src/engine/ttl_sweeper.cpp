#include "engine/ttl_sweeper.h"

#include "codec/item_view.h"
#include "codec/layout.h"
#include "engine/expiry.h"
#include "engine/item_commit.h"
#include "engine/table_access.h"

namespace dynarocks::engine {

using codec::ItemView;
using model::ApiResult;

namespace {

/// Items that are locked and deleted together: few enough that a writer waits for a fraction of a
/// millisecond, many enough that a commit's cost is shared.
constexpr std::size_t items_at_once = 64;

}  // namespace

ApiResult<std::size_t> TtlSweeper::sweep(Table& table, const std::atomic<bool>& stopping) {
  if (!table.time_to_live()->attribute_name) return 0;
  const ExpiredSeconds expired = expired_seconds(clock_.now_millis());
  std::string begin = codec::expiry_rows_from(expired.begin);
  const std::string end = codec::expiry_rows_from(expired.end);
  std::size_t removed = 0;
  while (!stopping) {
    DYNAROCKS_ASSIGN(const auto expiry_rows, next_expired(table, begin, end));
    if (expiry_rows.empty()) break;
    DYNAROCKS_ASSIGN(const std::size_t of_these, remove(table, expiry_rows));
    removed += of_these;
    begin = expiry_rows.back() + '\0';
  }
  return removed;
}

ApiResult<std::vector<std::string>> TtlSweeper::next_expired(const Table& table,
                                                             const std::string& begin,
                                                             const std::string& end) const {
  std::vector<std::string> rows;
  const auto cursor = store_.scan(table.space(), {begin, end, true}, nullptr);
  if (!cursor) return failure(table_access_failure(table, cursor.error()));
  for (; (*cursor)->valid() && rows.size() < items_at_once; (*cursor)->next()) {
    rows.emplace_back((*cursor)->key());
  }
  if (const auto status = (*cursor)->status(); !status) {
    return failure(table_access_failure(table, status.error()));
  }
  return rows;
}

ApiResult<std::size_t> TtlSweeper::remove(Table& table,
                                          const std::vector<std::string>& expiry_rows) {
  std::vector<std::string> item_rows;
  item_rows.reserve(expiry_rows.size());
  std::vector<RowLocks::Row> locked;
  locked.reserve(expiry_rows.size());
  for (const std::string& row : expiry_rows) {
    item_rows.push_back(codec::expiring_item_row(row));
    locked.push_back({table.space(), item_rows.back()});
  }
  const auto locks = row_locks_.lock_all(locked);
  const auto time_to_live = table.time_to_live();
  ItemCommit commit(store_, Author::time_to_live);
  std::size_t removed = 0;
  for (std::size_t i = 0; i < expiry_rows.size(); ++i) {
    ItemWriteResult result;
    const auto exists = store_.get(table.space(), item_rows[i], nullptr,
                                   [&](std::string_view item) { result.old_item.assign(item); });
    if (!exists) return failure(table_access_failure(table, exists.error()));
    // A write may have come first: the item is gone, or expires at another time.
    const auto expiry = expiry_row(*time_to_live, ItemView(result.old_item), item_rows[i]);
    if (expiry != expiry_rows[i]) continue;
    DYNAROCKS_TRY(commit.add(table, item_rows[i], result));
    ++removed;
  }
  if (removed != 0) DYNAROCKS_TRY(commit.commit());
  return removed;
}

}  // namespace dynarocks::engine
