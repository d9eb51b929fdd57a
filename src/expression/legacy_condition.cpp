#include "expression/legacy_condition.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <utility>

#include "codec/value_view.h"
#include "expression/condition_evaluator.h"
#include "model/attribute_type.h"

namespace dynarocks::expression {

namespace {

using codec::ValueView;
using model::AttributeType;
using model::validation_error;

/// In the order of ComparisonOperator.
constexpr std::array<std::string_view, 13> names = {
    "EQ", "NE",       "LE",           "LT",          "GE",   "GT",      "BETWEEN",
    "IN", "CONTAINS", "NOT_CONTAINS", "BEGINS_WITH", "NULL", "NOT_NULL"};
static_assert(names.size() == static_cast<std::size_t>(ComparisonOperator::not_null) + 1);

model::ApiError invalid_parameter(const std::string& fault) {
  return validation_error("One or more parameter values were invalid: " + fault);
}

bool takes_count(ComparisonOperator op, std::size_t count) {
  switch (op) {
    case ComparisonOperator::null:
    case ComparisonOperator::not_null:
      return count == 0;
    case ComparisonOperator::between:
      return count == 2;
    case ComparisonOperator::in:
      return count >= 1;
    default:
      return count == 1;
  }
}

bool takes_type(ComparisonOperator op, AttributeType type) {
  switch (op) {
    case ComparisonOperator::eq:
    case ComparisonOperator::ne:
    case ComparisonOperator::null:
    case ComparisonOperator::not_null:
      return true;
    case ComparisonOperator::contains:
    case ComparisonOperator::not_contains:
      return model::is_scalar_key(type) || type == AttributeType::BOOL ||
             type == AttributeType::NULL_;
    case ComparisonOperator::begins_with:
      return type == AttributeType::S || type == AttributeType::B;
    default:
      return model::is_scalar_key(type);
  }
}

/// Types that have no order are left to the evaluation, where nothing lies between them.
bool is_reversed_range(const LegacyCondition& condition) {
  if (condition.op != ComparisonOperator::between) return false;
  const ValueView low(condition.values.front());
  const ValueView high(condition.values.back());
  return model::is_scalar_key(low.type()) && codec::compare_scalars(low, high) > 0;
}

/// Of NOT_CONTAINS, the predicate it denies.
PredicateKind predicate_kind(ComparisonOperator op) {
  switch (op) {
    case ComparisonOperator::eq:
      return PredicateKind::eq;
    case ComparisonOperator::ne:
      return PredicateKind::ne;
    case ComparisonOperator::le:
      return PredicateKind::le;
    case ComparisonOperator::lt:
      return PredicateKind::lt;
    case ComparisonOperator::ge:
      return PredicateKind::ge;
    case ComparisonOperator::gt:
      return PredicateKind::gt;
    case ComparisonOperator::between:
      return PredicateKind::between;
    case ComparisonOperator::in:
      return PredicateKind::in;
    case ComparisonOperator::contains:
    case ComparisonOperator::not_contains:
      return PredicateKind::contains;
    case ComparisonOperator::begins_with:
      return PredicateKind::begins_with;
    case ComparisonOperator::null:
      return PredicateKind::attribute_not_exists;
    case ComparisonOperator::not_null:
      return PredicateKind::attribute_exists;
  }
  return PredicateKind::eq;
}

/// CONTAINS is false and the attribute exists: of a missing one both are false.
BoundTerm exists_without(BoundTerm contains, const DocumentPath& path) {
  BoundLogical not_contains{ast::Connective::not_, {}};
  not_contains.terms.push_back(std::move(contains));
  BoundLogical both{ast::Connective::and_, {}};
  both.terms.push_back(
      BoundTerm{BoundPredicate{PredicateKind::attribute_exists, {BoundOperand{path}}}});
  both.terms.push_back(BoundTerm{std::move(not_contains)});
  return BoundTerm{std::move(both)};
}

BoundTerm bound_term(LegacyCondition condition) {
  const DocumentPath path{{std::move(condition.attribute_name)}};
  BoundPredicate predicate{predicate_kind(condition.op), {}};
  predicate.operands.reserve(condition.values.size() + 1);
  predicate.operands.push_back(BoundOperand{path});
  for (std::string& value : condition.values) {
    predicate.operands.push_back(BoundOperand{Literal{std::move(value)}});
  }
  BoundTerm term{std::move(predicate)};
  if (condition.op != ComparisonOperator::not_contains) return term;
  return exists_without(std::move(term), path);
}

}  // namespace

std::optional<ComparisonOperator> find_comparison_operator(std::string_view name) {
  const auto* found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<ComparisonOperator>(std::distance(names.begin(), found));
}

std::string_view comparison_operator_name(ComparisonOperator op) {
  return names[static_cast<std::size_t>(op)];
}

model::ApiResult<void> check_legacy_condition(const LegacyCondition& condition,
                                              OperandTypes types) {
  const std::string name(comparison_operator_name(condition.op));
  if (!takes_count(condition.op, condition.values.size())) {
    return failure(
        invalid_parameter("Invalid number of argument(s) for the " + name + " ComparisonOperator"));
  }
  if (condition.values.empty()) return {};
  const AttributeType type = ValueView(condition.values.front()).type();
  const bool same_type =
      std::all_of(condition.values.begin(), condition.values.end(),
                  [type](const std::string& value) { return ValueView(value).type() == type; });
  if (!same_type) {
    return failure(
        invalid_parameter("AttributeValues inside AttributeValueList must be of same type"));
  }
  if (types == OperandTypes::checked && !takes_type(condition.op, type)) {
    return failure(invalid_parameter("ComparisonOperator " + name + " is not valid for " +
                                     std::string(model::type_name(type)) + " AttributeValue type"));
  }
  if (is_reversed_range(condition)) {
    return failure(
        validation_error("The BETWEEN condition was provided a range where the lower bound is "
                         "greater than the upper bound"));
  }
  return {};
}

Condition join_legacy_conditions(std::vector<LegacyCondition> conditions,
                                 ast::Connective connective) {
  BoundLogical joined{connective, {}};
  joined.terms.reserve(conditions.size());
  for (LegacyCondition& condition : conditions) {
    joined.terms.push_back(bound_term(std::move(condition)));
  }
  BoundCondition bound{BoundTerm{std::move(joined)}, {}};
  bound.paths = paths_of(bound.root);
  return Condition::from_bound(std::move(bound));
}

}  // namespace dynarocks::expression
