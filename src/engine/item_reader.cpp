#include "engine/item_reader.h"

#include "engine/table_access.h"

namespace dynarocks::engine {

model::ApiResult<bool> ItemReader::get(const Table& table, std::string_view row,
                                       const kv::Snapshot* snapshot,
                                       const std::function<void(codec::ItemView)>& found) const {
  auto exists = store_.get(table.space(), row, snapshot,
                           [&](std::string_view value) { found(codec::ItemView(value)); });
  if (!exists) return failure(table_access_failure(table, exists.error()));
  return *exists;
}

}  // namespace dynarocks::engine
