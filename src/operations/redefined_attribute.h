#pragma once
// An attribute has one type in all keys of a table.

#include <vector>

#include "model/api_error.h"
#include "model/table_description.h"

namespace dynarocks::operations {

/// ValidationException "Attributes cannot be redefined ..." when `definitions` give an attribute of
/// a new index's key another type than the table does. Other definitions do not matter.
[[nodiscard]] model::ApiResult<void> check_not_redefined(
    const model::TableDescription& table, const std::vector<model::KeySchemaElement>& key,
    const std::vector<model::AttributeDefinition>& definitions);

}  // namespace dynarocks::operations
