#pragma once
// Whether a text is what a pattern describes. The time is at most the product of both lengths,
// whatever the pattern.

#include <string_view>

#include "auth/condition_context.h"
#include "auth/text_pattern.h"

namespace dynarocks::auth {

/// The whole text must match; case counts. A wildcard inside the value of a variable is literal.
/// One
/// '?' is one character of UTF-8.
[[nodiscard]] bool matches(const TextPattern& pattern, std::string_view text,
                           const ConditionContext& context);

/// Case does not count: for actions. The pattern is in lower case and has no variables.
[[nodiscard]] bool matches_ignoring_case(const TextPattern& pattern, std::string_view text);

}  // namespace dynarocks::auth
