#pragma once
// Carries out what UpdateTable decides about global secondary indexes: reads the table's items into
// a new one while writes go on, and takes a deleted one's rows away. How both stay exact beside
// concurrent writes: docs/decisions/0007-secondary-indexes.md.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <tuple>
#include <vector>

#include "base/clock.h"
#include "engine/catalog.h"
#include "engine/row_locks.h"
#include "engine/table.h"
#include "kv/store.h"
#include "model/api_error.h"

namespace dynarocks::engine {

/// How long an index stays visibly under way before each step. All zero: as long as the step takes.
struct IndexDelays {
  std::chrono::milliseconds allocation{0};  // CREATING, not yet Backfilling
  std::chrono::milliseconds backfill{0};    // Backfilling, beside the time it takes
  std::chrono::milliseconds deletion{0};    // DELETING
  std::chrono::milliseconds update{0};      // UPDATING
};

class IndexBuilder {
 public:
  /// `row_locks` are those of the writes to the same store.
  IndexBuilder(kv::Store& store, Catalog& catalog, RowLocks& row_locks, const Clock& clock,
               IndexDelays delays = {});
  /// Stops between two steps; what is left is done by the next builder's resume().
  ~IndexBuilder();
  IndexBuilder(const IndexBuilder&) = delete;
  IndexBuilder& operator=(const IndexBuilder&) = delete;

  /// Takes up what an earlier run of the server left under way.
  void resume();

  /// To be called when an index of the table has become CREATING, UPDATING or DELETING. Without
  /// delays, what is short is done when it returns: a deletion, or a table of up to a thousand
  /// items. Everything else is done by a thread of its own, table by table.
  void submit(std::shared_ptr<Table> table);

  /// Waits until everything is done that was due when it was called. For a clock that was moved.
  void catch_up();

  /// Lets go of what was to be done about tables that have been dropped since.
  void forget_dropped_tables();

  /// Waits until nothing is left to do. For tests.
  void wait_until_idle();

 private:
  /// What the next step of a table is about; nothing when all its indexes are ACTIVE.
  struct Step {
    /// Tells a step from all others of its table: the index, and where it stands.
    using Name = std::tuple<std::uint32_t, model::IndexStatus, std::optional<bool>>;

    model::GlobalSecondaryIndex index;
    std::chrono::milliseconds delay;

    [[nodiscard]] Name name() const { return {index.index.id, index.status, index.backfilling}; }
  };
  struct Job {
    std::shared_ptr<Table> table;
    Step::Name step;
    EpochMillis due;
  };

  [[nodiscard]] std::optional<Step> next_step(const Table& table) const;
  void run();
  /// Waits for a job that is due and claims its table; nothing when the builder is stopping. Jobs
  /// are taken in the order of their submission.
  [[nodiscard]] std::optional<Job> take_due();
  /// The table's next step, its delay counted from `since`.
  void enqueue(std::shared_ptr<Table> table, EpochMillis since);
  /// One thread at a time works on a table: whoever has claimed it, until it is released.
  [[nodiscard]] bool is_claimed(const Table& table) const;
  [[nodiscard]] bool claim(const Table& table);
  void release(const Table& table);
  [[nodiscard]] bool is_short(const Table& table) const;
  /// One step of the table; false when it cannot be done, which is logged.
  [[nodiscard]] bool carry_out(Table& table, const model::GlobalSecondaryIndex& index);
  [[nodiscard]] model::ApiResult<void> build(Table& table,
                                             const model::GlobalSecondaryIndex& index);
  [[nodiscard]] model::ApiResult<void> remove(Table& table, const model::SecondaryIndex& index);
  /// Changes the index's description, unless it is gone.
  [[nodiscard]] model::ApiResult<void> change(
      const Table& table, std::uint32_t index_id,
      const std::function<void(model::TableDescription&, model::GlobalSecondaryIndex&)>& change);

  kv::Store& store_;
  Catalog& catalog_;
  RowLocks& row_locks_;
  const Clock& clock_;
  const IndexDelays delays_;
  std::mutex jobs_mutex_;  // guards the members below
  std::condition_variable jobs_changed_;
  std::deque<Job> jobs_;
  std::vector<const Table*> claimed_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;  // started by the first job
};

}  // namespace dynarocks::engine
