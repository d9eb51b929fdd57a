#include "partiql/condition_binder.h"

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "codec/item_codec.h"
#include "expression/condition_checker.h"
#include "expression/functions.h"
#include "model/limits.h"
#include "partiql/faults.h"
#include "partiql/paths.h"
#include "partiql/type_names.h"

namespace dynarocks::partiql {

namespace {

using ast::Expression;
using ast::Kind;
using expression::BoundCall;
using expression::BoundLogical;
using expression::BoundOperand;
using expression::BoundPredicate;
using expression::BoundTerm;
using expression::PredicateKind;
using TermResult = model::ApiResult<BoundTerm>;
using Connective = expression::ast::Connective;

BoundTerm term_of(PredicateKind kind, std::vector<BoundOperand> operands) {
  return BoundTerm{BoundPredicate{kind, std::move(operands)}};
}

BoundTerm joined(Connective connective, std::vector<BoundTerm> terms) {
  return BoundTerm{BoundLogical{connective, std::move(terms)}};
}

BoundTerm negated(BoundTerm term) {
  std::vector<BoundTerm> terms;
  terms.push_back(std::move(term));
  return joined(Connective::not_, std::move(terms));
}

PredicateKind predicate_kind(Kind kind) {
  switch (kind) {
    case Kind::ne:
      return PredicateKind::ne;
    case Kind::lt:
      return PredicateKind::lt;
    case Kind::le:
      return PredicateKind::le;
    case Kind::gt:
      return PredicateKind::gt;
    case Kind::ge:
      return PredicateKind::ge;
    case Kind::between:
      return PredicateKind::between;
    default:
      return PredicateKind::eq;
  }
}

class ConditionBinder {
 public:
  explicit ConditionBinder(const ValueBinder& values) : values_(values) {}

  /// Recursion is bounded by the parser.
  [[nodiscard]] TermResult bind(const Expression& condition) const;

 private:
  [[nodiscard]] TermResult bind_logical(const Expression& logical) const;
  [[nodiscard]] TermResult bind_predicate(PredicateKind kind,
                                          const std::vector<Expression>& operands) const;
  [[nodiscard]] TermResult bind_ne(const Expression& ne) const;
  [[nodiscard]] TermResult bind_in(const Expression& in) const;
  [[nodiscard]] TermResult bind_is(const Expression& is) const;
  [[nodiscard]] TermResult bind_call(const Expression& call) const;
  [[nodiscard]] TermResult bind_truth(const Expression& eq, std::size_t call) const;
  [[nodiscard]] model::ApiResult<BoundOperand> bind_operand(const Expression& operand) const;
  [[nodiscard]] model::ApiResult<std::vector<BoundOperand>> bind_operands(
      const std::vector<Expression>& operands) const;

