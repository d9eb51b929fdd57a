#include "engine/range_reader.h"

#include "engine/capacity.h"
#include "engine/item_key.h"
#include "engine/table_access.h"

namespace dynarocks::engine {

using codec::ItemView;
using model::ApiResult;

namespace {

kv::Range walk_of(const RangeRead& read) {
  kv::Range range{read.rows.begin, read.rows.end, read.forward};
  if (read.exclusive_start) {
    if (read.forward) {
      range.begin = *read.exclusive_start + '\0';  // rows are never prefixes of one another
    } else {
      range.end = *read.exclusive_start;
    }
  }
  return range;
}

}  // namespace

ApiResult<RangePage> RangeReader::read(const Table& table, const RangeRead& read,
                                       const std::function<void(ItemView)>& matched) const {
  RangePage page;
  std::size_t fetched_bytes = 0;
  const kv::Range range = walk_of(read);
  if (range.begin >= range.end) return page;
  // What is fetched must be of the state the entries are of.
  std::unique_ptr<kv::Snapshot> snapshot;
  if (read.fetch_items) snapshot = store_.snapshot();
  auto cursor = store_.scan(table.space(), range, snapshot.get());
  if (!cursor) return failure(table_access_failure(table, cursor.error()));
  const auto evaluate = [&](ItemView item) {
    if (read.filter != nullptr && !read.filter->evaluate(item)) return;
    ++page.count;
    matched(item);
  };
  for (; (*cursor)->valid(); (*cursor)->next()) {
    const ItemView item((*cursor)->value());
    ++page.scanned_count;
    page.scanned_bytes += item.size();
    if (read.fetch_items) {
      DYNAROCKS_TRY(fetch(table, item, *snapshot, [&](ItemView whole) {
        page.fetched_blocks += static_cast<std::size_t>(read_units(whole.size(), true));
        fetched_bytes += whole.size();
        evaluate(whole);
      }));
    } else {
      evaluate(item);
    }
    const bool full = page.scanned_bytes + fetched_bytes >= read.page_bytes ||
                      (read.limit && page.scanned_count >= *read.limit);
    if (full) {
      page.last_evaluated_key = start_key_of_item(table.key_attributes(), read.index, item);
      break;
    }
  }
  if (const auto status = (*cursor)->status(); !status) {
    return failure(table_access_failure(table, status.error()));
  }
  return page;
}

ApiResult<void> RangeReader::fetch(const Table& table, ItemView entry, const kv::Snapshot& snapshot,
                                   const std::function<void(ItemView)>& found) const {
  const std::string row = row_of_valid_item(table.key_attributes(), entry);
  const auto exists = store_.get(table.space(), row, &snapshot,
                                 [&](std::string_view value) { found(ItemView(value)); });
  if (!exists) return failure(table_access_failure(table, exists.error()));
  return {};
}

}  // namespace dynarocks::engine
