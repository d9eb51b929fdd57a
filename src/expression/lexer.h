#pragma once
// Cuts expression text into tokens that remember where they stood, for the parsers of this folder.
// Lexing never fails: a character that begins no token becomes an `error` token, which no grammar
// accepts, so that syntax faults are reported strictly from left to right.

#include <cstdint>
#include <string_view>
#include <vector>

namespace dynarocks::expression {

enum class TokenKind : std::uint8_t {
  identifier,    // title
  name,          // #title
  value,         // :title
  number,        // 0, or digits without a leading zero
  left_paren,    // (
  right_paren,   // )
  left_bracket,  // [
  right_bracket,
  dot,
  comma,
  eq,
  ne,
  lt,
  le,
  gt,
  ge,
  plus,
  minus,
  and_,  // the keywords of conditions
  or_,
  not_,
  between,
  in,
  set,  // the keywords of updates
  remove,
  add,
  delete_,
  error,  // one character that begins no token
  end,    // the end of the text
};

/// Which words are keywords depends on the expression: `add` is an ordinary (though reserved)
/// identifier in a condition, and a projection has no keywords at all.
enum class Grammar : std::uint8_t { condition, update, projection };

struct Token {
  TokenKind kind = TokenKind::end;
  std::uint32_t offset = 0;  // bytes from the beginning of the text
  std::uint32_t length = 0;  // bytes
};

/// All tokens of `text`, followed by one of kind `end`.
[[nodiscard]] std::vector<Token> tokenize(std::string_view text, Grammar grammar);

}  // namespace dynarocks::expression
