#pragma once
// The conditions that were there before expressions: one comparison for each attribute, joined by
// AND or OR. QueryFilter, ScanFilter, KeyConditions and Expected are all made of them; here they
// become bound conditions, which the expressions use, too.
// Source: reference "legacy parameters", sections 2 and 3.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "expression/ast.h"
#include "expression/condition.h"
#include "model/api_error.h"

namespace dynarocks::expression {

enum class ComparisonOperator : std::uint8_t {
  eq,
  ne,
  le,
  lt,
  ge,
  gt,
  between,
  in,
  contains,
  not_contains,
  begins_with,
  null,
  not_null,
};

/// By the API's name, in its case: "NOT_CONTAINS".
[[nodiscard]] std::optional<ComparisonOperator> find_comparison_operator(std::string_view name);
[[nodiscard]] std::string_view comparison_operator_name(ComparisonOperator op);

struct LegacyCondition {
  /// A whole top-level attribute: a dot or a bracket is part of the name.
  std::string attribute_name;
  ComparisonOperator op = ComparisonOperator::eq;
  std::vector<std::string> values;  // encoded
};

/// Whether an operator's values must be of a type it can compare. Expected lets any pass; the
/// comparison then does not hold.
enum class OperandTypes : std::uint8_t { checked, any_type };

/// The count of the values, that they are of one type, the type, the order of BETWEEN's two.
[[nodiscard]] model::ApiResult<void> check_legacy_condition(const LegacyCondition& condition,
                                                            OperandTypes types);

/// `connective` is AND or OR.
[[nodiscard]] Condition join_legacy_conditions(std::vector<LegacyCondition> conditions,
                                               ast::Connective connective);

}  // namespace dynarocks::expression
