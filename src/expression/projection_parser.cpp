#include "expression/projection_parser.h"

#include <utility>

#include "expression/operand_parser.h"
#include "expression/token_cursor.h"

namespace dynarocks::expression {

Result<ParsedProjection, std::string> parse_projection(std::string_view text) {
  TokenCursor cursor(text, Grammar::projection);
  OperandParser operands(cursor, PathTail::never);
  ParsedProjection parsed;
  do {
    SyntaxResult<ast::Path> path = operands.parse_path();
    if (!path) return failure(cursor.describe(path.error()));
    parsed.paths.push_back(std::move(*path));
  } while (cursor.accept(TokenKind::comma));
  if (!cursor.at(TokenKind::end)) return failure(cursor.describe(cursor.unexpected()));
  parsed.limit_fault = operands.path_fault();
  return parsed;
}

}  // namespace dynarocks::expression
