#pragma once
// Text in UTF-8.

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace dynarocks {

/// Of well-formed text.
[[nodiscard]] inline std::size_t utf8_characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;  // no later byte of a character
  }));
}

}  // namespace dynarocks
