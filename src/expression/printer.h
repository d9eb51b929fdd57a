#pragma once
// Syntax trees as expression text again: parsing what is printed yields the same tree. For tests
// and debugging.

#include <string>

#include "expression/ast.h"

namespace dynarocks::expression {

[[nodiscard]] std::string print(const ast::Path& path);
[[nodiscard]] std::string print(const ast::Operand& operand);
/// With the parentheses the tree needs and no others.
[[nodiscard]] std::string print(const ast::Condition& condition);
[[nodiscard]] std::string print(const ast::Update& update);

}  // namespace dynarocks::expression
