#include "expression/condition_checker.h"

#include <algorithm>
#include <array>
#include <optional>

#include "expression/functions.h"
#include "expression/mentions.h"
#include "expression/value_text.h"
#include "model/attribute_type.h"
#include "model/limits.h"

namespace dynarocks::expression {

namespace {

using model::AttributeType;
using Fault = Result<void, std::string>;

Fault check_functions(const std::vector<Mentions::Call>& calls) {
  for (const Mentions::Call& mention : calls) {
    if (!find_function(mention.call->name)) {
      return failure(invalid_function_name(mention.call->name));
    }
  }
  for (const Mentions::Call& mention : calls) {
    const std::optional<Function> function = find_function(mention.call->name);
    const bool allowed =
        mention.is_condition ? is_predicate(*function) : *function == Function::size;
    if (!allowed) return failure(function_not_allowed(mention.call->name));
  }
  return {};
}

/// The type an operand has whatever the item: a literal's own, a number for size.
std::optional<AttributeType> static_type(const BoundOperand& operand) {
  if (const Literal* literal = operand.literal()) return literal->view().type();
  if (operand.call() != nullptr) return AttributeType::N;
  return std::nullopt;
}

Fault check_call_counts(const std::vector<BoundOperand>& operands) {
  for (const BoundOperand& operand : operands) {
    const BoundCall* call = operand.call();
    if (call == nullptr) continue;
    if (call->arguments.size() != function_arity(call->function)) {
      return failure(
          incorrect_operand_count(function_name(call->function), call->arguments.size()));
    }
    DYNAROCKS_TRY(check_call_counts(call->arguments));
  }
  return {};
}

Fault check_counts(const BoundPredicate& predicate) {
  const std::size_t count = predicate.operands.size();
  if (predicate.kind == PredicateKind::in && count > model::limits::in_operands) {
    return failure(too_many_in_operands(count));
  }
  if (predicate.kind > PredicateKind::in) {
    const std::string_view function = predicate_text(predicate.kind);
    if (count != function_arity(find_function(function).value())) {
      return failure(incorrect_operand_count(function, count));
    }
  }
  return check_call_counts(predicate.operands);
}

Fault check_distinct(const BoundPredicate& predicate) {
  const std::vector<BoundOperand>& operands = predicate.operands;
  if (operands.size() != 2 || predicate.kind == PredicateKind::in) return {};
  const DocumentPath* first = operands[0].path();
  const DocumentPath* second = operands[1].path();
  if (first == nullptr || second == nullptr || *first != *second) return {};
  return failure(
      "The first operand must be distinct from the remaining operands for this operator or "
      "function; operator: " +
      std::string(predicate_text(predicate.kind)) + ", first operand: " + first->to_string());
}

/// size of a literal N, BOOL or NULL, or of another size.
Fault check_sizes(const std::vector<BoundOperand>& operands) {
  for (const BoundOperand& operand : operands) {
    const BoundCall* call = operand.call();
    if (call == nullptr) continue;
    DYNAROCKS_TRY(check_sizes(call->arguments));
    const std::optional<AttributeType> type = static_type(call->arguments.front());
    if (type == AttributeType::N || type == AttributeType::BOOL || type == AttributeType::NULL_) {
      return failure(
          incorrect_operand_type(function_name(Function::size), model::type_name(*type)));
    }
  }
  return {};
}

Fault check_static_types(const BoundPredicate& predicate, bool (*is_allowed)(AttributeType)) {
  for (const BoundOperand& operand : predicate.operands) {
    const std::optional<AttributeType> type = static_type(operand);
    if (type && !is_allowed(*type)) {
      return failure(
          incorrect_operand_type(predicate_text(predicate.kind), model::type_name(*type)));
    }
  }
  return {};
}

Fault check_bounds(const Literal* lower, const Literal* upper) {
  if (lower == nullptr || upper == nullptr) return {};
  const codec::ValueView low = lower->view();
  const codec::ValueView high = upper->view();
  std::string_view rule;
  if (low.type() != high.type()) {
    rule = "same data type for lower and upper bounds";
  } else if (codec::compare_scalars(low, high) > 0) {
    rule = "upper bound to be greater than or equal to lower bound";
  } else {
    return {};
  }
  return failure("The BETWEEN operator requires " + std::string(rule) + "; lower bound operand: " +
                 value_text(low) + ", upper bound operand: " + value_text(high));
}

Fault check_attribute_type(const BoundOperand& expected) {
  const std::string_view function = function_name(Function::attribute_type);
  const std::optional<AttributeType> type = static_type(expected);
  // The order in which the service lists types is that of a hash set.
  if (!type) return failure(incorrect_operand_type(function, "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}"));
  if (*type != AttributeType::S) {
    return failure(incorrect_operand_type(function, model::type_name(*type)));
  }
  constexpr std::array types = {AttributeType::S,    AttributeType::N,     AttributeType::B,
                                AttributeType::BOOL, AttributeType::NULL_, AttributeType::SS,
                                AttributeType::NS,   AttributeType::BS,    AttributeType::L,
                                AttributeType::M};
  const std::string_view name = expected.literal()->view().scalar();
  const bool known = std::any_of(types.begin(), types.end(), [name](AttributeType candidate) {
    return model::type_name(candidate) == name;
  });
  if (known) return {};
  return failure("Invalid attribute type name found; type: " + std::string(name) +
                 ", valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}");
}

Fault check_types(const BoundPredicate& predicate) {
  const std::vector<BoundOperand>& operands = predicate.operands;
  switch (predicate.kind) {
    case PredicateKind::lt:
    case PredicateKind::le:
    case PredicateKind::gt:
    case PredicateKind::ge:
      return check_static_types(predicate, model::is_scalar_key);
    case PredicateKind::between:
      DYNAROCKS_TRY(check_static_types(predicate, model::is_scalar_key));
      return check_bounds(operands[1].literal(), operands[2].literal());
    case PredicateKind::attribute_exists:
    case PredicateKind::attribute_not_exists:
      if (operands[0].path() != nullptr) return {};
      return failure(requires_document_path(predicate_text(predicate.kind)));
    case PredicateKind::attribute_type:
      return check_attribute_type(operands[1]);
    case PredicateKind::begins_with:
      return check_static_types(predicate, [](AttributeType type) {
        return type == AttributeType::S || type == AttributeType::B;
      });
    case PredicateKind::eq:
    case PredicateKind::ne:
    case PredicateKind::in:
    case PredicateKind::contains:
      return {};
  }
  return {};
}

}  // namespace

Fault check_condition(const ParsedCondition& parsed) {
  if (parsed.limit_fault) return failure(*parsed.limit_fault);
  if (parsed.redundant_parentheses) {
    return failure(std::string("The expression has redundant parentheses;"));
  }
  const Mentions mentions = mentions_of(parsed.condition);
  DYNAROCKS_TRY(check_functions(mentions.calls));
  return check_reserved_words(mentions.paths);
}

Fault check_predicate(const BoundPredicate& predicate) {
  DYNAROCKS_TRY(check_counts(predicate));
  DYNAROCKS_TRY(check_distinct(predicate));
  DYNAROCKS_TRY(check_sizes(predicate.operands));
  return check_types(predicate);
}

}  // namespace dynarocks::expression
