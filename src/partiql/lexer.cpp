#include "partiql/lexer.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <utility>

#include "expression/ascii.h"
#include "partiql/keywords.h"

namespace dynarocks::partiql {

namespace {

using expression::is_digit;
using expression::is_letter;

struct Symbol {
  std::string_view text;
  TokenKind kind;
};

/// A symbol stands before those it begins with.
constexpr std::array<Symbol, 28> symbols = {
    {{"<<", TokenKind::left_bag},   {">>", TokenKind::right_bag},   {"<>", TokenKind::ne},
     {"!=", TokenKind::ne},         {"<=", TokenKind::le},          {">=", TokenKind::ge},
     {"||", TokenKind::concat},     {"<", TokenKind::lt},           {">", TokenKind::gt},
     {"=", TokenKind::eq},          {"+", TokenKind::plus},         {"-", TokenKind::minus},
     {"/", TokenKind::slash},       {"%", TokenKind::percent},      {"*", TokenKind::star},
     {".", TokenKind::dot},         {",", TokenKind::comma},        {":", TokenKind::colon},
     {";", TokenKind::semicolon},   {"?", TokenKind::parameter},    {"(", TokenKind::left_paren},
     {")", TokenKind::right_paren}, {"[", TokenKind::left_bracket}, {"]", TokenKind::right_bracket},
     {"{", TokenKind::left_curly},  {"}", TokenKind::right_curly},  {"'", TokenKind::string},
     {"\"", TokenKind::quoted_name}}};

/// Words that are operators or literals rather than keywords.
constexpr std::array<Symbol, 11> words = {{{"AND", TokenKind::and_},
                                           {"OR", TokenKind::or_},
                                           {"NOT", TokenKind::not_},
                                           {"IN", TokenKind::in},
                                           {"IS", TokenKind::is},
                                           {"LIKE", TokenKind::like},
                                           {"BETWEEN", TokenKind::between},
                                           {"TRUE", TokenKind::true_},
                                           {"FALSE", TokenKind::false_},
                                           {"NULL", TokenKind::null},
                                           {"MISSING", TokenKind::missing}}};

bool is_word_start(char c) { return is_letter(c) || c == '_' || c == '$'; }
bool is_word_part(char c) { return is_word_start(c) || is_digit(c); }

bool fits_32_bits(std::int64_t value) {
  return value >= std::numeric_limits<std::int32_t>::min() &&
         value <= std::numeric_limits<std::int32_t>::max();
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  [[nodiscard]] std::optional<std::vector<Token>> tokenize() {
    std::vector<Token> tokens;
    for (;;) {
      if (!skip_blanks()) return std::nullopt;
      if (offset_ == text_.size()) break;
      Token token;
      token.position.line = line_;
      token.position.column = column_;
      const std::size_t begin = offset_;
      if (!read(token)) return std::nullopt;
      token.position.length = characters(text_.substr(begin, offset_ - begin));
      tokens.push_back(std::move(token));
    }
    tokens.push_back({TokenKind::end, {}, {line_, column_, 0}});
    return tokens;
  }

 private:
  [[nodiscard]] char at(std::size_t ahead) const {
    return offset_ + ahead < text_.size() ? text_[offset_ + ahead] : '\0';
  }
  [[nodiscard]] static std::uint32_t characters(std::string_view utf8) {
    const auto count = std::count_if(utf8.begin(), utf8.end(), [](char c) {
      return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    });
    return static_cast<std::uint32_t>(count);
  }
  /// Steps over `bytes` of text, keeping line and column.
  void advance(std::size_t bytes);
  /// Steps over blanks and comments; false when a comment is not closed.
  [[nodiscard]] bool skip_blanks();
  /// The token that begins here.
  [[nodiscard]] bool read(Token& token);
  void read_word(Token& token);
  [[nodiscard]] bool read_quoted(Token& token, char quote);
  [[nodiscard]] bool read_number(Token& token);
  std::size_t take_digits();
  /// What follows the coefficient; false when it is no exponent, or too large a one.
  [[nodiscard]] bool read_exponent(std::size_t fraction_digits);

  std::string_view text_;
  std::size_t offset_ = 0;
  std::uint32_t line_ = 1;
  std::uint32_t column_ = 1;
};

void Lexer::advance(std::size_t bytes) {
  for (const std::size_t end = offset_ + bytes; offset_ < end; ++offset_) {
    const char c = text_[offset_];
    const bool ends_line = c == '\n' || (c == '\r' && at(1) != '\n');
    if (ends_line) {
      ++line_;
      column_ = 1;
    } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
      ++column_;
    }
  }
}

bool Lexer::skip_blanks() {
  for (;;) {
    if (offset_ < text_.size() && expression::is_blank(text_[offset_])) {
      advance(1);
    } else if (at(0) == '-' && at(1) == '-') {
      const std::size_t end = text_.find_first_of("\r\n", offset_);
      advance((end == std::string_view::npos ? text_.size() : end) - offset_);
    } else if (at(0) == '/' && at(1) == '*') {
      const std::size_t end = text_.find("*/", offset_ + 2);
      if (end == std::string_view::npos) return false;
      advance(end + 2 - offset_);
    } else {
      return true;
    }
  }
}

bool Lexer::read(Token& token) {
  const char first = at(0);
  if (is_word_start(first)) {
    read_word(token);
    return true;
  }
  if (is_digit(first) || (first == '.' && is_digit(at(1)))) return read_number(token);
  const std::string_view rest = text_.substr(offset_);
  const auto symbol = std::find_if(symbols.begin(), symbols.end(), [rest](const Symbol& candidate) {
    return rest.starts_with(candidate.text);
  });
  if (symbol == symbols.end()) return false;
  token.kind = symbol->kind;
  const bool quoted = token.kind == TokenKind::string || token.kind == TokenKind::quoted_name;
  if (quoted) return read_quoted(token, first);
  token.text = symbol->text;
  advance(symbol->text.size());
  return true;
}

void Lexer::read_word(Token& token) {
  std::size_t length = 0;
  while (is_word_part(at(length))) ++length;
  token.text = text_.substr(offset_, length);
  advance(length);
  if (!is_keyword(token.text)) {
    token.kind = TokenKind::identifier;
    return;
  }
  std::transform(token.text.begin(), token.text.end(), token.text.begin(), expression::to_upper);
  const auto word = std::find_if(words.begin(), words.end(), [&token](const Symbol& candidate) {
    return candidate.text == token.text;
  });
  token.kind = word == words.end() ? TokenKind::keyword : word->kind;
}

bool Lexer::read_quoted(Token& token, char quote) {
  advance(1);
  while (offset_ < text_.size()) {
    const char c = text_[offset_];
    advance(1);
    if (c != quote) {
      token.text += c;
    } else if (at(0) == quote) {
      token.text += quote;
      advance(1);
    } else {
      return true;
    }
  }
  return false;
}

std::size_t Lexer::take_digits() {
  std::size_t count = 0;
  while (is_digit(at(count))) ++count;
  advance(count);
  return count;
}

bool Lexer::read_exponent(std::size_t fraction_digits) {
  if (at(0) != 'e' && at(0) != 'E') return true;
  advance(1);
  const bool negative = at(0) == '-';
  if (negative || at(0) == '+') advance(1);
  const std::size_t begin = offset_;
  if (take_digits() == 0) return false;
  constexpr std::int64_t beyond = std::int64_t{1} << 40;
  std::int64_t exponent = 0;
  for (const char digit : text_.substr(begin, offset_ - begin)) {
    exponent = std::min(exponent * 10 + (digit - '0'), beyond);
  }
  if (negative) exponent = -exponent;
  return fits_32_bits(exponent) &&
         fits_32_bits(static_cast<std::int64_t>(fraction_digits) - exponent);
}

bool Lexer::read_number(Token& token) {
  token.kind = TokenKind::number;
  const std::size_t begin = offset_;
  take_digits();
  std::size_t fraction_digits = 0;
  if (at(0) == '.') {
    advance(1);
    fraction_digits = take_digits();
  }
  if (!read_exponent(fraction_digits)) return false;
  token.text = text_.substr(begin, offset_ - begin);
  return !is_word_start(at(0));
}

}  // namespace

std::optional<std::vector<Token>> tokenize(std::string_view statement) {
  return Lexer(statement).tokenize();
}

}  // namespace dynarocks::partiql
