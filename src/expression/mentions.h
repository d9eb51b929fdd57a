#pragma once
// What an expression mentions, in written order: the view of a tree that the checks over a whole
// expression need.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "expression/ast.h"

namespace dynarocks::expression {

/// Pointers into the tree, which must outlive them.
struct Mentions {
  struct Call {
    const ast::FunctionCall* call;
    bool is_condition;  // not an operand
  };
  std::vector<const ast::Path*> paths;
  std::vector<const ast::ValueName*> values;
  std::vector<Call> calls;  // an outer call before those inside it
};

[[nodiscard]] Mentions mentions_of(const ast::Condition& condition);
[[nodiscard]] Mentions mentions_of(const ast::Update& update);

/// "Attribute name is a reserved keyword; reserved keyword: <word as written>" for the first bare
/// name that is one.
[[nodiscard]] Result<void, std::string> check_reserved_words(
    const std::vector<const ast::Path*>& paths);

[[nodiscard]] std::string invalid_function_name(std::string_view function);
[[nodiscard]] std::string function_not_allowed(std::string_view function);

}  // namespace dynarocks::expression
