#include "partiql/printer.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include "expression/ascii.h"
#include "partiql/keywords.h"

namespace dynarocks::partiql {

namespace {

using ast::Expression;
using ast::Kind;

/// How tightly an expression binds; what is no operator binds tightest.
int precedence(Kind kind) {
  switch (kind) {
    case Kind::or_:
      return 1;
    case Kind::and_:
      return 2;
    case Kind::not_:
      return 3;
    case Kind::eq:
    case Kind::ne:
    case Kind::in:
    case Kind::is:
      return 4;
    case Kind::lt:
    case Kind::le:
    case Kind::gt:
    case Kind::ge:
    case Kind::between:
    case Kind::like:
      return 5;
    case Kind::plus:
    case Kind::minus:
    case Kind::concat:
      return 6;
    case Kind::times:
    case Kind::divide:
    case Kind::modulo:
      return 7;
    case Kind::negative:
    case Kind::positive:
      return 8;
    default:
      return 9;
  }
}

std::string_view operator_text(Kind kind) {
  switch (kind) {
    case Kind::or_:
      return " OR ";
    case Kind::and_:
      return " AND ";
    case Kind::eq:
      return " = ";
    case Kind::ne:
      return " <> ";
    case Kind::in:
      return " IN ";
    case Kind::lt:
      return " < ";
    case Kind::le:
      return " <= ";
    case Kind::gt:
      return " > ";
    case Kind::ge:
      return " >= ";
    case Kind::like:
      return " LIKE ";
    case Kind::plus:
      return " + ";
    case Kind::minus:
      return " - ";
    case Kind::concat:
      return " || ";
    case Kind::times:
      return " * ";
    case Kind::divide:
      return " / ";
    case Kind::modulo:
      return " % ";
    default:
      return "";
  }
}

std::string quoted(std::string_view text, char quote) {
  std::string result(1, quote);
  for (const char c : text) {
    result += c;
    if (c == quote) result += c;
  }
  return result + quote;
}

std::string name_text(std::string_view name) {
  const bool bare = !name.empty() && !expression::is_digit(name.front()) &&
                    std::all_of(name.begin(), name.end(), expression::is_word_character) &&
                    !is_keyword(name);
  return bare ? std::string(name) : quoted(name, '"');
}

/// NOT of it may be written inside: a NOT IN b, a IS NOT NULL.
bool can_be_inverted(Kind kind) {
  return kind == Kind::in || kind == Kind::between || kind == Kind::like || kind == Kind::is;
}

int precedence(const Expression& expression) {
  const bool inverted =
      expression.kind == Kind::not_ && can_be_inverted(expression.children.front().kind);
  return precedence(inverted ? expression.children.front().kind : expression.kind);
}

/// `operand` beside an operator of this precedence.
std::string operand_text(const Expression& operand, int outer) {
  if (precedence(operand) > outer) return print(operand);
  return "(" + print(operand) + ")";
}

/// Operators are left-associative: the first operand of one may be another of its precedence.
std::string first_operand_text(const Expression& operation) {
  return operand_text(operation.children.front(), precedence(operation.kind) - 1);
}

std::string print_items(const std::vector<Expression>& items) {
  std::string text;
  for (const Expression& item : items) {
    if (!text.empty()) text += ", ";
    text += print(item);
  }
  return text;
}

/// Whether a path may begin with it as it is printed: "-1[0]" is the negative of 1[0].
bool can_be_root(const Expression& root) {
  if (root.kind == Kind::number) return root.text.front() != '-';
  return precedence(root) == 9 && root.kind != Kind::path;
}

std::string print_path(const Expression& path) {
  const Expression& root = path.children.front();
  std::string text = can_be_root(root) ? print(root) : "(" + print(root) + ")";
  if (root.kind == Kind::number) text += ' ';  // "1.a" would be a number and a name
  for (std::size_t i = 1; i < path.children.size(); ++i) {
    const Expression& step = path.children[i];
    if (step.kind == Kind::name) text += '.';
    text += print(step);
  }
  return text;
}

std::string print_tuple(const Expression& tuple) {
  std::string text;
  for (std::size_t i = 0; i + 1 < tuple.children.size(); i += 2) {
    if (i > 0) text += ", ";
    text += print(tuple.children[i]) + ": " + print(tuple.children[i + 1]);
  }
  return "{" + text + "}";
}

/// AND and OR.
std::string print_chain(const Expression& chain) {
  std::string text;
  for (const Expression& term : chain.children) {
    if (&term != &chain.children.front()) text += operator_text(chain.kind);
    text += operand_text(term, precedence(chain.kind));
  }
  return text;
}

std::string print_operation(const Expression& operation, bool inverted = false) {
  std::string text = first_operand_text(operation);
  if (operation.kind == Kind::is) return text + (inverted ? " IS NOT " : " IS ") + operation.text;
  if (inverted) text += " NOT";
  const int outer = precedence(operation.kind);
  const std::string second = operand_text(operation.children[1], outer);
  if (operation.kind != Kind::between)
    return text + std::string(operator_text(operation.kind)) + second;
  return text + " BETWEEN " + second + " AND " + operand_text(operation.children[2], outer);
}

std::string print_not(const Expression& negation) {
  const Expression& operand = negation.children.front();
  if (can_be_inverted(operand.kind)) return print_operation(operand, true);
  return "NOT " + operand_text(operand, precedence(Kind::not_) - 1);
}

std::string print_sign(const Expression& sign) {
  const Expression& operand = sign.children.front();
  const bool again = operand.kind == Kind::negative || operand.kind == Kind::positive;
  // Two signs without a blank could begin a comment.
  return std::string(sign.kind == Kind::negative ? "-" : "+") + (again ? " " : "") +
         operand_text(operand, precedence(sign.kind) - 1);
}

std::string print_target(const ast::Target& target) {
  std::string text;
  for (const ast::Target::Part& part : target.parts) {
    if (!text.empty()) text += '.';
    text += part.quoted ? quoted(part.name, '"') : part.name;
  }
  return text;
}

std::string print_where(const std::optional<Expression>& where) {
  return where ? " WHERE " + print(*where) : std::string();
}

std::string print_returning(const std::optional<ast::Returning>& returning) {
  if (!returning) return {};
  return std::string(" RETURNING ") + (returning->modified ? "MODIFIED" : "ALL") +
         (returning->new_item ? " NEW *" : " OLD *");
}

struct StatementPrinter {
  std::string operator()(const ast::Select& select) const {
    std::string text = "SELECT ";
    text += select.projection.empty() ? "*" : print_items(select.projection);
    text += " FROM " + print_target(select.target) + print_where(select.where);
    for (const ast::Ordering& ordering : select.order_by) {
      text += &ordering == &select.order_by.front() ? " ORDER BY " : ", ";
      text += print(ordering.path);
      if (ordering.descending) text += " DESC";
    }
    return text;
  }
  std::string operator()(const ast::Insert& insert) const {
    return "INSERT INTO " + print_target(insert.target) + " VALUE " + print(insert.value);
  }
  std::string operator()(const ast::Update& update) const {
    std::string actions;
    for (const ast::Action& action : update.actions) {
      actions += action.value ? " SET " : " REMOVE ";
      actions += print(action.path);
      if (action.value) actions += " = " + print(*action.value);
    }
    const std::string target = print_target(update.target);
    const std::string where = print_where(update.where);
    return (update.from_first ? "FROM " + target + where + actions
                              : "UPDATE " + target + actions + where) +
           print_returning(update.returning);
  }
  std::string operator()(const ast::Delete& deletion) const {
    return "DELETE FROM " + print_target(deletion.target) + print_where(deletion.where) +
           print_returning(deletion.returning);
  }
  std::string operator()(const ast::Exists& exists) const {
    return "EXISTS(" + (*this)(exists.select) + ")";
  }
};

}  // namespace

std::string print(const Expression& expression) {
  switch (expression.kind) {
    case Kind::path:
      return print_path(expression);
    case Kind::name:
      return name_text(expression.text);
    case Kind::subscript:
      return "[" + print(expression.children.front()) + "]";
    case Kind::wildcard:
    case Kind::number:
      return expression.text;
    case Kind::string:
      return quoted(expression.text, '\'');
    case Kind::true_:
      return "TRUE";
    case Kind::false_:
      return "FALSE";
    case Kind::null:
      return "NULL";
    case Kind::missing:
      return "MISSING";
    case Kind::parameter:
      return "?";
    case Kind::star:
      return "*";
    case Kind::list:
      return "[" + print_items(expression.children) + "]";
    case Kind::bag:
      return "<<" + print_items(expression.children) + ">>";
    case Kind::tuple:
      return print_tuple(expression);
    case Kind::call:
      return expression.text + "(" + print_items(expression.children) + ")";
    case Kind::not_:
      return print_not(expression);
    case Kind::or_:
    case Kind::and_:
      return print_chain(expression);
    case Kind::negative:
    case Kind::positive:
      return print_sign(expression);
    default:
      return print_operation(expression);
  }
}

std::string print(const ast::Statement& statement) {
  return std::visit(StatementPrinter{}, statement.node);
}

}  // namespace dynarocks::partiql
