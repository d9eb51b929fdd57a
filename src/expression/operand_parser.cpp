#include "expression/operand_parser.h"

#include <charconv>
#include <utility>
#include <vector>

#include "model/limits.h"

namespace dynarocks::expression {

SyntaxResult<void> OperandParser::parse_name(ast::Path& path) {
  if (!cursor_.at(TokenKind::identifier) && !cursor_.at(TokenKind::name)) {
    return failure(cursor_.unexpected());
  }
  path.elements.emplace_back(std::string(cursor_.text()));
  cursor_.advance();
  return {};
}

SyntaxResult<void> OperandParser::parse_index(ast::Path& path) {
  if (!cursor_.at(TokenKind::number)) return failure(cursor_.unexpected());
  const std::string_view digits = cursor_.text();
  std::uint32_t index = 0;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), index);
  if (parsed.ec != std::errc()) {
    set_path_fault("List index is not within the allowable range; index: [" + std::string(digits) +
                   "]");
  }
  path.elements.emplace_back(index);
  cursor_.advance();
  return cursor_.expect(TokenKind::right_bracket);
}

SyntaxResult<void> OperandParser::parse_elements(ast::Path& path) {
  for (;;) {
    if (cursor_.accept(TokenKind::dot)) {
      DYNAROCKS_TRY(parse_name(path));
    } else if (cursor_.accept(TokenKind::left_bracket)) {
      DYNAROCKS_TRY(parse_index(path));
    } else {
      break;
    }
  }
  if (path.elements.size() > model::limits::path_elements) {
    set_path_fault("The document path has too many nesting levels; nesting levels: " +
                   std::to_string(path.elements.size()));
  }
  return {};
}

SyntaxResult<ast::Path> OperandParser::parse_path() {
  ast::Path path;
  DYNAROCKS_TRY(parse_name(path));
  DYNAROCKS_TRY(parse_elements(path));
  return path;
}

SyntaxResult<void> OperandParser::parse_tail(ParsedOperand& operand) {
  auto* path = std::get_if<ast::Path>(&operand.operand.node);
  if (path == nullptr || path_tail_ == PathTail::never) return {};
  if (!cursor_.at(TokenKind::dot) && !cursor_.at(TokenKind::left_bracket)) return {};
  operand.parenthesised = false;
  return parse_elements(*path);
}

SyntaxResult<ast::Operand> OperandParser::parse_simple_operand() {
  if (cursor_.at(TokenKind::value)) {
    ast::Operand operand{ast::ValueName{std::string(cursor_.text())}};
    cursor_.advance();
    return operand;
  }
  DYNAROCKS_ASSIGN(ast::Path path, parse_path());
  return ast::Operand{std::move(path)};
}

SyntaxResult<ParsedOperand> OperandParser::parse_operand() {
  /// An open parenthesis: of a call when it has a name, else of a group.
  struct Open {
    std::optional<ast::FunctionCall> call;
  };
  std::vector<Open> open;
  std::size_t calls = 0;
  for (;;) {
    if (cursor_.accept(TokenKind::left_paren)) {
      open.push_back({});
      continue;
    }
    if (cursor_.at(TokenKind::identifier) && cursor_.next_kind() == TokenKind::left_paren) {
      if (++calls > max_nested_calls) return failure(cursor_.nested_too_deeply());
      open.push_back({ast::FunctionCall{std::string(cursor_.text()), {}}});
      cursor_.advance();
      cursor_.advance();
      continue;
    }
    DYNAROCKS_ASSIGN(ast::Operand simple, parse_simple_operand());
    ParsedOperand operand{std::move(simple), false};
    bool complete = true;
    while (complete && !open.empty()) {
      if (auto& call = open.back().call) {
        call->arguments.push_back(std::move(operand.operand));
        complete = !cursor_.accept(TokenKind::comma);
        if (!complete) break;
        DYNAROCKS_TRY(cursor_.expect(TokenKind::right_paren));
        operand = {ast::Operand{std::move(*call)}, false};
        --calls;
      } else {
        DYNAROCKS_TRY(cursor_.expect(TokenKind::right_paren));
        note_parentheses(operand.parenthesised);
        operand.parenthesised = true;
        DYNAROCKS_TRY(parse_tail(operand));
      }
      open.pop_back();
    }
    if (complete) return operand;
  }
}

}  // namespace dynarocks::expression
