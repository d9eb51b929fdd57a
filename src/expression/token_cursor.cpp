#include "expression/token_cursor.h"

namespace dynarocks::expression {

std::string TokenCursor::describe(const SyntaxFault& fault) const {
  if (fault.reason == SyntaxFault::Reason::nested_calls) {
    return "The expression contains too many nested function calls;";
  }
  const Token& token = tokens_[fault.token];
  const bool at_end = token.kind == TokenKind::end;
  const Token& first = fault.token > 0 ? tokens_[fault.token - 1] : token;
  // At the end of the text the window is the last token alone, without the blanks that follow it.
  const Token& last = at_end                                            ? first
                      : tokens_[fault.token + 1].kind == TokenKind::end ? token
                                                                        : tokens_[fault.token + 1];
  std::string message = "Syntax error; token: \"";
  message += at_end ? std::string_view("<EOF>") : text_of(token);
  message += "\", near: \"";
  message += text_.substr(first.offset, last.offset + last.length - first.offset);
  message += '"';
  return message;
}

}  // namespace dynarocks::expression
