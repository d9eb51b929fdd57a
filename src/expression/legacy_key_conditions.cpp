#include "expression/legacy_key_conditions.h"

#include <cstddef>
#include <optional>
#include <utility>

namespace dynarocks::expression {

namespace {

constexpr std::size_t max_conditions = 2;

std::optional<KeyOperator> key_operator(ComparisonOperator op) {
  switch (op) {
    case ComparisonOperator::eq:
      return KeyOperator::eq;
    case ComparisonOperator::lt:
      return KeyOperator::lt;
    case ComparisonOperator::le:
      return KeyOperator::le;
    case ComparisonOperator::gt:
      return KeyOperator::gt;
    case ComparisonOperator::ge:
      return KeyOperator::ge;
    case ComparisonOperator::between:
      return KeyOperator::between;
    case ComparisonOperator::begins_with:
      return KeyOperator::begins_with;
    case ComparisonOperator::ne:
    case ComparisonOperator::in:
    case ComparisonOperator::contains:
    case ComparisonOperator::not_contains:
    case ComparisonOperator::null:
    case ComparisonOperator::not_null:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

model::ApiResult<KeyCondition> key_condition_of(std::vector<LegacyCondition> conditions) {
  if (conditions.empty() || conditions.size() > max_conditions) {
    return failure(model::validation_error("Conditions can be of length 1 or 2 only"));
  }
  std::vector<KeyClause> clauses;
  for (LegacyCondition& condition : conditions) {
    const std::optional<KeyOperator> op = key_operator(condition.op);
    clauses.push_back({std::move(condition.attribute_name), op.value_or(KeyOperator::eq),
                       std::move(condition.values), op.has_value()});
  }
  return KeyCondition::from_clauses(std::move(clauses));
}

}  // namespace dynarocks::expression
