#include "operations/index_lookup.h"

#include <algorithm>

namespace dynarocks::operations {

model::GlobalSecondaryIndex* find_global_index(model::TableDescription& table,
                                               std::string_view name) {
  for (model::GlobalSecondaryIndex& index : table.global_secondary_indexes) {
    if (index.index.name == name) return &index;
  }
  return nullptr;
}

bool has_local_index(const model::TableDescription& table, std::string_view name) {
  return std::any_of(table.local_secondary_indexes.begin(), table.local_secondary_indexes.end(),
                     [&](const auto& index) { return index.name == name; });
}

}  // namespace dynarocks::operations
