#include "model/number.h"

#include <algorithm>
#include <array>

#include "model/decimal_text.h"
#include "model/limits.h"

namespace dynarocks::model {
namespace {

using Coefficient = unsigned __int128;

/// 10^0 .. 10^38: all that fit 128 bits.
constexpr auto powers_of_ten = [] {
  std::array<Coefficient, limits::number_digits + 1> powers{};
  Coefficient power = 1;
  for (auto& p : powers) {
    p = power;
    power *= 10;  // wraps after the last one, which is not used
  }
  return powers;
}();

constexpr Coefficient power_of_ten(int exponent) {
  return powers_of_ten[static_cast<std::size_t>(exponent)];
}

int digit_count(Coefficient coefficient) {
  int low = 0;  // 10^low <= coefficient, or low == 0
  int high = limits::number_digits + 1;
  while (high - low > 1) {
    const int middle = (low + high) / 2;
    (coefficient >= power_of_ten(middle) ? low : high) = middle;
  }
  return coefficient == 0 ? 0 : low + 1;
}

struct Digits {
  std::array<char, limits::number_digits + 1> buffer{};
  std::size_t first = buffer.size();
  [[nodiscard]] std::string_view view() const {
    return {buffer.data() + first, buffer.size() - first};
  }
};

Digits decimal_digits(Coefficient coefficient) {
  // 128-bit division is slow: cut into 64-bit halves first.
  constexpr std::uint64_t half = 10'000'000'000'000'000'000U;  // 10^19
  Digits digits;
  const auto put = [&digits](std::uint64_t part) {
    for (; part != 0; part /= 10)
      digits.buffer[--digits.first] = static_cast<char>('0' + part % 10);
  };
  if (coefficient >= half) {
    put(static_cast<std::uint64_t>(coefficient % half));
    const std::size_t low_digits_end = digits.buffer.size() - 19;
    while (digits.first > low_digits_end) digits.buffer[--digits.first] = '0';
    put(static_cast<std::uint64_t>(coefficient / half));
  } else {
    put(static_cast<std::uint64_t>(coefficient));
  }
  return digits;
}

/// Strips trailing zeros, then range-checks the result of arithmetic.
Result<Number, NumberFault> checked(bool negative, Coefficient coefficient, int exponent) {
  if (coefficient == 0) return Number{};
  while (coefficient % 10 == 0) {
    coefficient /= 10;
    ++exponent;
  }
  const int digits = digit_count(coefficient);
  const int magnitude = exponent + digits - 1;
  if (magnitude > limits::number_max_exponent || digits > limits::number_digits) {
    return failure(NumberFault::overflow);
  }
  if (magnitude < limits::number_min_exponent) return failure(NumberFault::underflow);
  return Number::from_parts(negative, coefficient, exponent);
}

struct Signed {
  bool negative;
  Coefficient coefficient;
  int exponent;
};

/// Exact sum of two non-zero numbers with a.exponent >= b.exponent.
Result<Number, NumberFault> sum(const Signed& a, const Signed& b) {
  const int shift = a.exponent - b.exponent;
  if (shift > 0) {
    // b's last digit is not 0 and stays the last digit of the sum. So once `a`, shifted, is above
    // 2*10^38, no b < 10^38 brings the sum back under 39 digits; below that, all fits 128 bits.
    constexpr Coefficient bound = 2 * power_of_ten(limits::number_digits);
    if (shift > limits::number_digits || a.coefficient > bound / power_of_ten(shift)) {
      return failure(NumberFault::overflow);
    }
  }
  const Coefficient x = a.coefficient * power_of_ten(shift);
  const Coefficient y = b.coefficient;
  if (a.negative == b.negative) return checked(a.negative, x + y, b.exponent);
  return x >= y ? checked(a.negative, x - y, b.exponent) : checked(b.negative, y - x, b.exponent);
}

}  // namespace

Result<Number, NumberFault> Number::parse(std::string_view text) {
  DYNAROCKS_ASSIGN(const auto decimal, parse_decimal_text(text));
  Coefficient coefficient = 0;
  for (const char c : decimal.significant()) {
    coefficient = coefficient * 10 + static_cast<unsigned>(c - '0');
  }
  return from_parts(decimal.negative, coefficient, decimal.point - decimal.digit_count);
}

Number Number::from_parts(bool negative, unsigned __int128 coefficient, int exponent) {
  Number number;
  if (coefficient == 0) return number;
  while (coefficient % 10 == 0) {
    coefficient /= 10;
    ++exponent;
  }
  number.negative_ = negative;
  number.coefficient_ = coefficient;
  number.exponent_ = static_cast<std::int16_t>(exponent);
  return number;
}

Number Number::from_int(std::int64_t value) {
  const auto magnitude = static_cast<std::uint64_t>(value);
  return from_parts(value < 0, value < 0 ? ~magnitude + 1 : magnitude, 0);
}

std::string Number::to_string() const {
  const Digits digits = decimal_digits(coefficient_);
  std::string text;
  append_plain_decimal(negative_, digits.view(), exponent_ + static_cast<int>(digits.view().size()),
                       text);
  return text;
}

std::size_t Number::size() const {
  const int digits = digit_count(coefficient_);
  return decimal_size(negative_, digits, exponent_ + digits);
}

Result<Number, NumberFault> Number::add(const Number& a, const Number& b) {
  if (a.is_zero()) return b;
  if (b.is_zero()) return a;
  const Signed x{a.negative_, a.coefficient_, a.exponent_};
  const Signed y{b.negative_, b.coefficient_, b.exponent_};
  return x.exponent >= y.exponent ? sum(x, y) : sum(y, x);
}

Result<Number, NumberFault> Number::subtract(const Number& a, const Number& b) {
  Number negated = b;
  negated.negative_ = !b.is_zero() && !b.negative_;
  return add(a, negated);
}

std::strong_ordering operator<=>(const Number& a, const Number& b) {
  const auto sign = [](const Number& n) { return n.is_zero() ? 0 : n.negative_ ? -1 : 1; };
  if (sign(a) != sign(b)) return sign(a) <=> sign(b);
  if (a.is_zero()) return std::strong_ordering::equal;
  const Number& low = a.negative_ ? b : a;
  const Number& high = a.negative_ ? a : b;
  const int low_digits = digit_count(low.coefficient_);
  const int high_digits = digit_count(high.coefficient_);
  const auto magnitude = low.exponent_ + low_digits <=> high.exponent_ + high_digits;
  if (magnitude != 0) return magnitude;
  // The first digits stand at the same place: align the last ones too.
  const int digits = std::max(low_digits, high_digits);
  return low.coefficient_ * power_of_ten(digits - low_digits) <=>
         high.coefficient_ * power_of_ten(digits - high_digits);
}

}  // namespace dynarocks::model