  const ValueBinder& values_;
};

model::ApiResult<BoundOperand> ConditionBinder::bind_operand(const Expression& operand) const {
  if (operand.kind == Kind::path) {
    DYNAROCKS_ASSIGN(auto path, bind_path(operand));
    return BoundOperand{std::move(path)};
  }
  if (operand.kind == Kind::call) {
    DYNAROCKS_ASSIGN(auto arguments, bind_operands(operand.children));
    return BoundOperand{BoundCall{expression::Function::size, std::move(arguments)}};
  }
  DYNAROCKS_ASSIGN(auto literal, values_.bind(operand));
  return BoundOperand{std::move(literal)};
}

model::ApiResult<std::vector<BoundOperand>> ConditionBinder::bind_operands(
    const std::vector<Expression>& operands) const {
  std::vector<BoundOperand> bound;
  bound.reserve(operands.size());
  for (const Expression& operand : operands) {
    DYNAROCKS_ASSIGN(BoundOperand one, bind_operand(operand));
    bound.push_back(std::move(one));
  }
  return bound;
}

TermResult ConditionBinder::bind_predicate(PredicateKind kind,
                                           const std::vector<Expression>& operands) const {
  DYNAROCKS_ASSIGN(auto bound, bind_operands(operands));
  BoundPredicate predicate{kind, std::move(bound)};
  const auto checked = expression::check_predicate(predicate);
  if (!checked) return failure(fault(checked.error()));
  return BoundTerm{std::move(predicate)};
}

TermResult ConditionBinder::bind_ne(const Expression& ne) const {
  DYNAROCKS_ASSIGN(BoundTerm differs, bind_predicate(PredicateKind::ne, ne.children));
  std::vector<BoundTerm> terms;
  for (const BoundOperand& operand : std::get<BoundPredicate>(differs.node).operands) {
    if (operand.literal() == nullptr) {
      terms.push_back(term_of(PredicateKind::attribute_exists, {operand}));
    }
  }
  terms.push_back(std::move(differs));
  return joined(Connective::and_, std::move(terms));
}

TermResult ConditionBinder::bind_in(const Expression& in) const {
  std::vector<BoundOperand> operands;
  DYNAROCKS_ASSIGN(BoundOperand tested, bind_operand(in.children[0]));
  operands.push_back(std::move(tested));
  DYNAROCKS_ASSIGN(auto candidates, bind_operands(in.children[1].children));
  if (candidates.size() > model::limits::in_values) {
    return failure(fault(expression::too_many_in_operands(candidates.size())));
  }
  for (BoundOperand& candidate : candidates) operands.push_back(std::move(candidate));
  return term_of(PredicateKind::in, std::move(operands));
}

TermResult ConditionBinder::bind_is(const Expression& is) const {
  DYNAROCKS_ASSIGN(const BoundOperand tested, bind_operand(is.children.front()));
  const std::span<const model::AttributeType> types = types_named(is.text).value();
  if (types.empty()) return term_of(PredicateKind::attribute_not_exists, {tested});
  std::vector<BoundTerm> terms;
  for (const model::AttributeType type : types) {
    const model::AttributeValue name{std::string(model::type_name(type))};
    const expression::Literal literal{codec::encode_value(name)};
    terms.push_back(term_of(PredicateKind::attribute_type, {tested, BoundOperand{literal}}));
  }
  return joined(Connective::or_, std::move(terms));
}

TermResult ConditionBinder::bind_call(const Expression& call) const {
  return bind_predicate(expression::predicate_kind(*expression::find_function(call.text)),
                        call.children);
}

TermResult ConditionBinder::bind_truth(const Expression& eq, std::size_t call) const {
  // The value comes first when it is written first.
  std::optional<BoundTerm> term;
  std::optional<expression::Literal> truth;
  for (std::size_t i = 0; i < 2; ++i) {
    if (i == call) {
      DYNAROCKS_ASSIGN(term, bind_call(eq.children[i]));
    } else {
      DYNAROCKS_ASSIGN(truth, values_.bind(eq.children[i]));
    }
  }
  const codec::ValueView value = truth->view();
  if (value.type() != model::AttributeType::BOOL) {
    return failure(fault(expression::incorrect_operand_type("=", model::type_name(value.type()))));
  }
  return value.boolean() ? std::move(*term) : negated(std::move(*term));
}

TermResult ConditionBinder::bind_logical(const Expression& logical) const {
  std::vector<BoundTerm> terms;
  for (const Expression& term : logical.children) {
    DYNAROCKS_ASSIGN(BoundTerm bound, bind(term));
    terms.push_back(std::move(bound));
  }
  if (logical.kind == Kind::not_) return joined(Connective::not_, std::move(terms));
  const bool is_and = logical.kind == Kind::and_;
  return joined(is_and ? Connective::and_ : Connective::or_, std::move(terms));
}

/// A call of a condition's own: size is an operand.
bool is_predicate_call(const Expression& expression) {
  return expression.kind == Kind::call && expression.text != "size";
}

TermResult ConditionBinder::bind(const Expression& condition) const {
  switch (condition.kind) {
    case Kind::and_:
    case Kind::or_:
    case Kind::not_:
      return bind_logical(condition);
    case Kind::in:
      return bind_in(condition);
    case Kind::is:
      return bind_is(condition);
    case Kind::call:
      return bind_call(condition);
    case Kind::ne:
      return bind_ne(condition);
    case Kind::eq:
      for (const std::size_t call : {0U, 1U}) {
        if (is_predicate_call(condition.children[call])) return bind_truth(condition, call);
      }
      break;
    default:
      break;
  }
  return bind_predicate(predicate_kind(condition.kind), condition.children);
}

}  // namespace

TermResult bind_condition(const Expression& condition, const ValueBinder& values) {
  return ConditionBinder(values).bind(condition);
}

}  // namespace dynarocks::partiql
