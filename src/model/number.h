#pragma once
// An exact decimal number of up to 38 significant digits, magnitude 0 or 1E-130 .. 9.99..E+125:
// DynamoDB's N. Arithmetic is exact; what does not fit is an error, never a rounding.
// Source: reference "attribute values", section 3 (docs/compatibility.md).

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace dynarocks::model {

enum class NumberFault : std::uint8_t {
  not_numeric,      // not the number grammar, or an exponent beyond 64 bits
  overflow,         // magnitude above 9.9999999999999999999999999999999999999E+125
  underflow,        // non-zero magnitude below 1E-130
  too_many_digits,  // more than 38 significant digits
};

class Number {
 public:
  Number() = default;  // zero

  /// Parses the wire grammar: [+-]? (digits [. digits?] | . digits) ([eE] [+-]? digits)?
  /// Check order: grammar, magnitude, digits. A zero is range-checked by the exponent written.
  [[nodiscard]] static Result<Number, NumberFault> parse(std::string_view text);

  /// value = (negative ? -1 : 1) * coefficient * 10^exponent. The coefficient must be below 10^38;
  /// trailing zeros are stripped. The caller vouches for the magnitude.
  [[nodiscard]] static Number from_parts(bool negative, unsigned __int128 coefficient, int exponent);
  [[nodiscard]] static Number from_int(std::int64_t value);

  [[nodiscard]] bool is_zero() const { return coefficient_ == 0; }
  [[nodiscard]] bool is_negative() const { return negative_; }
  /// Without trailing zeros; 0 for zero.
  [[nodiscard]] unsigned __int128 coefficient() const { return coefficient_; }
  [[nodiscard]] int exponent() const { return exponent_; }

  /// Plain decimal as every response prints it: no exponent, no superfluous zeros, "0" for zero.
  [[nodiscard]] std::string to_string() const;

  [[nodiscard]] static Result<Number, NumberFault> add(const Number& a, const Number& b);
  [[nodiscard]] static Result<Number, NumberFault> subtract(const Number& a, const Number& b);

  friend bool operator==(const Number&, const Number&) = default;
  friend std::strong_ordering operator<=>(const Number& a, const Number& b);

 private:
  unsigned __int128 coefficient_ = 0;
  std::int16_t exponent_ = 0;
  bool negative_ = false;
};

}  // namespace dynarocks::model
