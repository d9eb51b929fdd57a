#pragma once
// A SELECT of one item by its whole key: the reads of BatchExecuteStatement and ExecuteTransaction.
// Source: reference "partiql", sections 6 and 7.

#include <optional>
#include <string>
#include <string_view>

#include "codec/item_view.h"
#include "engine/table.h"
#include "model/api_error.h"
#include "partiql/bound_statement.h"
#include "partiql/select_planner.h"

namespace dynarocks::operations {

/// "Select statements within <operation> must specify the primary key in the where clause." when
/// the statement does not, or names an index.
[[nodiscard]] model::ApiResult<partiql::ItemSelectPlan> plan_get(const partiql::BoundSelect& select,
                                                                 const engine::Table& table,
                                                                 std::string_view operation);

/// No path of the statement leads below a key attribute.
[[nodiscard]] model::ApiResult<void> check_paths(const engine::Table& table,
                                                 const partiql::BoundSelect& select);

/// What the statement shows of the item with its key: nothing unless WHERE is true of it. What is
/// made anew for it is kept in `kept`.
[[nodiscard]] std::optional<codec::ItemView> shown_of(const partiql::BoundSelect& select,
                                                      const partiql::ItemSelectPlan& plan,
                                                      codec::ItemView item, std::string& kept);

}  // namespace dynarocks::operations
