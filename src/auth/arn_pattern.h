#pragma once
// Patterns of Amazon Resource Names. The parts of an ARN are matched one by one: a wildcard does
// not reach over a colon, except in the last part.

#include <array>
#include <optional>
#include <string_view>

#include "auth/arn_text.h"
#include "auth/condition_context.h"
#include "auth/text_pattern.h"

namespace dynarocks::auth {

struct ArnPattern {
  bool anything = false;  // "*" alone; then there are no parts
  std::array<TextPattern, arn_parts> parts;
  friend bool operator==(const ArnPattern&, const ArnPattern&) = default;
};

/// Nothing when the text is neither "*" nor has six parts. Colons inside variables do not separate.
[[nodiscard]] std::optional<ArnPattern> parse_arn_pattern(std::string_view text, bool variables);

/// `arn` may be "*", which only "*" matches.
[[nodiscard]] bool matches(const ArnPattern& pattern, std::string_view arn,
                           const ConditionContext& context);

}  // namespace dynarocks::auth
