#include "engine/range_reader.h"

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
  const kv::Range range = walk_of(read);
  if (range.begin >= range.end) return page;
  auto cursor = store_.scan(table.space(), range, nullptr);
  if (!cursor) return failure(table_access_failure(table, cursor.error()));
  for (; (*cursor)->valid(); (*cursor)->next()) {
    const ItemView item((*cursor)->value());
    ++page.scanned_count;
    page.scanned_bytes += item.size();
    if (read.filter == nullptr || read.filter->evaluate(item)) {
      ++page.count;
      matched(item);
    }
    const bool full =
        page.scanned_bytes >= read.page_bytes || (read.limit && page.scanned_count >= *read.limit);
    if (full) {
      page.last_evaluated_key = key_of_item(table.key_attributes(), item);
      break;
    }
  }
  if (const auto status = (*cursor)->status(); !status) {
    return failure(table_access_failure(table, status.error()));
  }
  return page;
}

}  // namespace dynarocks::engine
