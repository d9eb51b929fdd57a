#pragma once
// Document paths and operands: the part of the grammar that conditions, updates and projections
// share. Parsing uses an explicit stack, so no text can exhaust the thread's.

#include <cstddef>
#include <optional>
#include <string>

#include "expression/ast.h"
#include "expression/token_cursor.h"

namespace dynarocks::expression {

/// Function calls inside function calls. Own bound: 4096 bytes of text hold at most 240 levels of
/// if_not_exists, the only function that may be nested at will.
inline constexpr std::size_t max_nested_calls = 256;

/// Whether "(path)" may be followed by ".name" and "[index]": it may in conditions.
enum class PathTail : std::uint8_t { after_parentheses, never };

struct ParsedOperand {
  ast::Operand operand;
  bool parenthesised = false;  // "(a)", but not "(a).b"
};

class OperandParser {
 public:
  OperandParser(TokenCursor& cursor, PathTail path_tail) : cursor_(cursor), path_tail_(path_tail) {}

  /// path := name ('.' name | '[' digits ']')*
  [[nodiscard]] SyntaxResult<ast::Path> parse_path();
  /// operand := path | :value | function | '(' operand ')'
  [[nodiscard]] SyntaxResult<ParsedOperand> parse_operand();
  /// What may follow a closing parenthesis around `operand`.
  [[nodiscard]] SyntaxResult<void> parse_tail(ParsedOperand& operand);

  /// To be called for every pair of parentheses, with whether it directly encloses another pair.
  void note_parentheses(bool enclose_parentheses) {
    redundant_parentheses_ = redundant_parentheses_ || enclose_parentheses;
  }
  [[nodiscard]] bool redundant_parentheses() const { return redundant_parentheses_; }
  /// The first path that is too deep or has an index too large. Syntax errors come before it.
  [[nodiscard]] const std::optional<std::string>& path_fault() const { return path_fault_; }

 private:
  [[nodiscard]] SyntaxResult<void> parse_elements(ast::Path& path);
  [[nodiscard]] SyntaxResult<void> parse_index(ast::Path& path);
  [[nodiscard]] SyntaxResult<void> parse_name(ast::Path& path);
  [[nodiscard]] SyntaxResult<ast::Operand> parse_simple_operand();
  void set_path_fault(std::string fault) {
    if (!path_fault_) path_fault_ = std::move(fault);
  }

  TokenCursor& cursor_;
  PathTail path_tail_;
  bool redundant_parentheses_ = false;
  std::optional<std::string> path_fault_;
};

}  // namespace dynarocks::expression
