#pragma once
// Bytes as the tests (and docs/storage-format.md) write them: "01 ff" or "01ff".

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace dynarocks::codec {

inline std::string to_hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (!hex.empty()) hex += ' ';
    hex += digits[byte >> 4];
    hex += digits[byte & 15];
  }
  return hex;
}

/// Blanks are ignored.
inline std::string from_hex(std::string_view hex) {
  std::string bytes;
  int high = -1;
  for (const char c : hex) {
    if (c == ' ') continue;
    const int digit = c >= 'a' ? c - 'a' + 10 : c - '0';
    if (high < 0) {
      high = digit;
    } else {
      bytes += static_cast<char>(high * 16 + digit);
      high = -1;
    }
  }
  EXPECT_EQ(high, -1) << "odd number of digits: " << hex;
  return bytes;
}

}  // namespace dynarocks::codec
