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

/// `operand` beside an operator of this precedence.
std::string operand_text(const Expression& operand, int outer) {
  if (precedence(operand.kind) > outer) return print(operand);
  return "(" + print(operand) + ")";
}

std::string print_items(const std::vector<Expression>& items) {
  std::string text;
  for (const Expression& item : items) {
    if (!text.empty()) text += ", ";
    text += print(item);
  }
  return text;
}

/// Whether a path may begin with it as it is printed.
bool can_be_root(const Expression& root) {
  return precedence(root.kind) == 9 && root.kind != Kind::number && root.kind != Kind::path;
}

std::string print_path(const Expression& path) {
  const Expression& root = path.children.front();
  std::string text = can_be_root(root) ? print(root) : "(" + print(root) + ")";
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

std::string print_infix(const Expression& infix) {
  const int outer = precedence(infix.kind);
  std::string text;
  for (const Expression& operand : infix.children) {
    if (&operand != &infix.children.front()) text += operator_text(infix.kind);
    text += operand_text(operand, outer);
  }
  return text;
}

std::string print_between(const Expression& between) {
  const int outer = precedence(between.kind);
  return operand_text(between.children[0], outer) + " BETWEEN " +
         operand_text(between.children[1], outer) + " AND " +
         operand_text(between.children[2], outer);
}

std::string print_sign(const Expression& sign) {
  const Expression& operand = sign.children.front();
  return (sign.kind == Kind::negative ? "-" : "+") + operand_text(operand, 8);
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
    case Kind::is:
      return operand_text(expression.children.front(), precedence(Kind::is)) + " IS " +
             expression.text;
    case Kind::not_:
      return "NOT " + operand_text(expression.children.front(), 2);
    case Kind::between:
      return print_between(expression);
    case Kind::negative:
    case Kind::positive:
      return print_sign(expression);
    default:
      return print_infix(expression);
  }
}

std::string print(const ast::Statement& statement) {
  return std::visit(StatementPrinter{}, statement.node);
}

}  // namespace dynarocks::partiql
