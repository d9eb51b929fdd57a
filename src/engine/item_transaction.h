#pragma once
// Many writes to items of any tables that happen together or not at all: TransactWriteItems.
// Why it locks as it does, and who meets a conflict: docs/decisions/0006-transactions.md.

#include <functional>
#include <span>
#include <vector>

#include "engine/item_write.h"
#include "engine/item_writer.h"
#include "engine/row_locks.h"
#include "engine/rows_in_transaction.h"
#include "engine/table.h"
#include "kv/store.h"
#include "model/api_error.h"

namespace dynarocks::engine {

using TransactionWrite = TableWrite;

/// What each write of a transaction found and left, in the order of the writes.
using TransactionResults = std::vector<ItemWriteResult>;

class ItemTransactions {
 public:
  /// `item_writer` writes single items to the same store; what it locks is locked here too.
  ItemTransactions(kv::Store& store, ItemWriter& item_writer)
      : store_(store),
        row_locks_(item_writer.row_locks()),
        rows_(item_writer.rows_in_transaction()) {}

  /// Adds to the batch what must be stored exactly when the transaction is; called once, after
  /// every condition has held, with the rows locked.
  using Companion = std::function<void(kv::Batch&, const TransactionResults&)>;

  /// Serializable with every other write. Conditions and updates see the items as they were before
  /// the transaction; no two writes are to the same item.
  /// Errors: TransactionCanceledException with TransactionConflict for rows of another transaction
  /// in progress; else with ValidationError for the first write that cannot be computed; else with
  /// ConditionalCheckFailed for every condition that fails. ResourceNotFoundException when a table
  /// was dropped meanwhile.
  [[nodiscard]] model::ApiResult<TransactionResults> commit(
      std::span<const TransactionWrite> writes, const Companion& companion = {});

 private:
  [[nodiscard]] model::ApiResult<TransactionResults> read_old_items(
      std::span<const TransactionWrite> writes) const;

  kv::Store& store_;
  RowLocks& row_locks_;
  RowsInTransaction& rows_;
};

}  // namespace dynarocks::engine
