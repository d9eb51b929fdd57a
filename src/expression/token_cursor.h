#pragma once
// A parser's position in its tokens, and the wording of a syntax error at any of them.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "expression/lexer.h"

namespace dynarocks::expression {

/// The token that fits no rule of the grammar (by index), or why parsing was given up there.
struct SyntaxFault {
  enum class Reason : std::uint8_t { unexpected_token, nested_calls };
  std::size_t token = 0;
  Reason reason = Reason::unexpected_token;
};

template <class T>
using SyntaxResult = Result<T, SyntaxFault>;

class TokenCursor {
 public:
  /// `text` must outlive the cursor.
  TokenCursor(std::string_view text, Grammar grammar)
      : text_(text), tokens_(tokenize(text, grammar)) {}

  [[nodiscard]] TokenKind kind() const { return tokens_[position_].kind; }
  [[nodiscard]] bool at(TokenKind kind) const { return tokens_[position_].kind == kind; }
  /// The kind of the token after the current one.
  [[nodiscard]] TokenKind next_kind() const {
    return at(TokenKind::end) ? TokenKind::end : tokens_[position_ + 1].kind;
  }
  [[nodiscard]] std::string_view text() const { return text_of(tokens_[position_]); }

  /// Steps over the current token; the end of the text stays where it is.
  void advance() {
    if (!at(TokenKind::end)) ++position_;
  }
  /// Steps over the current token if it is of this kind.
  bool accept(TokenKind kind) {
    if (!at(kind)) return false;
    advance();
    return true;
  }
  [[nodiscard]] SyntaxResult<void> expect(TokenKind kind) {
    if (!accept(kind)) return failure(unexpected());
    return {};
  }

  /// The current token fits no rule.
  [[nodiscard]] SyntaxFault unexpected() const { return {position_}; }
  [[nodiscard]] SyntaxFault nested_too_deeply() const {
    return {position_, SyntaxFault::Reason::nested_calls};
  }
  /// `Syntax error; token: "<token>", near: "<window>"`, the window reaching from the start of the
  /// previous token to the end of the next.
  [[nodiscard]] std::string describe(const SyntaxFault& fault) const;

 private:
  [[nodiscard]] std::string_view text_of(const Token& token) const {
    return text_.substr(token.offset, token.length);
  }

  std::string_view text_;
  std::vector<Token> tokens_;
  std::size_t position_ = 0;
};

}  // namespace dynarocks::expression
