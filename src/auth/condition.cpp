#include "auth/condition.h"

#include <algorithm>

#include "auth/policy_variables.h"
#include "auth/wildcard.h"
#include "base/ascii_case.h"

namespace dynarocks::auth {
namespace {

bool passes_operand(ConditionTest test, std::string_view value, const ConditionOperand& operand,
                    const ConditionContext& context) {
  if (test == ConditionTest::arn_like) return operand.arn && matches(*operand.arn, value, context);
  if (test == ConditionTest::string_like) return matches(operand.text, value, context);
  const bool plain =
      operand.text.size() == 1 && operand.text.front().kind == PatternPiece::Kind::literal;
  if (plain) return passes(test, value, operand.text.front().text);
  const auto text = resolve_variables(operand.text, context);
  return text && passes(test, value, *text);
}

/// For one value of the request.
bool fulfils(const Condition& condition, std::string_view value, const ConditionContext& context) {
  const bool passed = std::any_of(
      condition.operands.begin(), condition.operands.end(), [&](const ConditionOperand& operand) {
        return passes_operand(condition.op.test, value, operand, context);
      });
  return passed != condition.op.negated;
}

bool holds_without_key(const ConditionOperator& op) {
  if (op.if_exists || op.quantifier == SetQuantifier::for_all_values) return true;
  return op.negated && op.quantifier == SetQuantifier::none;
}

/// {"Null": {key: "true"}} wants it absent, "false" present.
bool absence_fulfils(const Condition& condition, bool absent, const ConditionContext& context) {
  const std::string_view wanted = absent ? "true" : "false";
  return std::any_of(condition.operands.begin(), condition.operands.end(),
                     [&](const ConditionOperand& operand) {
                       const auto text = resolve_variables(operand.text, context);
                       return text && equal_ignoring_case(*text, wanted);
                     });
}

}  // namespace

ConditionOperand parse_condition_operand(ConditionTest test, std::string_view text,
                                         bool variables) {
  ConditionOperand operand;
  if (test == ConditionTest::arn_like) {
    operand.arn = parse_arn_pattern(text, variables);
  } else {
    operand.text = parse_text_pattern(text, {test == ConditionTest::string_like, variables});
  }
  return operand;
}

bool holds(const Condition& condition, const ConditionContext& context) {
  const auto values = context.find(condition.key);
  const bool absent = !values || values->empty();
  const ConditionOperator& op = condition.op;
  if (op.test == ConditionTest::null) return absence_fulfils(condition, absent, context);
  if (absent) return holds_without_key(op);
  const bool all = op.quantifier == SetQuantifier::for_all_values ||
                   (op.quantifier == SetQuantifier::none && op.negated);
  for (std::size_t i = 0; i < values->size(); ++i) {
    if (fulfils(condition, (*values)[i], context) != all) return !all;
  }
  return all;
}

}  // namespace dynarocks::auth
