#pragma once
// A text of a policy taken apart into what it stands for: characters, wildcards and variables.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dynarocks::auth {

struct PatternPiece {
  enum class Kind : std::uint8_t {
    literal,        // the characters of `text`
    any_run,        // '*': any characters, or none
    any_character,  // '?': one character
    variable,       // "${text}" or "${text, 'fallback'}"
  };
  Kind kind = Kind::literal;
  std::string text;
  std::optional<std::string> fallback;
  friend bool operator==(const PatternPiece&, const PatternPiece&) = default;
};

/// Literals do not stand side by side, neither do runs.
using TextPattern = std::vector<PatternPiece>;

/// What in a text is not to be taken literally.
struct PatternSyntax {
  bool wildcards = true;
  /// "${key}", "${key, 'default'}" and the escapes "${*}", "${?}", "${$}": policies of version
  /// 2012-10-17.
  bool variables = false;
};

/// Every text is a pattern: a "${" that begins no variable stands for itself.
[[nodiscard]] TextPattern parse_text_pattern(std::string_view text, PatternSyntax syntax);

}  // namespace dynarocks::auth
