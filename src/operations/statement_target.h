#pragma once
// The table or index a SELECT reads, as partiql/ plans for it.

#include "model/api_error.h"
#include "operations/operation_context.h"
#include "operations/range_target.h"
#include "partiql/bound_statement.h"
#include "partiql/target.h"

namespace dynarocks::operations {

/// Errors: those of find_table_for_data. An unknown index is the planner's to refuse.
[[nodiscard]] model::ApiResult<RangeTarget> find_target(const OperationContext& context,
                                                        const partiql::BoundSelect& select);

[[nodiscard]] partiql::TargetTable described(const RangeTarget& target);

}  // namespace dynarocks::operations
