#include "auth/policy_variables.h"

namespace dynarocks::auth {

std::optional<std::string_view> characters_of(const PatternPiece& piece,
                                              const ConditionContext& context) {
  if (piece.kind == PatternPiece::Kind::literal) return piece.text;
  if (piece.kind != PatternPiece::Kind::variable) return std::string_view();
  const auto values = context.find(piece.text);
  if (values && !values->is_list()) return (*values)[0];
  if (piece.fallback) return *piece.fallback;
  return std::nullopt;
}

std::optional<std::string> resolve_variables(const TextPattern& pattern,
                                             const ConditionContext& context) {
  std::string text;
  for (const PatternPiece& piece : pattern) {
    const auto characters = characters_of(piece, context);
    if (!characters) return std::nullopt;
    text.append(*characters);
  }
  return text;
}

}  // namespace dynarocks::auth
