#pragma once
// What the variables of a pattern stand for in a request.

#include <optional>
#include <string>
#include <string_view>

#include "auth/condition_context.h"
#include "auth/text_pattern.h"

namespace dynarocks::auth {

/// The characters that a piece stands for: its own, or the value of a variable, else its default.
/// Nothing for a variable whose key is absent, or has a list of values, and that has no default; a
/// text that contains it matches nothing. Wildcards have no characters.
[[nodiscard]] std::optional<std::string_view> characters_of(const PatternPiece& piece,
                                                            const ConditionContext& context);

/// All of a pattern without wildcards; nothing when a variable stands for nothing.
[[nodiscard]] std::optional<std::string> resolve_variables(const TextPattern& pattern,
                                                           const ConditionContext& context);

}  // namespace dynarocks::auth
