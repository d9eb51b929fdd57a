#pragma once
// The one way items reach the store: changed items of one or more tables, with everything that
// follows from them (the tables' counters), as one batch that happens as a whole or not at all.

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "engine/item_write.h"
#include "engine/table.h"
#include "kv/store.h"
#include "model/api_error.h"

namespace dynarocks::engine {

class ItemCommit {
 public:
  explicit ItemCommit(kv::Store& store) : store_(store), batch_(store.begin()) {}

  /// The item at `row` changes as `result` says. A write that changed nothing adds nothing. The
  /// caller holds the row's lock, and the table lives until the commit.
  void add(Table& table, std::string_view row, const ItemWriteResult& result);

  /// Whether no item changes.
  [[nodiscard]] bool empty() const { return changes_.empty(); }

  /// For what has to be stored exactly when the items are (request tokens).
  [[nodiscard]] kv::Batch& batch() { return *batch_; }

  /// Durable as the store was opened when it returns. ResourceNotFoundException when one of the
  /// tables was dropped meanwhile; then nothing happened.
  [[nodiscard]] model::ApiResult<void> commit();

 private:
  struct TableChange {
    Table* table;
    std::int64_t items;
    std::int64_t bytes;
  };
  TableChange& change_of(Table& table);

  kv::Store& store_;
  std::unique_ptr<kv::Batch> batch_;
  std::vector<TableChange> changes_;  // one for each table
};

}  // namespace dynarocks::engine
