#pragma once
// Reads single items by key.

#include <functional>
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
  [[nodiscard]] model::ApiResult<bool> get(const Table& table, std::string_view row,
                                           const std::function<void(codec::ItemView)>& found) const;

 private:
  const kv::Store& store_;
};

}  // namespace dynarocks::engine
