#pragma once
// The indexes of a table by their names.

#include <string_view>

#include "model/table_description.h"

namespace dynarocks::operations {

/// Null when there is no such global index.
[[nodiscard]] model::GlobalSecondaryIndex* find_global_index(model::TableDescription& table,
                                                             std::string_view name);

[[nodiscard]] bool has_local_index(const model::TableDescription& table, std::string_view name);

}  // namespace dynarocks::operations
