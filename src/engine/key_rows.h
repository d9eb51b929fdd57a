#pragma once
// Which rows a read covers: a partition's sort-key range, all items or entries, or a segment of
// them.

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/table_index.h"
#include "expression/key_condition.h"

namespace dynarocks::engine {

/// Rows from `begin` (inclusive) to `end` (exclusive), in byte order.
struct RowRange {
  std::string begin;
  std::string end;

  [[nodiscard]] bool contains(std::string_view row) const { return begin <= row && row < end; }
};

/// The rows a key range selects, of the table's items or of an index's entries (nullptr: items).
[[nodiscard]] RowRange rows_of_key_range(const expression::KeyRange& range,
                                         const TableIndex* index = nullptr);

/// Segment `segment` of `total_segments` of a table's items or of an index's entries: an equal
/// slice of the hash space. All of them for (0, 1).
[[nodiscard]] RowRange rows_of_segment(std::uint32_t segment, std::uint32_t total_segments,
                                       const TableIndex* index = nullptr);

}  // namespace dynarocks::engine
