#pragma once
// The texts AWS takes for a Boolean, in any case: true/1/yes and false/0/no.

#include <cstddef>
#include <optional>
#include <string_view>

namespace dynarocks::wire {

[[nodiscard]] constexpr std::optional<bool> boolean_from_text(std::string_view text) {
  const auto equals = [text](std::string_view lower) {
    if (text.size() != lower.size()) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c) != lower[i]) return false;
    }
    return true;
  };
  if (equals("true") || equals("1") || equals("yes")) return true;
  if (equals("false") || equals("0") || equals("no")) return false;
  return std::nullopt;
}

}  // namespace dynarocks::wire
