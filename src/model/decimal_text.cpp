#include "model/decimal_text.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>

namespace dynarocks::model {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view take_digits(std::string_view& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
  const auto digits = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(digits.size());
  return digits;
}

/// Whether there was a minus sign.
bool take_sign(std::string_view& text) {
  if (text.empty() || (text.front() != '+' && text.front() != '-')) return false;
  const bool negative = text.front() == '-';
  text.remove_prefix(1);
  return negative;
}

/// The exponent after its 'e', which must be all of `text`; nothing when it is no signed 64-bit
/// integer.
std::optional<std::int64_t> parse_exponent(std::string_view text) {
  const bool negative = take_sign(text);
  const std::string_view digits = take_digits(text);
  if (digits.empty() || !text.empty()) return std::nullopt;
  constexpr __int128 beyond = __int128{1} << 64;
  __int128 value = 0;
  for (const char c : digits) value = std::min(value * 10 + (c - '0'), beyond);
  if (negative) value = -value;
  if (value < std::numeric_limits<std::int64_t>::min() ||
      value > std::numeric_limits<std::int64_t>::max()) {
    return std::nullopt;
  }
  return static_cast<std::int64_t>(value);
}

/// The coefficient's digits as if its integer and fraction part stood in one text.
struct Coefficient {
  std::string_view integer;
  std::string_view fraction;

  [[nodiscard]] std::size_t size() const { return integer.size() + fraction.size(); }
  [[nodiscard]] char at(std::size_t i) const {
    return i < integer.size() ? integer[i] : fraction[i - integer.size()];
  }
};

std::optional<NumberFault> check_magnitude(__int128 exponent) {
  if (exponent > limits::number_max_exponent) return NumberFault::overflow;
  if (exponent < limits::number_min_exponent) return NumberFault::underflow;
  return std::nullopt;
}

}  // namespace

Result<DecimalText, NumberFault> parse_decimal_text(std::string_view text) {
  DecimalText decimal;
  const bool negative = take_sign(text);
  Coefficient coefficient;
  coefficient.integer = take_digits(text);
  if (!text.empty() && text.front() == '.') {
    text.remove_prefix(1);
    coefficient.fraction = take_digits(text);
  }
  if (coefficient.size() == 0) return failure(NumberFault::not_numeric);
  std::int64_t exponent = 0;
  if (!text.empty()) {
    if (text.front() != 'e' && text.front() != 'E') return failure(NumberFault::not_numeric);
    const auto parsed = parse_exponent(text.substr(1));
    if (!parsed) return failure(NumberFault::not_numeric);
    exponent = *parsed;
  }

  std::size_t begin = 0;
  std::size_t end = coefficient.size();
  while (begin < end && coefficient.at(begin) == '0') ++begin;
  if (begin == end) {
    // A zero counts as written: "0.0e126" is 00 * 10^125.
    const __int128 last_digit = __int128{exponent} - coefficient.fraction.size();
    if (const auto fault = check_magnitude(last_digit)) return failure(*fault);
    return decimal;
  }
  while (coefficient.at(end - 1) == '0') --end;

  // Both lengths are bounded by memory and the exponent by 64 bits: 128 bits hold the sum.
  const __int128 point =
      __int128{exponent} + static_cast<__int128>(coefficient.integer.size()) - begin;
  if (const auto fault = check_magnitude(point - 1)) return failure(*fault);
  if (end - begin > limits::number_digits) return failure(NumberFault::too_many_digits);

  decimal.negative = negative;
  decimal.point = static_cast<int>(point);
  decimal.digit_count = static_cast<int>(end - begin);
  for (std::size_t i = begin; i < end; ++i) decimal.digits[i - begin] = coefficient.at(i);
  return decimal;
}

void append_plain_decimal(bool negative, std::string_view digits, int point, std::string& out) {
  if (digits.empty()) {
    out += '0';
    return;
  }
  if (negative) out += '-';
  const auto count = static_cast<int>(digits.size());
  if (point <= 0) {
    out += "0.";
    out.append(static_cast<std::size_t>(-point), '0');
    out += digits;
  } else if (point >= count) {
    out += digits;
    out.append(static_cast<std::size_t>(point - count), '0');
  } else {
    out += digits.substr(0, static_cast<std::size_t>(point));
    out += '.';
    out += digits.substr(static_cast<std::size_t>(point));
  }
}

}  // namespace dynarocks::model
