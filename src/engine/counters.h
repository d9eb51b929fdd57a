#pragma once
// Counter rows of a table's space: how many items and bytes a table, an index or an item collection
// holds (docs/storage-format.md, section 6).

#include <cstdint>
#include <optional>
#include <string_view>

#include "kv/store.h"

namespace dynarocks::engine {

struct Counters {
  std::int64_t items = 0;
  std::int64_t bytes = 0;
  friend bool operator==(const Counters&, const Counters&) = default;
};

/// Nothing when the value of a row is no pair of counters.
[[nodiscard]] std::optional<Counters> decode_counters(std::string_view value);

/// Zeros when there is no such row: nothing was counted yet. StoreError::corrupt when the row is no
/// pair of counters.
[[nodiscard]] kv::StoreResult<Counters> read_counters(const kv::Store& store, kv::SpaceId space,
                                                      std::string_view row);

}  // namespace dynarocks::engine
