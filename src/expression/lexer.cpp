#include "expression/lexer.h"

#include <array>
#include <cstddef>

#include "expression/ascii.h"

namespace dynarocks::expression {

namespace {

struct Keyword {
  std::string_view word;  // upper case
  TokenKind kind;
};

constexpr std::array condition_keywords = {
    Keyword{"AND", TokenKind::and_}, Keyword{"OR", TokenKind::or_}, Keyword{"NOT", TokenKind::not_},
    Keyword{"BETWEEN", TokenKind::between}, Keyword{"IN", TokenKind::in}};

constexpr std::array update_keywords = {
    Keyword{"SET", TokenKind::set}, Keyword{"REMOVE", TokenKind::remove},
    Keyword{"ADD", TokenKind::add}, Keyword{"DELETE", TokenKind::delete_}};

template <std::size_t count>
TokenKind keyword_or_identifier(std::string_view word, const std::array<Keyword, count>& keywords) {
  for (const Keyword& keyword : keywords) {
    if (equals_ignoring_case(word, keyword.word)) return keyword.kind;
  }
  return TokenKind::identifier;
}

TokenKind word_kind(std::string_view word, Grammar grammar) {
  switch (grammar) {
    case Grammar::condition:
      return keyword_or_identifier(word, condition_keywords);
    case Grammar::update:
      return keyword_or_identifier(word, update_keywords);
    case Grammar::projection:
      return TokenKind::identifier;
  }
  return TokenKind::identifier;
}

std::size_t word_length(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && is_word_character(text[length])) ++length;
  return length;
}

/// Bytes of the UTF-8 character `text` begins with, so that an error token never cuts one in two.
std::size_t character_length(std::string_view text) {
  std::size_t length = 1;
  while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) {
    ++length;
  }
  return length;
}

struct Lexeme {
  TokenKind kind;
  std::size_t length;
};

Lexeme symbol(std::string_view text) {
  const char next = text.size() > 1 ? text[1] : '\0';
  switch (text.front()) {
    case '(':
      return {TokenKind::left_paren, 1};
    case ')':
      return {TokenKind::right_paren, 1};
    case '[':
      return {TokenKind::left_bracket, 1};
    case ']':
      return {TokenKind::right_bracket, 1};
    case '.':
      return {TokenKind::dot, 1};
    case ',':
      return {TokenKind::comma, 1};
    case '+':
      return {TokenKind::plus, 1};
    case '-':
      return {TokenKind::minus, 1};
    case '=':
      return {TokenKind::eq, 1};
    case '<':
      if (next == '>') return {TokenKind::ne, 2};
      return next == '=' ? Lexeme{TokenKind::le, 2} : Lexeme{TokenKind::lt, 1};
    case '>':
      return next == '=' ? Lexeme{TokenKind::ge, 2} : Lexeme{TokenKind::gt, 1};
    default:
      return {TokenKind::error, character_length(text)};
  }
}

Lexeme lexeme(std::string_view text, Grammar grammar) {
  const char first = text.front();
  if (is_letter(first)) {
    const std::size_t length = word_length(text);
    return {word_kind(text.substr(0, length), grammar), length};
  }
  if (is_digit(first)) {
    std::size_t length = 1;
    // A leading zero is a number of its own: "03" is 0 and 3.
    while (first != '0' && length < text.size() && is_digit(text[length])) ++length;
    return {TokenKind::number, length};
  }
  if (first == '#' || first == ':') {
    const std::size_t length = word_length(text.substr(1));
    if (length == 0) return {TokenKind::error, 1};
    return {first == '#' ? TokenKind::name : TokenKind::value, length + 1};
  }
  return symbol(text);
}

}  // namespace

std::vector<Token> tokenize(std::string_view text, Grammar grammar) {
  std::vector<Token> tokens;
  tokens.reserve(text.size() / 3 + 2);
  std::size_t offset = 0;
  while (offset < text.size()) {
    if (is_blank(text[offset])) {
      ++offset;
      continue;
    }
    const Lexeme found = lexeme(text.substr(offset), grammar);
    tokens.push_back(
        {found.kind, static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(found.length)});
    offset += found.length;
  }
  tokens.push_back({TokenKind::end, static_cast<std::uint32_t>(text.size()), 0});
  return tokens;
}

}  // namespace dynarocks::expression
