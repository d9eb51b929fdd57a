#pragma once
// Which rows a read covers: a partition's sort-key range, a whole table, or a segment of it.

#include <cstdint>
#include <string>
#include <string_view>

#include "expression/key_condition.h"

namespace dynarocks::engine {

/// Rows from `begin` (inclusive) to `end` (exclusive), in byte order.
struct RowRange {
  std::string begin;
  std::string end;

  [[nodiscard]] bool contains(std::string_view row) const { return begin <= row && row < end; }
};

/// The item rows a table's key range selects.
[[nodiscard]] RowRange rows_of_key_range(const expression::KeyRange& range);

/// Segment `segment` of `total_segments` of a table's items: an equal slice of the hash space. All
/// of the table for (0, 1).
[[nodiscard]] RowRange rows_of_segment(std::uint32_t segment, std::uint32_t total_segments);

}  // namespace dynarocks::engine
