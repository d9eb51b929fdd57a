#pragma once
// All tables of all accounts and Regions, with their streams, kept in the store's catalog space and
// in memory. Safe from any thread: lookups take a shared lock, changes go one at a time.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <vector>

#include "base/clock.h"
#include "codec/table_codec.h"
#include "engine/counters.h"
#include "engine/streams.h"
#include "engine/table.h"
#include "kv/store.h"
#include "model/api_error.h"
#include "model/table_description.h"

namespace dynarocks::engine {

class Catalog {
 public:
  /// Reads the catalog and the tables' counters; drops spaces nothing names (left by a crash).
  [[nodiscard]] static kv::StoreResult<std::unique_ptr<Catalog>> open(kv::Store& store,
                                                                      const Clock& clock,
                                                                      StreamShape shape = {});

  /// The streams, also those of tables that are gone.
  [[nodiscard]] Streams& streams() { return streams_; }

  /// Nothing when there is no such table.
  [[nodiscard]] std::shared_ptr<Table> find(const model::TableKey& key) const;

  /// ResourceInUseException "Table already exists: <name>" when there is one. Begins a stream when
  /// the description has a view type. `admit` runs under the lock of all changes, after the name
  /// was found free; the table is not made when it fails.
  using Admit = std::function<model::ApiResult<void>(const model::TableDescription&)>;
  [[nodiscard]] model::ApiResult<std::shared_ptr<Table>> create(model::TableDescription description,
                                                                const Admit& admit = {});

  /// Every table, in the order of their keys.
  [[nodiscard]] std::vector<std::shared_ptr<Table>> tables() const;

  /// What an index of the table holds, as of the last commit. ResourceNotFoundException when the
  /// table is gone.
  [[nodiscard]] model::ApiResult<Counters> index_counters(const Table& table,
                                                          std::uint32_t index_id) const;

  /// Adds to the batch what must be stored exactly when a changed description is.
  using Companion = std::function<void(kv::Batch&)>;

  /// Runs `change` on a copy of the description under the catalog's lock and, unless it fails,
  /// stores and publishes the copy; a stream begins or ends as its view type comes or goes.
  /// ResourceNotFoundException when the table is gone.
  [[nodiscard]] model::ApiResult<std::shared_ptr<const model::TableDescription>> update(
      const model::TableKey& key,
      const std::function<model::ApiResult<void>(model::TableDescription&)>& change,
      const Companion& companion = {});

  /// Runs `check` on the description under the lock; drops the table unless it fails. Its stream
  /// ends, and can be read on.
  [[nodiscard]] model::ApiResult<std::shared_ptr<Table>> drop(
      const model::TableKey& key,
      const std::function<model::ApiResult<void>(const model::TableDescription&)>& check);

  /// Names in byte order after `exclusive_start`, at most `limit`; `more` says whether others
  /// follow.
  struct Page {
    std::vector<std::string> names;
    bool more = false;
  };
  [[nodiscard]] Page list(const model::AccountRegion& owner,
                          const std::optional<std::string>& exclusive_start,
                          std::size_t limit) const;

 private:
  Catalog(kv::Store& store, const Clock& clock, StreamShape shape)
      : store_(store), streams_(store, clock, shape) {}
  /// Reads one table in; false when its space is gone.
  [[nodiscard]] kv::StoreResult<bool> load(codec::TableRecord record);
  /// Ends streams whose tables are gone.
  [[nodiscard]] kv::StoreResult<void> close_orphaned_streams();

  kv::Store& store_;
  Streams streams_;
  mutable std::shared_mutex tables_mutex_;  // guards tables_
  std::mutex change_mutex_;                 // held over a whole change, store write included
  std::map<model::TableKey, std::shared_ptr<Table>> tables_;
};

}  // namespace dynarocks::engine
