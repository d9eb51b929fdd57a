#pragma once
// An exact decimal number of up to 38 significant digits, magnitude 0 or 1E-130 .. 9.99..E+125:
// DynamoDB's N. Arithmetic is exact; what does not fit is an error, never a rounding.
// Source: reference "attribute values", section 3 (docs/compatibility.md).

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "model/number_fault.h"

namespace dynarocks::model {

class Number {
 public:
  Number() = default;  // zero

  /// Parses the wire grammar: [+-]? (digits [. digits?] | . digits) ([eE] [+-]? digits)?
  /// Check order: grammar, magnitude, digits. A zero is range-checked by the exponent written.
  [[nodiscard]] static Result<Number, NumberFault> parse(std::string_view text);

  /// value = (negative ? -1 : 1) * coefficient * 10^exponent. The coefficient must be below 10^38;
  /// trailing zeros are stripped. The caller vouches for the magnitude.
  [[nodiscard]] static Number from_parts(bool negative, unsigned __int128 coefficient,
                                         int exponent);
  [[nodiscard]] static Number from_int(std::int64_t value);

  [[nodiscard]] bool is_zero() const { return coefficient_ == 0; }
  [[nodiscard]] bool is_negative() const { return negative_; }
  /// Without trailing zeros; 0 for zero.
  [[nodiscard]] unsigned __int128 coefficient() const { return coefficient_; }
  [[nodiscard]] int exponent() const { return exponent_; }

  /// Plain decimal as every response prints it: no exponent, no superfluous zeros, "0" for zero.
  [[nodiscard]] std::string to_string() const;

  /// Bytes as DynamoDB counts them for item sizes.
  [[nodiscard]] std::size_t size() const;

  /// Exact. A result above the range, or of more than 38 digits, is an overflow; one too close to
  /// zero an underflow.
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
