#pragma once
// Reads single items by key.

#include <functional>
#include <memory>
#include <string_view>

#include "codec/item_view.h"
#include "engine/table.h"
#include "kv/store.h"
#include "model/api_error.h"

namespace dynarocks::engine {

class ItemReader {
 public:
  explicit ItemReader(const kv::Store& store) : store_(store) {}

  /// Calls `found` with the item at `row` (item_key.h) in place, if there is one; answers whether.
  /// Strongly consistent. ResourceNotFoundException when the table was dropped meanwhile.
  [[nodiscard]] model::ApiResult<bool> get(
      const Table& table, std::string_view row,
      const std::function<void(codec::ItemView)>& found) const {
    return get(table, row, nullptr, found);
  }

  /// As above, in the state of a snapshot: a transaction is seen in it as a whole or not at all.
  [[nodiscard]] model::ApiResult<bool> get(const Table& table, std::string_view row,
                                           const kv::Snapshot* snapshot,
                                           const std::function<void(codec::ItemView)>& found) const;
  [[nodiscard]] std::unique_ptr<kv::Snapshot> snapshot() const { return store_.snapshot(); }

 private:
  const kv::Store& store_;
};

}  // namespace dynarocks::engine
