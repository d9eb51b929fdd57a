#pragma once
// Reads a page of consecutive items or index entries: Query and Scan.

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

#include "codec/item_view.h"
#include "engine/key_rows.h"
#include "engine/table.h"
#include "expression/condition.h"
#include "kv/store.h"
#include "model/api_error.h"
#include "model/limits.h"

namespace dynarocks::engine {

struct RangeRead {
  /// The index whose entries are read; nullptr for the table's items.
  const TableIndex* index = nullptr;
  /// Read the whole item of each entry from the table, for what a local index does not project.
  bool fetch_items = false;
  RowRange rows;
  bool forward = true;
  /// Row to continue after, in the direction of the read.
  std::optional<std::string> exclusive_start;
  const expression::Condition* filter = nullptr;
  std::optional<std::size_t> limit;  // items evaluated at most
  /// The item or entry that reaches it ends the page. What is fetched counts, too: many small
  /// entries may stand for large items.
  std::size_t page_bytes = model::limits::page_bytes;
};

struct RangePage {
  std::size_t count = 0;          // items that passed the filter
  std::size_t scanned_count = 0;  // items evaluated
  std::size_t scanned_bytes = 0;  // of the items, or of the index's entries
  /// 4 KiB blocks of the items fetched from the table, each item rounded up.
  std::size_t fetched_blocks = 0;
  /// The key of the last item evaluated, encoded, when the page ended by limit or size: the
  /// table's key attributes, and those of the index that was read.
  std::optional<std::string> last_evaluated_key;
};

class RangeReader {
 public:
  explicit RangeReader(const kv::Store& store) : store_(store) {}

  /// Calls `matched` with each item that passes the filter, in place and in order. One page is read
  /// from one state of the store. ResourceNotFoundException when the table was dropped meanwhile.
  [[nodiscard]] model::ApiResult<RangePage> read(
      const Table& table, const RangeRead& read,
      const std::function<void(codec::ItemView)>& matched) const;

 private:
  /// The whole item of an index entry.
  [[nodiscard]] model::ApiResult<void> fetch(
      const Table& table, codec::ItemView entry, const kv::Snapshot& snapshot,
      const std::function<void(codec::ItemView)>& found) const;

  const kv::Store& store_;
};

}  // namespace dynarocks::engine
