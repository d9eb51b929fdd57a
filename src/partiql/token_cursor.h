#pragma once
// A parser's position in the tokens of a statement, and what is wrong with it that syntax does not
// forbid.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "partiql/lexer.h"

namespace dynarocks::partiql {

/// The error is what follows "Statement wasn't well formed, can't be processed: ".
template <class T>
using SyntaxResult = Result<T, std::string>;

class TokenCursor {
 public:
  /// `tokens` end with one of kind `end`.
  explicit TokenCursor(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

  [[nodiscard]] const Token& token() const { return tokens_[index_]; }
  [[nodiscard]] TokenKind kind() const { return token().kind; }
  [[nodiscard]] bool at(TokenKind kind) const { return token().kind == kind; }
  [[nodiscard]] bool at_keyword(std::string_view word) const {
    return at(TokenKind::keyword) && token().text == word;
  }
  /// The token after the current one; at the end, the end.
  [[nodiscard]] const Token& next() const {
    return tokens_[index_ + 1 < tokens_.size() ? index_ + 1 : index_];
  }

  /// Steps over the current token; the end of the statement stays where it is.
  void advance() {
    if (!at(TokenKind::end)) ++index_;
  }
  bool accept(TokenKind kind) {
    if (!at(kind)) return false;
    advance();
    return true;
  }
  bool accept_keyword(std::string_view word) {
    if (!at_keyword(word)) return false;
    advance();
    return true;
  }
  /// `name` is how messages call the kind: "RIGHT_PAREN".
  [[nodiscard]] SyntaxResult<void> expect(TokenKind kind, std::string_view name) {
    if (!accept(kind)) return failure("Expected " + std::string(name));
    return {};
  }
  [[nodiscard]] SyntaxResult<void> expect_keyword(std::string_view word) {
    if (!accept_keyword(word)) return failure("Expected " + std::string(word) + " keyword");
    return {};
  }

  /// Keeps the first fault of a statement that is well-formed so far; told once all of it is known
  /// to be.
  void note_fault(std::string message) {
    if (!fault_) fault_ = std::move(message);
  }
  [[nodiscard]] const std::optional<std::string>& fault() const { return fault_; }

 private:
  std::vector<Token> tokens_;
  std::size_t index_ = 0;
  std::optional<std::string> fault_;
};

}  // namespace dynarocks::partiql
