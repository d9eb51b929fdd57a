#pragma once
// What can be read of a damaged store, put into a new one that agrees with itself.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "engine/finding.h"
#include "engine/table_salvage.h"
#include "kv/store.h"

namespace dynarocks::engine {

struct Salvage {
  /// Of each table, in order; the subject is as in a finding.
  std::function<void(const std::string& subject, const SavedItems& items)> table;
  /// A stream and its records; not whole: it was left out, and its table has none any more.
  std::function<void(const std::string& subject, std::uint64_t records, bool is_whole)> stream;
  /// What else of the catalog cannot be saved.
  FoundFinding lost;
  RowsRead progress;
};

/// Rows of the catalog and of tables are saved row by row, a stream when it is whole or not at all.
/// `store` is new. `spaces` are all that the damaged one has. Fails when `store` does.
[[nodiscard]] kv::StoreResult<void> save_store(const kv::Store& damaged,
                                               const std::vector<kv::SpaceId>& spaces,
                                               kv::Store& store, const Salvage& salvage);

}  // namespace dynarocks::engine
