#include "expression/printer.h"

#include <cstddef>

namespace dynarocks::expression {

namespace {

std::string print_operands(const std::vector<ast::Operand>& operands, std::size_t first,
                           std::string_view separator) {
  std::string text;
  for (std::size_t i = first; i < operands.size(); ++i) {
    if (i > first) text += separator;
    text += print(operands[i]);
  }
  return text;
}

std::string print_call(const ast::FunctionCall& call) {
  return call.name + "(" + print_operands(call.arguments, 0, ", ") + ")";
}

std::string print_predicate(const ast::Predicate& predicate) {
  const std::string_view op = ast::operator_text(predicate.op);
  std::string text = print(predicate.operands.front());
  text += ' ';
  text += op;
  text += ' ';
  switch (predicate.op) {
    case ast::Operator::between:
      return text + print_operands(predicate.operands, 1, " AND ");
    case ast::Operator::in:
      return text + "(" + print_operands(predicate.operands, 1, ", ") + ")";
    default:
      return text + print_operands(predicate.operands, 1, "");
  }
}

/// A term keeps its place in the tree without parentheses only if it binds tighter than `outer`.
bool needs_parentheses(const ast::Condition& term, ast::Connective outer) {
  const auto* inner = std::get_if<ast::Logical>(&term.node);
  if (inner == nullptr || inner->connective == ast::Connective::not_) return false;
  return outer != ast::Connective::or_ || inner->connective == ast::Connective::or_;
}

std::string print_logical(const ast::Logical& logical) {
  constexpr std::string_view separators[] = {" AND ", " OR ", ""};
  std::string text = logical.connective == ast::Connective::not_ ? "NOT " : "";
  for (std::size_t i = 0; i < logical.terms.size(); ++i) {
    if (i > 0) text += separators[static_cast<std::size_t>(logical.connective)];
    const ast::Condition& term = logical.terms[i];
    const bool grouped = needs_parentheses(term, logical.connective);
    if (grouped) text += '(';
    text += print(term);
    if (grouped) text += ')';
  }
  return text;
}

std::string print_action(const ast::UpdateAction& action, ast::Section section) {
  std::string text = print(action.target);
  if (section == ast::Section::remove) return text;
  text += section == ast::Section::set ? " = " : " ";
  return text + print_operands(action.operands, 0,
                               action.arithmetic == ast::Arithmetic::plus ? " + " : " - ");
}

}  // namespace

std::string print(const ast::Path& path) {
  std::string text;
  for (const PathElement& element : path.elements) {
    if (const auto* name = std::get_if<std::string>(&element)) {
      if (!text.empty()) text += '.';
      text += *name;
    } else {
      text += '[' + std::to_string(std::get<std::uint32_t>(element)) + ']';
    }
  }
  return text;
}

std::string print(const ast::Operand& operand) {
  if (const auto* path = std::get_if<ast::Path>(&operand.node)) return print(*path);
  if (const auto* value = std::get_if<ast::ValueName>(&operand.node)) return value->name;
  return print_call(std::get<ast::FunctionCall>(operand.node));
}

std::string print(const ast::Condition& condition) {
  if (const auto* predicate = std::get_if<ast::Predicate>(&condition.node)) {
    return print_predicate(*predicate);
  }
  if (const auto* call = std::get_if<ast::FunctionCall>(&condition.node)) return print_call(*call);
  return print_logical(std::get<ast::Logical>(condition.node));
}

std::string print(const ast::Update& update) {
  std::string text;
  for (const ast::UpdateSection& section : update.sections) {
    if (!text.empty()) text += ' ';
    text += ast::section_text(section.section);
    for (std::size_t i = 0; i < section.actions.size(); ++i) {
      text += i > 0 ? ", " : " ";
      text += print_action(section.actions[i], section.section);
    }
  }
  return text;
}

}  // namespace dynarocks::expression
