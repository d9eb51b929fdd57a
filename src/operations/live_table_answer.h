#pragma once
// What DescribeTable and UpdateTable say of a table beside its description: the counters as they
// are now, and whether its key is of use.

#include "engine/table.h"
#include "model/api_error.h"
#include "model/table_description.h"
#include "operations/operation_context.h"
#include "operations/table_description_json.h"

namespace dynarocks::operations {

/// `described` is a state of the table's description. ResourceNotFoundException when the table is
/// dropped meanwhile.
[[nodiscard]] model::ApiResult<TableAnswer> live_table_answer(
    const Services& services, const engine::Table& table, const model::TableDescription& described);

}  // namespace dynarocks::operations
