#pragma once
// Cuts a statement into tokens. Unlike an expression, a statement with a piece that is no token is
// refused before any of it is parsed, and without saying where.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "partiql/position.h"

namespace dynarocks::partiql {

enum class TokenKind : std::uint8_t {
  identifier,   // title
  quoted_name,  // "title"
  keyword,      // one that is none of the kinds below
  string,       // 'title'
  number,       // 1, 1.5e3, .5; never with a sign
  true_,
  false_,
  null,
  missing,
  parameter,  // ?
  left_paren,
  right_paren,
  left_bracket,
  right_bracket,
  left_curly,
  right_curly,
  left_bag,   // <<
  right_bag,  // >>
  comma,
  colon,
  semicolon,
  dot,
  star,
  eq,
  ne,  // <> or !=
  lt,
  le,
  gt,
  ge,
  plus,
  minus,
  slash,
  percent,
  concat,  // ||
  and_,
  or_,
  not_,
  in,
  is,
  like,
  between,
  end,  // of the statement
};

struct Token {
  TokenKind kind = TokenKind::end;
  /// Names and strings without their quotes, keywords in upper case, everything else as written.
  std::string text;
  Position position;
};

/// All tokens, followed by one of kind `end`. Nothing when a quote or a comment is not closed, a
/// character begins no token, or a number's exponent or scale does not fit 32 bits.
[[nodiscard]] std::optional<std::vector<Token>> tokenize(std::string_view statement);

}  // namespace dynarocks::partiql
