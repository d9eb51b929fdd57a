#include "expression/condition_binder.h"

#include <memory>
#include <string>
#include <utility>

#include "expression/condition_checker.h"
#include "expression/condition_parser.h"
#include "expression/expression_text.h"
#include "expression/functions.h"

namespace dynarocks::expression {

namespace {

using Fault = Result<void, std::string>;

Fault bind_predicate(PredicateKind kind, const std::vector<ast::Operand>& operands,
                     Placeholders& placeholders, BoundTerm& bound) {
  auto& predicate = bound.node.emplace<BoundPredicate>();
  predicate.kind = kind;
  DYNAROCKS_ASSIGN(predicate.operands, bind_operands(operands, placeholders));
  return check_predicate(predicate);
}

/// Recursion is bounded by the limit on operators.
Fault bind_term(const ast::Condition& condition, Placeholders& placeholders, BoundTerm& bound) {
  if (const auto* predicate = std::get_if<ast::Predicate>(&condition.node)) {
    return bind_predicate(predicate_kind(predicate->op), predicate->operands, placeholders, bound);
  }
  if (const auto* call = std::get_if<ast::FunctionCall>(&condition.node)) {
    return bind_predicate(predicate_kind(find_function(call->name).value()), call->arguments,
                          placeholders, bound);
  }
  const auto& logical = std::get<ast::Logical>(condition.node);
  auto& bound_logical = bound.node.emplace<BoundLogical>();
  bound_logical.connective = logical.connective;
  bound_logical.terms.reserve(logical.terms.size());
  for (const ast::Condition& term : logical.terms) {
    DYNAROCKS_TRY(bind_term(term, placeholders, bound_logical.terms.emplace_back()));
  }
  return {};
}

Fault parse_and_bind(std::string_view text, Placeholders& placeholders, BoundCondition& bound) {
  DYNAROCKS_ASSIGN(const ParsedCondition parsed, parse_condition(text));
  DYNAROCKS_TRY(check_condition(parsed));
  DYNAROCKS_TRY(bind_term(parsed.condition, placeholders, bound.root));
  bound.paths = paths_of(bound.root);
  return {};
}

}  // namespace

model::ApiResult<BoundCondition> compile_condition(std::string_view text, ExpressionKind kind,
                                                   model::ValidationLayer layer,
                                                   Placeholders& placeholders) {
  DYNAROCKS_TRY(check_expression_text(text, kind, layer));
  BoundCondition bound;
  const Fault fault = parse_and_bind(text, placeholders, bound);
  if (!fault) return failure(invalid_expression(kind, fault.error()));
  return bound;
}

}  // namespace dynarocks::expression
