#pragma once
// Ends the changes of tables that last: a thread that waits until they are due
// (docs/decisions/0011-table-statuses.md).

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "engine/catalog.h"
#include "engine/table.h"
#include "engine/table_delays.h"
#include "model/api_error.h"
#include "model/table_description.h"

namespace dynarocks::engine {

class TableTransitions {
 public:
  TableTransitions(Catalog& catalog, const Clock& clock, TableDelays delays = {});
  /// What has not ended by then is taken up by resume() of the next server.
  ~TableTransitions();
  TableTransitions(const TableTransitions&) = delete;
  TableTransitions& operator=(const TableTransitions&) = delete;

  using Change = decltype(model::TableTransition::change);

  /// Begins a change of a table whose description is about to be stored, which then is to be
  /// watched. Ends it at once when changes of its kind do not last. Not for a deletion that does
  /// not last: see deletion_lasts().
  void begin(model::TableDescription& table, Change change) const;

  /// Whether a table stays for a while after DeleteTable, with the status DELETING.
  [[nodiscard]] bool deletion_lasts() const { return delays_.deletion.count() > 0; }

  /// To be called when a change of the table has been stored: it ends when it is due.
  void watch(std::shared_ptr<Table> table);

  /// Takes up what an earlier run of the server left under way. It ends when it was to end, but no
  /// later than if it began now: the clock may have been moved then, and delays may have been
  /// longer.
  void resume();

  /// Ends in the caller's thread all that is due. For a clock that was moved, and for tests.
  void end_due();

 private:
  [[nodiscard]] EpochMillis delay_of(const Change& change) const;
  void run();
  /// Failures other than that the table is gone are logged.
  [[nodiscard]] model::ApiResult<void> end_due_of(const Table& table, EpochMillis now);
  [[nodiscard]] model::ApiResult<void> end(const model::TableDescription& table, EpochMillis now);

  Catalog& catalog_;
  const Clock& clock_;
  const TableDelays delays_;
  std::mutex round_mutex_;  // held over a whole round
  std::mutex mutex_;        // guards the members below
  std::condition_variable changed_;
  std::vector<std::shared_ptr<Table>> watched_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;  // started by the first table to watch
};

}  // namespace dynarocks::engine
