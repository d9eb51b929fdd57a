#pragma once
// Enables and disables time to live, and brings a table's expiry rows in line with that: all items'
// are added, or all rows taken away, while writes go on (docs/decisions/0009-time-to-live.md).

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "base/clock.h"
#include "engine/catalog.h"
#include "engine/row_locks.h"
#include "engine/table.h"
#include "kv/store.h"
#include "model/api_error.h"

namespace dynarocks::engine {

class TtlSwitch {
 public:
  /// `row_locks` are those of the writes to the same store.
  TtlSwitch(kv::Store& store, Catalog& catalog, RowLocks& row_locks)
      : store_(store), catalog_(catalog), row_locks_(row_locks) {}

  using Check = std::function<model::ApiResult<void>(const model::TableDescription&)>;

  /// Enables time to live by `attribute_name`, or disables it (nothing), unless `check` fails.
  /// Disabling, and enabling for a table of up to a thousand items, is complete when it returns; of
  /// a larger one the expiry rows are added by whoever calls settle().
  [[nodiscard]] model::ApiResult<void> turn(Table& table, const Check& check,
                                            std::optional<std::string> attribute_name,
                                            EpochMillis now);

  /// Makes the table's expiry rows those of its items, unless they are or `stopping` is set. May be
  /// called by several threads, and repeated after a failure or a restart.
  [[nodiscard]] model::ApiResult<void> settle(Table& table, const std::atomic<bool>& stopping);

 private:
  [[nodiscard]] model::ApiResult<void> declare_exact(const Table& table,
                                                     const model::TimeToLive& settled,
                                                     const Catalog::Companion& companion);

  kv::Store& store_;
  Catalog& catalog_;
  RowLocks& row_locks_;
  std::mutex turn_mutex_;  // held over a whole turn
};

}  // namespace dynarocks::engine
