#include "partiql/conjunction.h"

#include <utility>

namespace dynarocks::partiql {

namespace {

using expression::BoundLogical;
using expression::BoundOperand;
using expression::BoundPredicate;
using expression::BoundTerm;
using Connective = expression::ast::Connective;

/// Recursion is bounded by the parser.
void append_conjunction(const BoundTerm& term, std::vector<const BoundTerm*>& terms) {
  const auto* logical = std::get_if<BoundLogical>(&term.node);
  if (logical == nullptr || logical->connective != Connective::and_) {
    terms.push_back(&term);
    return;
  }
  for (const BoundTerm& inner : logical->terms) append_conjunction(inner, terms);
}

bool is_attribute(const BoundOperand& operand, std::string_view attribute) {
  const expression::DocumentPath* path = operand.path();
  return path != nullptr && !path->is_nested() && path->attribute() == attribute;
}

}  // namespace

std::vector<const BoundTerm*> conjunction_of(const BoundTerm& term) {
  std::vector<const BoundTerm*> terms;
  append_conjunction(term, terms);
  return terms;
}

std::optional<BoundTerm> join_terms(std::vector<BoundTerm> terms, Connective connective) {
  if (terms.empty()) return std::nullopt;
  if (terms.size() == 1) return std::move(terms.front());
  return BoundTerm{BoundLogical{connective, std::move(terms)}};
}

expression::Condition condition_of(BoundTerm term) {
  std::vector<expression::DocumentPath> paths = expression::paths_of(term);
  return expression::Condition::from_bound({std::move(term), std::move(paths)});
}

const expression::Literal* equality_on(const BoundTerm& term, std::string_view attribute) {
  const auto* predicate = std::get_if<BoundPredicate>(&term.node);
  if (predicate == nullptr || predicate->kind != expression::PredicateKind::eq) return nullptr;
  const std::vector<BoundOperand>& operands = predicate->operands;
  if (is_attribute(operands[0], attribute)) return operands[1].literal();
  return is_attribute(operands[1], attribute) ? operands[0].literal() : nullptr;
}

}  // namespace dynarocks::partiql
