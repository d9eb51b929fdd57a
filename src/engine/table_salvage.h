#pragma once
// The items of a damaged table, as far as they can be read, put into another store with everything
// that follows from them: index entries, expiry rows and counters are made anew.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "codec/table_codec.h"
#include "engine/finding.h"
#include "kv/store.h"

namespace dynarocks::engine {

/// What became of a table's items.
struct SavedItems {
  std::uint64_t saved = 0;
  std::uint64_t undecodable = 0;  // or under another key than their own; left out
  /// Rows from the first up to the second (empty: to the end) that cannot be read.
  std::vector<std::pair<std::string, std::string>> gaps;

  [[nodiscard]] bool is_everything() const { return undecodable == 0 && gaps.empty(); }
};

/// `from` says where the items are, `to` where they shall be, which is empty; the description is
/// the same.
[[nodiscard]] kv::StoreResult<SavedItems> save_items(const kv::Store& damaged,
                                                     const codec::TableRecord& from,
                                                     kv::Store& store, const codec::TableRecord& to,
                                                     const RowsRead& progress);

}  // namespace dynarocks::engine
