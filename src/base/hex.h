#pragma once
// Bytes as hexadecimal text.

#include <string>
#include <string_view>

namespace dynarocks {

/// Two lower-case digits for each byte.
[[nodiscard]] std::string hex(std::string_view bytes);

/// The value of a hexadecimal digit of either case, or -1.
[[nodiscard]] int hex_digit(char c);

}  // namespace dynarocks
