#pragma once
// The character classes of the expression language, which knows ASCII alone: no locale, no Unicode.

#include <cstddef>
#include <string_view>

namespace dynarocks::expression {

[[nodiscard]] constexpr bool is_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
/// What may follow the first character of an identifier, and what follows '#' and ':'.
[[nodiscard]] constexpr bool is_word_character(char c) {
  return is_letter(c) || is_digit(c) || c == '_';
}
[[nodiscard]] constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}
[[nodiscard]] constexpr char to_upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// Whether `word` is `upper_case`, whatever case it is written in.
[[nodiscard]] constexpr bool equals_ignoring_case(std::string_view word,
                                                  std::string_view upper_case) {
  if (word.size() != upper_case.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (to_upper(word[i]) != upper_case[i]) return false;
  }
  return true;
}

}  // namespace dynarocks::expression
