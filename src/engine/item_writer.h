#pragma once
// Executes item writes: lock the row, read the old item, check the condition, compute the new item,
// commit it with its bookkeeping as one batch (item_commit.h). Many writes that happen together or
// not at all: item_transaction.h.

#include <span>
#include <vector>

#include "engine/item_write.h"
#include "engine/row_locks.h"
#include "engine/rows_in_transaction.h"
#include "engine/table.h"
#include "kv/store.h"
#include "model/api_error.h"

namespace dynarocks::engine {

struct TableWrite {
  Table* table;
  ItemWrite write;
};

class ItemWriter {
 public:
  explicit ItemWriter(kv::Store& store) : store_(store) {}

  /// Serializable with every other write to the item, and durable as the store was opened when it
  /// returns. Errors: TransactionConflictException when the item is in a transaction in progress;
  /// ConditionalCheckFailedException; ValidationException from the update expression or the size of
  /// its outcome; ItemCollectionSizeLimitExceededException; ResourceNotFoundException when the
  /// table was dropped meanwhile.
  [[nodiscard]] model::ApiResult<ItemWriteResult> write(Table& table, const ItemWrite& write);

  /// Each as write() does, no two of them to the same item: one may fail while others succeed. They
  /// share a commit, which costs little more than that of one.
  [[nodiscard]] std::vector<model::ApiResult<ItemWriteResult>> write_each(
      std::span<const TableWrite> writes);

  /// The locks of all rows, for the other writers of rows (item_transaction.h, index_builder.h).
  [[nodiscard]] RowLocks& row_locks() { return row_locks_; }
  [[nodiscard]] RowsInTransaction& rows_in_transaction() { return rows_in_transaction_; }

 private:
  /// All of `writes`, or the first failure and nothing.
  [[nodiscard]] model::ApiResult<std::vector<ItemWriteResult>> write_together(
      std::span<const TableWrite> writes);
  /// Reads the old item and computes the new one. The caller holds the row's lock.
  [[nodiscard]] model::ApiResult<ItemWriteResult> prepare(const Table& table,
                                                          const ItemWrite& write) const;

  kv::Store& store_;
  RowLocks row_locks_;
  RowsInTransaction rows_in_transaction_;
};

}  // namespace dynarocks::engine
