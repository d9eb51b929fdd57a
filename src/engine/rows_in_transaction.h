#pragma once
// The exact rows that transactions in progress are about, so that one transaction can tell that it
// meets another. Row locks cannot say that: unrelated rows may share one.

#include <cstddef>
#include <mutex>
#include <string>
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

 private:
  std::mutex mutex_;  // guards rows_
  std::unordered_set<std::string> rows_;
};

}  // namespace dynarocks::engine
