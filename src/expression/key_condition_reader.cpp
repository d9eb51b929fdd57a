#include "expression/key_condition_reader.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "base/result.h"

namespace dynarocks::expression {

namespace {

using Prefix = KeyStructureFault::Prefix;

KeyStructureFault invalid_operator(std::string_view op) {
  return {"Invalid operator used in KeyConditionExpression: " + std::string(op), Prefix::never};
}

KeyStructureFault invalid_condition(std::string_view fault) {
  return {"Invalid condition in KeyConditionExpression: " + std::string(fault), Prefix::never};
}

class Reader {
 public:
  [[nodiscard]] Result<void, KeyStructureFault> read(const BoundTerm& term) {
    if (const auto* predicate = std::get_if<BoundPredicate>(&term.node)) {
      return read_predicate(*predicate);
    }
    const auto& logical = std::get<BoundLogical>(term.node);
    if (logical.connective == ast::Connective::or_) return failure(invalid_operator("OR"));
    if (logical.connective == ast::Connective::not_) return failure(invalid_operator("NOT"));
    for (const BoundTerm& inner : logical.terms) DYNAROCKS_TRY(read(inner));
    return {};
  }

  std::vector<KeyClause> clauses;

 private:
  [[nodiscard]] Result<void, KeyStructureFault> read_predicate(const BoundPredicate& predicate);
};

Result<void, KeyStructureFault> check_operands(const BoundPredicate& predicate) {
  const std::vector<BoundOperand>& operands = predicate.operands;
  for (const BoundOperand& operand : operands) {
    if (operand.call() != nullptr) {
      return failure(KeyStructureFault{"KeyConditionExpressions cannot contain nested operations",
                                       Prefix::current_layer});
    }
  }
  for (const BoundOperand& operand : operands) {
    if (operand.path() != nullptr && operand.path()->is_nested()) {
      return failure(
          KeyStructureFault{"KeyConditionExpressions cannot have conditions on nested attributes",
                            Prefix::current_layer});
    }
  }
  const auto paths = std::count_if(operands.begin(), operands.end(),
                                   [](const auto& operand) { return operand.path() != nullptr; });
  if (paths > 1) {
    return failure(invalid_condition("Multiple attribute names used in one condition"));
  }
  if (paths == 0) return failure(invalid_condition("No key attribute specified"));
  const bool positional =
      predicate.kind == PredicateKind::between || predicate.kind == PredicateKind::begins_with;
  if (positional && operands.front().path() == nullptr) {
    return failure(invalid_condition(std::string(predicate_text(predicate.kind)) +
                                     " operator must have the key attribute as its first operand"));
  }
  return {};
}

Result<void, KeyStructureFault> Reader::read_predicate(const BoundPredicate& predicate) {
  const bool reversed = predicate.operands.front().path() == nullptr;
  const std::optional<KeyOperator> op = key_operator(predicate.kind, reversed);
  if (!op) return failure(invalid_operator(predicate_text(predicate.kind)));
  DYNAROCKS_TRY(check_operands(predicate));
  KeyClause clause;
  clause.op = *op;
  for (const BoundOperand& operand : predicate.operands) {
    if (const DocumentPath* path = operand.path()) {
      clause.attribute_name = path->attribute();
    } else {
      clause.values.push_back(operand.literal()->encoded);
    }
  }
  const bool repeated = std::any_of(clauses.begin(), clauses.end(), [&](const KeyClause& other) {
    return other.attribute_name == clause.attribute_name;
  });
  if (repeated) {
    return failure(KeyStructureFault{
        "KeyConditionExpressions must only contain one condition per key", Prefix::current_layer});
  }
  clauses.push_back(std::move(clause));
  return {};
}

}  // namespace

std::optional<KeyOperator> key_operator(PredicateKind kind, bool reversed) {
  switch (kind) {
    case PredicateKind::eq:
      return KeyOperator::eq;
    case PredicateKind::lt:
      return reversed ? KeyOperator::gt : KeyOperator::lt;
    case PredicateKind::le:
      return reversed ? KeyOperator::ge : KeyOperator::le;
    case PredicateKind::gt:
      return reversed ? KeyOperator::lt : KeyOperator::gt;
    case PredicateKind::ge:
      return reversed ? KeyOperator::le : KeyOperator::ge;
    case PredicateKind::between:
      return KeyOperator::between;
    case PredicateKind::begins_with:
      return KeyOperator::begins_with;
    case PredicateKind::ne:
    case PredicateKind::in:
    case PredicateKind::attribute_exists:
    case PredicateKind::attribute_not_exists:
    case PredicateKind::attribute_type:
    case PredicateKind::contains:
      return std::nullopt;
  }
  return std::nullopt;
}

KeyConditionReading read_key_condition(const BoundTerm& root) {
  Reader reader;
  Result<void, KeyStructureFault> read = reader.read(root);
  KeyConditionReading reading{std::move(reader.clauses), std::nullopt};
  if (!read) reading.fault = std::move(read.error());
  return reading;
}

}  // namespace dynarocks::expression
