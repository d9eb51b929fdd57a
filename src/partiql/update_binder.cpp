#include "partiql/update_binder.h"

#include <algorithm>
#include <string>
#include <utility>

#include "expression/ascii.h"
#include "expression/update_applier.h"
#include "expression/update_checker.h"
#include "model/attribute_type.h"
#include "partiql/faults.h"
#include "partiql/paths.h"

namespace dynarocks::partiql {

namespace {

using ast::Expression;
using ast::Kind;
using expression::BoundAction;
using expression::BoundCall;
using expression::BoundOperand;
using Arithmetic = expression::ast::Arithmetic;
using Section = expression::ast::Section;

class ActionBinder {
 public:
  explicit ActionBinder(const ValueBinder& values) : values_(values) {}

  [[nodiscard]] model::ApiResult<BoundAction> bind(const ast::Action& action) const;

 private:
  [[nodiscard]] model::ApiResult<BoundOperand> bind_operand(const Expression& operand) const;
  [[nodiscard]] model::ApiResult<std::vector<BoundOperand>> bind_operands(
      const std::vector<Expression>& operands) const;
  /// Turns SET path = set_add(path, set) into ADD path set.
  [[nodiscard]] model::ApiResult<void> bind_set_function(const Expression& call,
                                                         BoundAction& action) const;

  const ValueBinder& values_;
};

model::ApiResult<BoundOperand> ActionBinder::bind_operand(const Expression& operand) const {
  if (operand.kind == Kind::path) {
    DYNAROCKS_ASSIGN(auto path, bind_path(operand));
    return BoundOperand{std::move(path)};
  }
  DYNAROCKS_ASSIGN(auto literal, values_.bind(operand));
  return BoundOperand{std::move(literal)};
}

model::ApiResult<std::vector<BoundOperand>> ActionBinder::bind_operands(
    const std::vector<Expression>& operands) const {
  std::vector<BoundOperand> bound;
  for (const Expression& operand : operands) {
    DYNAROCKS_ASSIGN(BoundOperand one, bind_operand(operand));
    bound.push_back(std::move(one));
  }
  return bound;
}

model::ApiResult<void> ActionBinder::bind_set_function(const Expression& call,
                                                       BoundAction& action) const {
  std::string name = call.text;
  std::transform(name.begin(), name.end(), name.begin(), expression::to_upper);
  if (call.children.size() != 2) {
    return failure(
        fault(name + " must have exactly two arguments at " + call.position.to_string()));
  }
  DYNAROCKS_ASSIGN(auto arguments, bind_operands(call.children));
  if (arguments[0].path() == nullptr || *arguments[0].path() != action.target) {
    return failure(fault("The first argument to " + name + " must equal the assignment value at " +
                         call.position.to_string()));
  }
  const expression::Literal* set = arguments[1].literal();
  if (set == nullptr || !model::is_set(set->view().type())) {
    return failure(fault("The second argument to " + name + " must be a value with type SET at " +
                         call.children.front().position.to_string()));
  }
  action.section = call.text == "set_add" ? Section::add : Section::delete_;
  action.operands.push_back(std::move(arguments[1]));
  return {};
}

model::ApiResult<BoundAction> ActionBinder::bind(const ast::Action& action) const {
  BoundAction bound;
  DYNAROCKS_ASSIGN(bound.target, bind_path(action.path));
  if (!action.value) {
    bound.section = Section::remove;
    return bound;
  }
  const Expression& value = *action.value;
  if (value.kind == Kind::call && value.text != "list_append") {
    DYNAROCKS_TRY(bind_set_function(value, bound));
  } else if (value.kind == Kind::call) {
    DYNAROCKS_ASSIGN(auto arguments, bind_operands(value.children));
    bound.operands.push_back(
        BoundOperand{BoundCall{expression::Function::list_append, std::move(arguments)}});
  } else if (value.kind == Kind::plus || value.kind == Kind::minus) {
    DYNAROCKS_ASSIGN(bound.operands, bind_operands(value.children));
    bound.arithmetic = value.kind == Kind::plus ? Arithmetic::plus : Arithmetic::minus;
  } else {
    DYNAROCKS_ASSIGN(BoundOperand operand, bind_operand(value));
    bound.operands.push_back(std::move(operand));
  }
  return bound;
}

}  // namespace

model::ApiResult<expression::Update> bind_actions(const std::vector<ast::Action>& actions,
                                                  const ValueBinder& values) {
  const ActionBinder binder(values);
  std::vector<BoundAction> bound;
  for (const ast::Action& action : actions) {
    DYNAROCKS_ASSIGN(BoundAction one, binder.bind(action));
    bound.push_back(std::move(one));
  }
  expression::BoundUpdate update = expression::bound_update(std::move(bound));
  const auto checked = expression::check_bound_update(update);
  if (!checked) return failure(fault(checked.error()));
  return expression::Update::from_bound(std::move(update));
}

}  // namespace dynarocks::partiql
