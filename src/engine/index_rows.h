#pragma once
// Which rows of an index follow from an item. Pure: a write, a backfill and a test ask the same
// functions.

#include <optional>
#include <string>
#include <string_view>

#include "codec/item_view.h"
#include "engine/table_index.h"

namespace dynarocks::engine {

/// The row of an item's entry in the index; nothing when the item is not in it: an index key
/// attribute is missing, of another type, empty or too long.
[[nodiscard]] std::optional<std::string> index_entry_row(const TableIndex& index,
                                                         codec::ItemView item,
                                                         std::string_view item_row);

/// What the entry holds: the projected item, encoded.
[[nodiscard]] std::string index_entry_item(const TableIndex& index, codec::ItemView item);

/// An item's entry in an index.
struct IndexEntry {
  std::string row;
  std::string item;
};

/// Nothing when the item is empty (there is none) or not in the index.
[[nodiscard]] std::optional<IndexEntry> index_entry(const TableIndex& index, codec::ItemView item,
                                                    std::string_view item_row);

/// What a write makes of an item's entry in one index.
struct IndexChange {
  std::optional<IndexEntry> before;
  std::optional<IndexEntry> after;

  /// Whether there is nothing to write.
  [[nodiscard]] bool empty() const;
  /// Write units the index is charged (reference "item operations", section 14); 0 for none.
  [[nodiscard]] double units() const;
  /// What the change adds to the index's ItemCount and IndexSizeBytes.
  [[nodiscard]] std::int64_t items() const;
  [[nodiscard]] std::int64_t bytes() const;
};

}  // namespace dynarocks::engine
