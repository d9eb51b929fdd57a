#pragma once
// A walk over rows that goes on behind those that cannot be read.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "kv/store.h"

namespace dynarocks::engine {

struct RowWalk {
  std::function<void(std::string_view key, std::string_view value)> row;
  /// Rows from `begin` up to `end`, which can be read again, cannot be read, however many there
  /// are; an empty `end`: none behind `begin` can.
  std::function<void(const std::string& begin, const std::string& end,
                     const kv::StoreError& reason)>
      gap;
};

/// Walks over all rows from `begin` (inclusive) to `end` (exclusive; empty: to the end of the
/// space). Where rows cannot be read it looks for the next that can, by trying keys: first close
/// ones, then twice as far each time, then between the last two. So a gap may be wider than the
/// damage when several places are damaged, but not more than twice as wide.
void walk_rows(const kv::Store& store, kv::SpaceId space, std::string_view begin,
               std::string_view end, const RowWalk& walk);

}  // namespace dynarocks::engine
