#include "partiql/statement_checker.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "expression/bound_operand.h"
#include "expression/functions.h"
#include "expression/mentions.h"
#include "partiql/faults.h"
#include "partiql/paths.h"

namespace dynarocks::partiql {

namespace {

using ast::Expression;
using ast::Kind;
using expression::Function;
using Fault = model::ApiResult<void>;

Fault check_path(const Expression& path) {
  DYNAROCKS_TRY(document_path(path));
  return {};
}

// --- values

bool is_value(Kind kind) { return kind >= Kind::string && kind <= Kind::tuple; }

/// A value of literals and parameters alone. Recursion is bounded by the parser.
Fault check_value(const Expression& value, const std::string& key) {
  if (!is_value(value.kind) || value.kind == Kind::missing) {
    return failure(unsupported_data_type(value, key));
  }
  if (value.kind == Kind::tuple) {
    for (std::size_t i = 0; i + 1 < value.children.size(); i += 2) {
      const Expression& name = value.children[i];
      if (name.kind != Kind::string) return failure(unsupported_data_type(name, key));
      DYNAROCKS_TRY(check_value(value.children[i + 1], key + "." + name.text));
    }
    return {};
  }
  for (std::size_t i = 0; i < value.children.size(); ++i) {
    DYNAROCKS_TRY(check_value(value.children[i], key + "[" + std::to_string(i) + "]"));
  }
  return {};
}

Fault check_value(const Expression& value) { return check_value(value, "root"); }

// --- conditions

std::optional<Function> condition_function(const Expression& call) {
  const std::optional<Function> function = expression::find_function(call.text);
  if (function && expression::is_update_function(*function)) return std::nullopt;
  return function;
}

Fault check_operand(const Expression& operand);

Fault check_call(const Expression& call, bool is_condition) {
  const std::optional<Function> function = condition_function(call);
  if (!function) return failure(unrecognized_function(call));
  if (expression::is_predicate(*function) != is_condition) {
    return failure(fault(expression::function_not_allowed(call.text)));
  }
  if (call.children.size() != expression::function_arity(*function)) {
    return failure(fault(expression::incorrect_operand_count(call.text, call.children.size())));
  }
  if (call.children.front().kind != Kind::path) {
    return failure(fault(expression::requires_document_path(call.text)));
  }
  for (const Expression& argument : call.children) DYNAROCKS_TRY(check_operand(argument));
  return {};
}

Fault check_operand(const Expression& operand) {
  switch (operand.kind) {
    case Kind::path:
      return check_path(operand);
    case Kind::call:
      return check_call(operand, false);
    default:
      if (!is_value(operand.kind)) return failure(unsupported_operation(operand));
      return check_value(operand);
  }
}

bool is_truth(const Expression& value) {
  return value.kind == Kind::true_ || value.kind == Kind::false_ || value.kind == Kind::parameter;
}

/// attribute_exists(a) = true
bool compares_function(const Expression& call, const Expression& truth) {
  if (call.kind != Kind::call || !is_truth(truth)) return false;
  const std::optional<Function> function = condition_function(call);
  return function && expression::is_predicate(*function);
}

Fault check_eq(const Expression& eq) {
  for (const std::size_t call : {0U, 1U}) {
    if (compares_function(eq.children[call], eq.children[1 - call])) {
      return check_call(eq.children[call], true);
    }
  }
  for (const Expression& operand : eq.children) DYNAROCKS_TRY(check_operand(operand));
  return {};
}

Fault check_in(const Expression& in) {
  DYNAROCKS_TRY(check_operand(in.children[0]));
  const Expression& list = in.children[1];
  if (list.kind != Kind::list || list.children.empty()) return failure(unsupported_operation(in));
  for (const Expression& candidate : list.children) DYNAROCKS_TRY(check_operand(candidate));
  return {};
}

/// Recursion is bounded by the parser.
Fault check_condition(const Expression& condition) {
  switch (condition.kind) {
    case Kind::and_:
    case Kind::or_:
    case Kind::not_:
      for (const Expression& term : condition.children) DYNAROCKS_TRY(check_condition(term));
      return {};
    case Kind::eq:
      return check_eq(condition);
    case Kind::ne:
    case Kind::lt:
    case Kind::le:
    case Kind::gt:
    case Kind::ge:
    case Kind::between:
      for (const Expression& operand : condition.children) DYNAROCKS_TRY(check_operand(operand));
      return {};
    case Kind::in:
      return check_in(condition);
    case Kind::is:
      if (condition.children.front().kind == Kind::path) {
        return check_path(condition.children.front());
      }
      return failure(fault(expression::requires_document_path("IS")));
    case Kind::call:
      return check_call(condition, true);
    default:
      return failure(unsupported_operation(condition));
  }
}

Fault check_where(const std::optional<Expression>& where) {
  return where ? check_condition(*where) : Fault();
}

// --- statements

/// Operands of what is assigned: a path or a value.
Fault check_assigned_operand(const Expression& operand) {
  if (operand.kind == Kind::path) return check_path(operand);
  if (operand.kind == Kind::call) return failure(unrecognized_function(operand));
  if (!is_value(operand.kind)) return failure(unsupported_operation(operand));
  return check_value(operand);
}

Fault check_assigned(const Expression& value) {
  const bool is_arithmetic = value.kind == Kind::plus || value.kind == Kind::minus;
  const bool is_function =
      value.kind == Kind::call &&
      (value.text == "list_append" || value.text == "set_add" || value.text == "set_delete");
  if (!is_arithmetic && !is_function) return check_assigned_operand(value);
  for (const Expression& operand : value.children) DYNAROCKS_TRY(check_assigned_operand(operand));
  return {};
}

Fault check_actions(const std::vector<ast::Action>& actions) {
  for (const ast::Action& action : actions) {
    DYNAROCKS_TRY(check_path(action.path));
    if (action.value) DYNAROCKS_TRY(check_assigned(*action.value));
  }
  return {};
}

struct StatementChecker {
  Fault operator()(const ast::Select& select) const {
    for (const Expression& projected : select.projection) {
      DYNAROCKS_TRY(check_path(projected));
    }
    DYNAROCKS_TRY(check_where(select.where));
    for (const ast::Ordering& ordering : select.order_by) DYNAROCKS_TRY(check_path(ordering.path));
    return {};
  }
  Fault operator()(const ast::Insert& insert) const {
    if (insert.value.kind != Kind::tuple) {
      return failure(unsupported_data_type(insert.value, "root"));
    }
    for (std::size_t i = 0; i + 1 < insert.value.children.size(); i += 2) {
      const Expression& name = insert.value.children[i];
      if (name.kind != Kind::string) return failure(unsupported_data_type(name, "root"));
      DYNAROCKS_TRY(check_value(insert.value.children[i + 1]));
    }
    return {};
  }
  Fault operator()(const ast::Update& update) const {
    if (update.from_first) DYNAROCKS_TRY(check_where(update.where));
    DYNAROCKS_TRY(check_actions(update.actions));
    return update.from_first ? Fault() : check_where(update.where);
  }
  Fault operator()(const ast::Delete& deletion) const {
    DYNAROCKS_TRY(check_where(deletion.where));
    if (!deletion.returning) return {};
    const ast::Returning& returning = *deletion.returning;
    if (!returning.modified && !returning.new_item) return {};
    return failure(fault(std::string("Invalid returning clause: RETURNING ") +
                         (returning.modified ? "MODIFIED " : "ALL ") +
                         (returning.new_item ? "NEW" : "OLD") +
                         " *. Only RETURNING ALL OLD * is allowed in DELETE statements."));
  }
  Fault operator()(const ast::Exists& exists) const { return (*this)(exists.select); }
};

}  // namespace

Fault check_statement(const ast::Statement& statement) {
  return std::visit(StatementChecker{}, statement.node);
}

}  // namespace dynarocks::partiql
