#include "expression/update_parser.h"

#include <cstddef>
#include <utility>

#include "expression/operand_parser.h"
#include "expression/token_cursor.h"

namespace dynarocks::expression {

namespace {

std::optional<ast::Section> section_of(TokenKind kind) {
  switch (kind) {
    case TokenKind::set:
      return ast::Section::set;
    case TokenKind::remove:
      return ast::Section::remove;
    case TokenKind::add:
      return ast::Section::add;
    case TokenKind::delete_:
      return ast::Section::delete_;
    default:
      return std::nullopt;
  }
}

class UpdateParser {
 public:
  explicit UpdateParser(std::string_view text)
      : cursor_(text, Grammar::update), operands_(cursor_, PathTail::never) {}

  [[nodiscard]] Result<ParsedUpdate, std::string> parse() {
    SyntaxResult<ast::Update> update = parse_all();
    if (!update) return failure(cursor_.describe(update.error()));
    return ParsedUpdate{std::move(*update), operands_.path_fault()};
  }

 private:
  [[nodiscard]] SyntaxResult<ast::Update> parse_all();
  [[nodiscard]] SyntaxResult<ast::UpdateSection> parse_section();
  [[nodiscard]] SyntaxResult<ast::UpdateAction> parse_action(ast::Section section);
  [[nodiscard]] SyntaxResult<void> parse_set_value(ast::UpdateAction& action);
  [[nodiscard]] SyntaxResult<void> parse_value_name(ast::UpdateAction& action);

  TokenCursor cursor_;
  OperandParser operands_;
};

SyntaxResult<ast::Update> UpdateParser::parse_all() {
  ast::Update update;
  do {
    DYNAROCKS_ASSIGN(ast::UpdateSection section, parse_section());
    update.sections.push_back(std::move(section));
  } while (!cursor_.at(TokenKind::end));
  return update;
}

SyntaxResult<ast::UpdateSection> UpdateParser::parse_section() {
  const std::optional<ast::Section> kind = section_of(cursor_.kind());
  if (!kind) return failure(cursor_.unexpected());
  cursor_.advance();
  ast::UpdateSection section{*kind, {}};
  do {
    DYNAROCKS_ASSIGN(ast::UpdateAction action, parse_action(*kind));
    section.actions.push_back(std::move(action));
  } while (cursor_.accept(TokenKind::comma));
  return section;
}

SyntaxResult<ast::UpdateAction> UpdateParser::parse_action(ast::Section section) {
  ast::UpdateAction action;
  DYNAROCKS_ASSIGN(action.target, operands_.parse_path());
  switch (section) {
    case ast::Section::remove:
      break;
    case ast::Section::set:
      DYNAROCKS_TRY(cursor_.expect(TokenKind::eq));
      DYNAROCKS_TRY(parse_set_value(action));
      break;
    case ast::Section::add:
    case ast::Section::delete_:
      DYNAROCKS_TRY(parse_value_name(action));
      break;
  }
  return action;
}

SyntaxResult<void> UpdateParser::parse_value_name(ast::UpdateAction& action) {
  if (!cursor_.at(TokenKind::value)) return failure(cursor_.unexpected());
  action.operands.push_back({ast::ValueName{std::string(cursor_.text())}});
  cursor_.advance();
  return {};
}

SyntaxResult<void> UpdateParser::parse_set_value(ast::UpdateAction& action) {
  // Parentheses may stand around the whole value, "(a + b)", or around its first operand,
  // "(a) + b": where they close decides. "(a + b) + c" leaves the second '+' to the caller, who
  // takes no such token.
  std::size_t open = 0;
  while (cursor_.accept(TokenKind::left_paren)) ++open;
  DYNAROCKS_ASSIGN(ParsedOperand first, operands_.parse_operand());
  action.operands.push_back(std::move(first.operand));
  for (;;) {
    const bool sign = cursor_.at(TokenKind::plus) || cursor_.at(TokenKind::minus);
    if (sign && action.arithmetic == ast::Arithmetic::none) {
      action.arithmetic =
          cursor_.at(TokenKind::plus) ? ast::Arithmetic::plus : ast::Arithmetic::minus;
      cursor_.advance();
      DYNAROCKS_ASSIGN(ParsedOperand second, operands_.parse_operand());
      action.operands.push_back(std::move(second.operand));
    } else if (open > 0) {
      DYNAROCKS_TRY(cursor_.expect(TokenKind::right_paren));
      --open;
    } else {
      return {};
    }
  }
}

}  // namespace

Result<ParsedUpdate, std::string> parse_update(std::string_view text) {
  return UpdateParser(text).parse();
}

}  // namespace dynarocks::expression
