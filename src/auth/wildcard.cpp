#include "auth/wildcard.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "auth/policy_variables.h"
#include "base/ascii_case.h"

namespace dynarocks::auth {
namespace {

using Kind = PatternPiece::Kind;

/// Bytes of the character of UTF-8 that `text`, which is not empty, begins with; 1 for a byte that
/// is none.
std::size_t character_size(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t wanted = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  if (wanted > text.size()) return 1;
  const bool whole = std::all_of(text.begin() + 1, text.begin() + static_cast<long>(wanted),
                                 [](char c) { return (c & 0xc0) == 0x80; });
  return whole ? wanted : 1;
}

/// Matches pieces from left to right; on a mismatch the last run takes one character more. Earlier
/// runs need not: what the last one can take, they could.
///
/// `characters(piece)` are those that a literal or a variable stands for, `begins(text,
/// characters)` says whether they stand at the begin of a text.
template <class Characters, class Begins>
bool matches_pieces(const TextPattern& pattern, std::string_view text, const Characters& characters,
                    const Begins& begins) {
  std::size_t piece = 0;
  std::optional<std::size_t> after_run;  // the piece behind the last run
  std::string_view run_rest;             // of the text, behind what that run has taken
  while (true) {
    bool matched = false;
    if (piece == pattern.size()) {
      if (text.empty()) return true;
    } else if (pattern[piece].kind == Kind::any_run) {
      after_run = ++piece;
      run_rest = text;
      if (piece == pattern.size()) return true;
      matched = true;
    } else if (pattern[piece].kind == Kind::any_character) {
      if (!text.empty()) {
        text.remove_prefix(character_size(text));
        ++piece;
        matched = true;
      }
    } else if (const std::string_view expected = characters(pattern[piece]);
               begins(text, expected)) {
      text.remove_prefix(expected.size());
      ++piece;
      matched = true;
    }
    if (matched) continue;
    if (!after_run || run_rest.empty()) return false;
    run_rest.remove_prefix(character_size(run_rest));
    text = run_rest;
    piece = *after_run;
  }
}

}  // namespace

bool matches(const TextPattern& pattern, std::string_view text, const ConditionContext& context) {
  const bool resolved = std::all_of(pattern.begin(), pattern.end(), [&](const PatternPiece& piece) {
    return piece.kind != Kind::variable || characters_of(piece, context);
  });
  return resolved && matches_pieces(
                         pattern, text,
                         [&](const PatternPiece& piece) { return *characters_of(piece, context); },
                         [](std::string_view whole, std::string_view begin) {
                           return whole.starts_with(begin);
                         });
}

bool matches_ignoring_case(const TextPattern& pattern, std::string_view text) {
  return matches_pieces(
      pattern, text, [](const PatternPiece& piece) { return std::string_view(piece.text); },
      [](std::string_view whole, std::string_view begin) {
        return equal_ignoring_case(whole.substr(0, begin.size()), begin);
      });
}

}  // namespace dynarocks::auth
