#pragma once
// A number's text taken apart, for whoever turns text into a number: Number, and the codec that
// writes the ordered form straight from the text.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "model/limits.h"
#include "model/number_fault.h"

namespace dynarocks::model {

/// value = (negative ? -1 : 1) * 0.d1d2d3... * 10^point, with d1 and the last digit not 0.
struct DecimalText {
  std::array<char, limits::number_digits> digits{};  // '0'..'9'
  int digit_count = 0;                               // 0 for zero
  int point = 0;                                     // 0 for zero
  bool negative = false;                             // false for zero

  [[nodiscard]] std::string_view significant() const {
    return {digits.data(), static_cast<std::size_t>(digit_count)};
  }
};

/// Checks in the order grammar, magnitude, digits (see Number::parse).
[[nodiscard]] Result<DecimalText, NumberFault> parse_decimal_text(std::string_view text);

/// Appends the plain decimal text every response prints: no exponent, no superfluous zeros. The
/// digits and point are those of DecimalText; no digits mean zero.
void append_plain_decimal(bool negative, std::string_view digits, int point, std::string& out);

/// Bytes DynamoDB counts for a number: significant digits are paired from the decimal point
/// outwards, two to a byte, plus one byte and one more for a minus sign.
[[nodiscard]] constexpr std::size_t decimal_size(bool negative, int digit_count, int point) {
  const int integer_digits = point < 0 ? 0 : point > digit_count ? digit_count : point;
  const int fraction_digits = digit_count - integer_digits;
  return static_cast<std::size_t>(1 + (integer_digits + 1) / 2 + (fraction_digits + 1) / 2 +
                                  (negative ? 1 : 0));
}

}  // namespace dynarocks::model
