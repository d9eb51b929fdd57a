#pragma once
// Expressions of PartiQL: conditions, values and paths share one grammar, and what may stand where
// is checked later (statement_checker.h). Precedence, weakest first: OR, AND, NOT, = <> IN IS,
// < <= > >= BETWEEN LIKE, + - ||, * / %, sign.

#include <cstdint>

#include "partiql/ast.h"
#include "partiql/token_cursor.h"

namespace dynarocks::partiql {

class ExpressionParser {
 public:
  explicit ExpressionParser(TokenCursor& cursor) : cursor_(cursor) {}

  [[nodiscard]] SyntaxResult<ast::Expression> parse_expression() { return parse_infix(0); }
  /// A name with its steps, which are literals alone: what can be assigned to.
  [[nodiscard]] SyntaxResult<ast::Expression> parse_simple_path();
  /// How many "?" there have been.
  [[nodiscard]] std::uint32_t parameter_count() const { return parameter_count_; }

 private:
  /// Operators of at most `precedence` end the expression.
  [[nodiscard]] SyntaxResult<ast::Expression> parse_infix(int precedence);
  [[nodiscard]] SyntaxResult<void> parse_right_side(ast::Expression& infix, int precedence);
  [[nodiscard]] SyntaxResult<void> parse_operand_into(ast::Expression& infix, int precedence);
  [[nodiscard]] SyntaxResult<void> parse_in_list(ast::Expression& in, int precedence);
  [[nodiscard]] SyntaxResult<void> parse_type(ast::Expression& is);
  [[nodiscard]] SyntaxResult<ast::Expression> parse_prefix();
  [[nodiscard]] SyntaxResult<ast::Expression> parse_sign();
  [[nodiscard]] SyntaxResult<ast::Expression> parse_path_term();
  [[nodiscard]] SyntaxResult<void> parse_steps(ast::Expression& path, bool simple);
  [[nodiscard]] SyntaxResult<void> parse_dot_step(ast::Expression& path, bool simple);
  [[nodiscard]] SyntaxResult<void> parse_bracket_step(ast::Expression& path, bool simple);
  [[nodiscard]] SyntaxResult<ast::Expression> parse_term();
  [[nodiscard]] SyntaxResult<ast::Expression> parse_keyword_term();
  [[nodiscard]] SyntaxResult<ast::Expression> parse_group();
  [[nodiscard]] SyntaxResult<ast::Expression> parse_call();
  [[nodiscard]] SyntaxResult<ast::Expression> parse_elements(ast::Kind kind, TokenKind close,
                                                             std::string_view close_name);
  [[nodiscard]] SyntaxResult<ast::Expression> parse_tuple();
  [[nodiscard]] SyntaxResult<void> parse_items(std::vector<ast::Expression>& items);
  /// The current token as an expression without children.
  [[nodiscard]] ast::Expression take(ast::Kind kind);

  TokenCursor& cursor_;
  std::uint32_t parameter_count_ = 0;
  int nesting_ = 0;
};

}  // namespace dynarocks::partiql
