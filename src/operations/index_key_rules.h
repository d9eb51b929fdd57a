#pragma once
// The rules of an index's key schema, after those of its shape.

#include <vector>

#include "model/api_error.h"
#include "model/key_schema.h"
#include "operations/index_definition.h"
#include "operations/table_schema.h"

namespace dynarocks::operations {

/// The partition key of the table and another sort key, both defined. ValidationException.
[[nodiscard]] model::ApiResult<void> check_local_index_key(const IndexDefinition& index,
                                                           const TableSchema& table);

/// One to four HASH attributes, then up to four RANGE attributes, each another one, all defined.
/// ValidationException.
[[nodiscard]] model::ApiResult<void> check_global_index_key(
    const IndexDefinition& index, const std::vector<model::AttributeDefinition>& definitions);

}  // namespace dynarocks::operations
