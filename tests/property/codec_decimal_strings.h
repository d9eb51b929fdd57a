#pragma once
// Decimal arithmetic on digit strings, written for the tests alone and without the code they test:
// a slow second opinion on numbers.

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace dynarocks::codec {

/// The text of a number in pieces; value = coefficient * 10^(exponent - fraction digits).
struct NumberText {
  bool negative = false;
  std::string integer;
  std::string fraction;
  int exponent = 0;
};

/// Fixed point with room for every number in range and for what its sums spill: 200 digits before
/// the point and 200 after it.
class FixedPoint {
 public:
  static constexpr int places = 200;

  FixedPoint() : digits_(2 * places, '0') {}

  explicit FixedPoint(const NumberText& text) : FixedPoint() {
    negative_ = text.negative;
    int place = static_cast<int>(text.integer.size()) + text.exponent;
    for (const char digit : text.integer + text.fraction) {
      --place;
      if (digit != '0') digits_.at(static_cast<std::size_t>(places - 1 - place)) = digit;
    }
    if (is_zero()) negative_ = false;
  }

  [[nodiscard]] bool is_zero() const { return first() == std::string::npos; }

  /// -1, 0 or 1.
  static int compare(const FixedPoint& a, const FixedPoint& b) {
    if (a.negative_ != b.negative_) return a.negative_ ? -1 : 1;
    const int magnitude = a.digits_.compare(b.digits_);
    const int order = magnitude < 0 ? -1 : magnitude > 0 ? 1 : 0;
    return a.negative_ ? -order : order;
  }

  static FixedPoint add(const FixedPoint& a, const FixedPoint& b) {
    FixedPoint sum;
    if (a.negative_ == b.negative_) {
      int carry = 0;
      for (std::size_t i = a.digits_.size(); i-- > 0;) {
        const int digit = a.digits_[i] - '0' + b.digits_[i] - '0' + carry;
        sum.digits_[i] = static_cast<char>('0' + digit % 10);
        carry = digit / 10;
      }
      sum.negative_ = a.negative_;
    } else {
      const bool a_larger = a.digits_ >= b.digits_;
      const FixedPoint& large = a_larger ? a : b;
      const FixedPoint& small = a_larger ? b : a;
      int borrow = 0;
      for (std::size_t i = a.digits_.size(); i-- > 0;) {
        const int digit = large.digits_[i] - small.digits_[i] - borrow;
        borrow = digit < 0 ? 1 : 0;
        sum.digits_[i] = static_cast<char>('0' + digit + 10 * borrow);
      }
      sum.negative_ = large.negative_;
    }
    if (sum.is_zero()) sum.negative_ = false;
    return sum;
  }

  [[nodiscard]] FixedPoint negated() const {
    FixedPoint result = *this;
    result.negative_ = !is_zero() && !negative_;
    return result;
  }

  /// Power of ten of the first significant digit; not for zero.
  [[nodiscard]] int magnitude() const { return places - 1 - static_cast<int>(first()); }

  [[nodiscard]] int significant_digits() const {
    return is_zero() ? 0 : static_cast<int>(digits_.find_last_not_of('0') - first()) + 1;
  }

  /// Plain decimal text without superfluous zeros.
  [[nodiscard]] std::string plain() const {
    if (is_zero()) return "0";
    std::string integer = digits_.substr(0, places);
    integer.erase(0, std::min(integer.find_first_not_of('0'), integer.size()));
    std::string fraction = digits_.substr(places);
    fraction.erase(fraction.find_last_not_of('0') + 1);
    std::string text = negative_ ? "-" : "";
    text += integer.empty() ? "0" : integer;
    if (!fraction.empty()) text.append(1, '.').append(fraction);
    return text;
  }

  /// By the formula of item sizes: the digits on either side of the point, in pairs.
  [[nodiscard]] std::size_t size() const {
    if (is_zero()) return 1;
    const int digits = significant_digits();
    const int integer_digits = std::clamp(magnitude() + 1, 0, digits);
    const int fraction_digits = digits - integer_digits;
    return static_cast<std::size_t>(1 + (integer_digits + 1) / 2 + (fraction_digits + 1) / 2 +
                                    (negative_ ? 1 : 0));
  }

 private:
  [[nodiscard]] std::size_t first() const { return digits_.find_first_not_of('0'); }

  bool negative_ = false;
  std::string digits_;
};

}  // namespace dynarocks::codec
