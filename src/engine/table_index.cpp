#include "engine/table_index.h"

#include <algorithm>
#include <utility>

namespace dynarocks::engine {

using model::IndexStatus;
using model::KeyType;
using model::ProjectionType;

namespace {

TableIndex index_of(const model::TableDescription& table, const model::SecondaryIndex& described) {
  TableIndex index;
  index.id = described.id;
  index.name = described.name;
  index.key_attributes = table.key_attributes(described.key_schema);
  index.projection = described.projection.type;
  if (index.projection == ProjectionType::ALL) return index;
  for (const auto& element : table.key_schema) index.attributes.push_back(element.attribute_name);
  for (const auto& element : described.key_schema) {
    index.attributes.push_back(element.attribute_name);
  }
  if (index.projection == ProjectionType::INCLUDE) {
    const auto& included = described.projection.non_key_attributes;
    index.attributes.insert(index.attributes.end(), included.begin(), included.end());
  }
  std::sort(index.attributes.begin(), index.attributes.end());
  index.attributes.erase(std::unique(index.attributes.begin(), index.attributes.end()),
                         index.attributes.end());
  return index;
}

}  // namespace

bool TableIndex::projects(std::string_view attribute_name) const {
  return projection == ProjectionType::ALL ||
         std::binary_search(attributes.begin(), attributes.end(), attribute_name);
}

std::size_t TableIndex::hash_attribute_count() const {
  return static_cast<std::size_t>(
      std::count_if(key_attributes.begin(), key_attributes.end(),
                    [](const auto& key) { return key.key_type == KeyType::HASH; }));
}

TableIndexes::TableIndexes(const model::TableDescription& table)
    : has_local_(!table.local_secondary_indexes.empty()) {
  for (const auto& local : table.local_secondary_indexes) {
    indexes_.push_back(index_of(table, local));
  }
  for (const auto& global : table.global_secondary_indexes) {
    if (global.status == IndexStatus::DELETING) continue;
    TableIndex index = index_of(table, global.index);
    index.is_global = true;
    // The indexes of CreateTable are CREATING with their table: nothing can be missing from them.
    index.is_complete = global.status != IndexStatus::CREATING || !global.backfilling;
    index.is_readable = global.status != IndexStatus::CREATING;
    indexes_.push_back(std::move(index));
  }
  std::sort(indexes_.begin(), indexes_.end(),
            [](const TableIndex& a, const TableIndex& b) { return a.name < b.name; });
}

const TableIndex* TableIndexes::find(std::string_view name) const {
  const auto found = std::find_if(indexes_.begin(), indexes_.end(),
                                  [&](const TableIndex& index) { return index.name == name; });
  return found == indexes_.end() ? nullptr : &*found;
}

}  // namespace dynarocks::engine
