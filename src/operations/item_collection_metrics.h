#pragma once
// ItemCollectionMetrics of a response: how large the item collections are that a write touched.
// Only tables with local secondary indexes have any.
// Source: reference "item operations", section 15.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/item_write.h"
#include "engine/table.h"
#include "wire/json_writer.h"
#include "wire/request.h"

namespace dynarocks::operations {

/// Of a single write: the member, if the request asks for it and a collection was touched.
void write_item_collection_metrics(wire::JsonWriter& json, const wire::Request& request,
                                   const engine::Table& table,
                                   const engine::ItemWriteResult& result);

/// Of many writes: a map of tables, in each one entry for every collection, in order of first
/// mention.
class ItemCollectionMetrics {
 public:
  /// `identifier` is the table as the caller wrote it; it and the table outlive the metrics.
  void add(std::string_view identifier, const engine::Table& table,
           const engine::ItemWriteResult& result);

  /// The member, if the request asks for it and any collection was touched.
  void write(wire::JsonWriter& json, const wire::Request& request) const;

 private:
  struct Collection {
    std::string hash_value;  // encoded
    std::int64_t bytes = 0;
  };
  struct TableCollections {
    std::string_view identifier;
    const engine::Table* table;
    std::vector<Collection> collections;
  };
  std::vector<TableCollections> tables_;
};

}  // namespace dynarocks::operations
