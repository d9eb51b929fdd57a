#pragma once
// The Create of GlobalSecondaryIndexUpdates, applied.

#include <string_view>
#include <vector>

#include "model/api_error.h"
#include "model/key_schema.h"
#include "operations/index_definition.h"
#include "operations/table_change.h"

namespace dynarocks::operations {

/// Adds the index, whose definition is possible in itself, to the changed table as CREATING, and
/// the attributes of its key to the table's definitions. `definitions` are the request's. Errors:
/// ValidationException where it does not fit the table, LimitExceededException beside another
/// creation or deletion and above a limit.
[[nodiscard]] model::ApiResult<void> create_index(
    TableChange& change, const IndexDefinition& index,
    const std::vector<model::AttributeDefinition>& definitions, std::string_view region);

}  // namespace dynarocks::operations
