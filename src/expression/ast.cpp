#include "expression/ast.h"

namespace dynarocks::expression::ast {

bool operator==(const FunctionCall& a, const FunctionCall& b) {
  return a.name == b.name && a.arguments == b.arguments;
}

bool operator==(const Logical& a, const Logical& b) {
  return a.connective == b.connective && a.terms == b.terms;
}

std::string_view operator_text(Operator op) {
  constexpr std::string_view texts[] = {"=", "<>", "<", "<=", ">", ">=", "BETWEEN", "IN"};
  return texts[static_cast<std::uint8_t>(op)];
}

std::string_view section_text(Section section) {
  constexpr std::string_view texts[] = {"SET", "REMOVE", "ADD", "DELETE"};
  return texts[static_cast<std::uint8_t>(section)];
}

}  // namespace dynarocks::expression::ast
