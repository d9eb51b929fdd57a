#pragma once
// Whether the rows of a table's space agree: items with their keys, each index, the expiry rows and
// all counters with the items. One walk over the space, with lookups; it keeps nothing of the rows.

#include <cstdint>

#include "codec/table_codec.h"
#include "engine/finding.h"
#include "kv/store.h"

namespace dynarocks::engine {

/// What was looked at.
struct TableTotals {
  std::uint64_t items = 0;
  std::uint64_t index_entries = 0;
};

/// The space must exist, and nothing change it meanwhile.
[[nodiscard]] TableTotals verify_table(const kv::Store& store, const codec::TableRecord& record,
                                       const FoundFinding& found, const RowsRead& progress);

}  // namespace dynarocks::engine
