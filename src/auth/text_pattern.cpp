#include "auth/text_pattern.h"

#include <cstddef>
#include <utility>

#include "base/ascii_case.h"

namespace dynarocks::auth {
namespace {

using Kind = PatternPiece::Kind;

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

/// What stands between the braces of "${...}"; nothing when that is no variable.
std::optional<PatternPiece> parse_variable(std::string_view inside) {
  const std::size_t comma = inside.find(',');
  PatternPiece variable{Kind::variable, lower_case(trimmed(inside.substr(0, comma))), {}};
  if (variable.text.empty()) return std::nullopt;
  if (comma == std::string_view::npos) return variable;
  const std::string_view quoted = trimmed(inside.substr(comma + 1));
  if (quoted.size() < 2 || quoted.front() != '\'' || quoted.back() != '\'') return std::nullopt;
  variable.fallback = quoted.substr(1, quoted.size() - 2);
  return variable;
}

class Builder {
 public:
  void literal(std::string_view characters) {
    if (pattern_.empty() || pattern_.back().kind != Kind::literal) {
      pattern_.push_back({Kind::literal, {}, {}});
    }
    pattern_.back().text.append(characters);
  }
  void any_run() {
    if (pattern_.empty() || pattern_.back().kind != Kind::any_run) {
      pattern_.push_back({Kind::any_run, {}, {}});
    }
  }
  void piece(PatternPiece piece) { pattern_.push_back(std::move(piece)); }
  TextPattern take() { return std::move(pattern_); }

 private:
  TextPattern pattern_;
};

/// The end of the variable or the escape that `text` begins with, added to `builder`; 0 when it
/// begins with neither.
std::size_t take_variable(std::string_view text, Builder& builder) {
  if (!text.starts_with("${")) return 0;
  const std::size_t end = text.find('}', 2);
  if (end == std::string_view::npos) return 0;
  const std::string_view inside = text.substr(2, end - 2);
  if (inside == "*" || inside == "?" || inside == "$") {
    builder.literal(inside);
    return end + 1;
  }
  auto variable = parse_variable(inside);
  if (!variable) return 0;
  builder.piece(std::move(*variable));
  return end + 1;
}

}  // namespace

TextPattern parse_text_pattern(std::string_view text, PatternSyntax syntax) {
  Builder builder;
  while (!text.empty()) {
    std::size_t taken = syntax.variables ? take_variable(text, builder) : 0;
    if (taken == 0) {
      taken = 1;
      if (syntax.wildcards && text.front() == '*') {
        builder.any_run();
      } else if (syntax.wildcards && text.front() == '?') {
        builder.piece({Kind::any_character, {}, {}});
      } else {
        builder.literal(text.substr(0, 1));
      }
    }
    text.remove_prefix(taken);
  }
  return builder.take();
}

}  // namespace dynarocks::auth
