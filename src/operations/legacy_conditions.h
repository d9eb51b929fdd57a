#pragma once
// Conditions of requests from before there were expressions: QueryFilter, ScanFilter and Expected,
// joined as ConditionalOperator says. Source: reference "legacy parameters", sections 2, 4 and 8.

#include <optional>
#include <string_view>
#include <vector>

#include "expression/condition.h"
#include "expression/legacy_condition.h"
#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

/// ConditionalOperator needs two conditions at least in `member` (QueryFilter, ScanFilter or
/// Expected).
[[nodiscard]] model::ApiResult<void> check_conditional_operator(const wire::Request& request,
                                                                std::string_view member);

/// The conditions of a map of Condition structures (a filter or KeyConditions), each checked; in
/// the order given.
[[nodiscard]] model::ApiResult<std::vector<expression::LegacyCondition>> read_legacy_conditions(
    const OperationContext& context, wire::JsonValue conditions);

/// QueryFilter or ScanFilter, if there is one with a condition in it. The caller has refused
/// FilterExpression beside it and checked ConditionalOperator.
[[nodiscard]] model::ApiResult<std::optional<expression::Condition>> read_legacy_filter(
    const OperationContext& context, const wire::Request& request, std::string_view member);

/// Expected, if there is an entry in it; ConditionalOperator is checked first. The caller has
/// refused expressions beside them.
[[nodiscard]] model::ApiResult<std::optional<expression::Condition>> read_expected(
    const OperationContext& context, const wire::Request& request);

}  // namespace dynarocks::operations
