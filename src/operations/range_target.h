#pragma once
// What a Query or Scan reads: a table, or one of its indexes. Source: reference "item operations",
// sections 6, 8 and 9.

#include <memory>

#include "engine/table.h"
#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

struct RangeTarget {
  std::shared_ptr<engine::Table> table;
  std::shared_ptr<const engine::TableIndexes> indexes;  // keeps `index` alive
  const engine::TableIndex* index = nullptr;            // nullptr: the table's items

  /// The key the read goes by.
  [[nodiscard]] const model::KeyAttributes& key_attributes() const {
    return index == nullptr ? table->key_attributes() : index->key_attributes;
  }
};

/// Looks TableName and IndexName up. Errors: those of find_table_for_data; ValidationException for
/// an unknown index, for one whose entries are still being made, and for a consistent read of a
/// global one.
[[nodiscard]] model::ApiResult<RangeTarget> find_range_target(const OperationContext& context,
                                                              const wire::Request& request);

}  // namespace dynarocks::operations
