#pragma once
// Deletes items that have expired. What that costs follows from how many those are, not from how
// many are stored: expired items are listed in the order of their time.

#include <atomic>
#include <cstddef>
#include <string>
#include <vector>

#include "base/clock.h"
#include "engine/row_locks.h"
#include "engine/table.h"
#include "kv/store.h"
#include "model/api_error.h"

namespace dynarocks::engine {

class TtlSweeper {
 public:
  /// `row_locks` are those of the writes to the same store.
  TtlSweeper(kv::Store& store, RowLocks& row_locks, const Clock& clock)
      : store_(store), row_locks_(row_locks), clock_(clock) {}

  /// Deletes every item of the table that has expired by now, some at a time, until `stopping` is
  /// set; answers how many. An item whose attribute an update moves meanwhile stays. Deletions are
  /// writes as any other: with their index entries and counters.
  [[nodiscard]] model::ApiResult<std::size_t> sweep(Table& table,
                                                    const std::atomic<bool>& stopping);

 private:
  [[nodiscard]] model::ApiResult<std::vector<std::string>> next_expired(
      const Table& table, const std::string& begin, const std::string& end) const;
  [[nodiscard]] model::ApiResult<std::size_t> remove(Table& table,
                                                     const std::vector<std::string>& expiry_rows);

  kv::Store& store_;
  RowLocks& row_locks_;
  const Clock& clock_;
};

}  // namespace dynarocks::engine
