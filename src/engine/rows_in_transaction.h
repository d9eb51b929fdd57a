#pragma once
// The exact rows that transactions in progress are about, so that a transaction or a single write
// can tell that it meets one. Row locks cannot say that: unrelated rows may share one.

#include <atomic>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "engine/row_locks.h"

namespace dynarocks::engine {

class RowsInTransaction {
 public:
  /// Rows entered by one transaction; they leave when it is destroyed.
  class Entry {
   public:
    explicit Entry(RowsInTransaction& rows) : rows_(rows) {}
    ~Entry();
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;

    /// Enters all rows, which are distinct, or none: answers the positions of those another
    /// transaction has entered. To be called once.
    [[nodiscard]] std::vector<std::size_t> enter(const std::vector<RowLocks::Row>& rows);

   private:
    RowsInTransaction& rows_;
    std::vector<std::string> entered_;
  };

  /// Whether a transaction in progress has entered the row. Costs a load while there is none.
  [[nodiscard]] bool contains(const RowLocks::Row& row) const;

 private:
  mutable std::mutex mutex_;           // guards rows_
  std::atomic<std::size_t> size_ = 0;  // of rows_
  std::unordered_set<std::string> rows_;
};

/// What whoever meets a transaction is told.
inline constexpr std::string_view transaction_is_ongoing = "Transaction is ongoing for the item";

}  // namespace dynarocks::engine
