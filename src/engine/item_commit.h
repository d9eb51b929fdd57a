#pragma once
// The one way items reach the store: changed items of one or more tables, with everything that
// follows from them (index rows, expiry rows, stream records and counters), as one batch that
// happens as a whole or not at all.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/counters.h"
#include "engine/index_rows.h"
#include "engine/item_write.h"
#include "engine/stream.h"
#include "engine/table.h"
#include "kv/store.h"
#include "model/api_error.h"

namespace dynarocks::engine {

/// Who changes the items: records of streams tell.
enum class Author : std::uint8_t { client, time_to_live };

class ItemCommit {
 public:
  explicit ItemCommit(kv::Store& store, Author author = Author::client)
      : store_(store), author_(author), batch_(store.begin()) {}

  /// The item at `row` changes as `result` says, which learns what that consumes. A write that
  /// changed nothing adds nothing. The caller holds the row's lock, and the table lives until the
  /// commit. ItemCollectionSizeLimitExceededException when the item's collection would grow beyond
  /// its limit; then the commit must be given up.
  [[nodiscard]] model::ApiResult<void> add(Table& table, std::string_view row,
                                           ItemWriteResult& result);

  /// Whether no item changes.
  [[nodiscard]] bool empty() const { return changes_.empty(); }

  /// For what has to be stored exactly when the items are (request tokens).
  [[nodiscard]] kv::Batch& batch() { return *batch_; }

  /// Durable as the store was opened when it returns. ResourceNotFoundException when one of the
  /// tables was dropped meanwhile; then nothing happened.
  [[nodiscard]] model::ApiResult<void> commit();

 private:
  /// What the batch adds to the counters of one table's space.
  struct TableChange {
    Table* table;
    Counters items;
    std::map<std::string, Counters, std::less<>> others;  // by row: indexes, item collections
  };
  TableChange& change_of(Table& table);
  /// Writes what becomes of the item's entry in one index; answers how many bytes the index grows.
  [[nodiscard]] model::ApiResult<std::int64_t> add_index(TableChange& change,
                                                         const TableIndex& index,
                                                         std::string_view row,
                                                         ItemWriteResult& result);
  void record_change(Stream& stream, const Table& table, std::string_view row,
                     const ItemWriteResult& result);
  void change_expiry(const Table& table, const model::TimeToLive& time_to_live,
                     std::string_view row, const ItemWriteResult& result);
  [[nodiscard]] model::ApiResult<void> add_to_collection(TableChange& change,
                                                         std::int64_t grown_bytes,
                                                         ItemWriteResult& result);

  kv::Store& store_;
  const Author author_;
  std::unique_ptr<kv::Batch> batch_;
  std::vector<TableChange> changes_;  // one for each table
  std::vector<Stream::Appending> records_;
};

}  // namespace dynarocks::engine
