#pragma once
// Select: what a Query or Scan shows of the items it finds, and whether an index entry is enough to
// answer with. Source: reference "item operations", section 8.

#include <optional>

#include "expression/condition.h"
#include "expression/projection.h"
#include "model/api_error.h"
#include "operations/range_target.h"
#include "wire/request.h"

namespace dynarocks::operations {

/// What the request alone decides: "Cannot specify the ProjectionExpression when choosing to get
/// only the Count" and its siblings.
[[nodiscard]] model::ApiResult<void> check_select(const wire::Request& request);

struct RangeSelection {
  bool count_only = false;
  std::optional<expression::Projection> projection;  // nothing: all of the item or entry
  /// A local index is read, and its entries lack what is to be shown or filtered by.
  bool fetch_items = false;
};

/// `projection` is the request's, from ProjectionExpression or AttributesToGet; a `filter` may be
/// nullptr. ValidationException when a global index is asked for what it does not project.
[[nodiscard]] model::ApiResult<RangeSelection> select_attributes(
    const wire::Request& request, const RangeTarget& target,
    const std::optional<expression::Projection>& projection, const expression::Condition* filter);

}  // namespace dynarocks::operations
