#include "auth/arn_pattern.h"

#include <utility>

#include "auth/wildcard.h"

namespace dynarocks::auth {
namespace {

/// The pieces of `text` up to its first colon that is none of a variable's, which is taken away,
/// too; nothing when there is none.
std::optional<TextPattern> take_part(TextPattern& pieces) {
  TextPattern part;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    PatternPiece& piece = pieces[i];
    const std::size_t colon =
        piece.kind == PatternPiece::Kind::literal ? piece.text.find(':') : std::string::npos;
    if (colon == std::string::npos) {
      part.push_back(std::move(piece));
      continue;
    }
    if (colon > 0) part.push_back({piece.kind, piece.text.substr(0, colon), {}});
    piece.text.erase(0, colon + 1);
    const bool used_up = piece.text.empty();
    pieces.erase(pieces.begin(), pieces.begin() + static_cast<long>(i + (used_up ? 1 : 0)));
    return part;
  }
  return std::nullopt;
}

}  // namespace

std::optional<ArnPattern> parse_arn_pattern(std::string_view text, bool variables) {
  ArnPattern pattern;
  if (text == "*") {
    pattern.anything = true;
    return pattern;
  }
  TextPattern pieces = parse_text_pattern(text, {true, variables});
  for (std::size_t i = 0; i + 1 < arn_parts; ++i) {
    auto part = take_part(pieces);
    if (!part) return std::nullopt;
    pattern.parts[i] = std::move(*part);
  }
  pattern.parts.back() = std::move(pieces);
  return pattern;
}

bool matches(const ArnPattern& pattern, std::string_view arn, const ConditionContext& context) {
  if (pattern.anything) return true;
  for (std::size_t i = 0; i < arn_parts; ++i) {
    const bool last = i + 1 == arn_parts;
    const std::size_t colon = last ? arn.size() : arn.find(':');
    if (colon == std::string_view::npos) return false;
    if (!matches(pattern.parts[i], arn.substr(0, colon), context)) return false;
    arn.remove_prefix(last ? colon : colon + 1);
  }
  return true;
}

}  // namespace dynarocks::auth
