#pragma once
// Whether everything a store holds can be read and agrees: the catalog, the space of each table,
// and the stream log.

#include <cstdint>
#include <vector>

#include "engine/finding.h"
#include "kv/store.h"

namespace dynarocks::engine {

/// What was looked at.
struct StoreTotals {
  std::uint64_t tables = 0;
  std::uint64_t items = 0;
  std::uint64_t index_entries = 0;
  std::uint64_t stream_records = 0;
};

/// Nothing may change the store meanwhile. `spaces` are all there are. Reads alone.
[[nodiscard]] StoreTotals verify_store(const kv::Store& store,
                                       const std::vector<kv::SpaceId>& spaces,
                                       const FoundFinding& found, const RowsRead& progress);

}  // namespace dynarocks::engine
