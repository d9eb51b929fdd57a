// Laws of numbers: text, ordered form and Number agree with each other and with arithmetic on digit
// strings.

#include <gtest/gtest.h>

#include "codec/number_codec.h"
#include "codec_decimal_strings.h"
#include "codec_random_values.h"
#include "model/number.h"

namespace dynarocks::codec {
namespace {

using model::Number;
using model::NumberFault;

NumberText random_text(RandomValues& random) {
  NumberText text;
  text.negative = random.one_in(3);
  const int most = random.one_in(4) ? 45 : 12;
  if (!random.one_in(5)) text.integer = random.digits(most);
  if (text.integer.empty() || random.one_in(2)) text.fraction = random.digits(most);
  // Many near the limits of the range, where the answer changes.
  text.exponent = random.one_in(3)   ? 0
                  : random.one_in(3) ? random.number(115, 130)
                  : random.one_in(2) ? random.number(-145, -120)
                                     : random.number(-150, 150);
  return text;
}

std::string written(const NumberText& text, RandomValues& random) {
  std::string result = text.negative ? "-" : random.one_in(5) ? "+" : "";
  result += text.integer;
  if (!text.fraction.empty() || (!text.integer.empty() && random.one_in(5))) result += '.';
  result += text.fraction;
  if (text.exponent != 0 || random.one_in(4)) {
    result += random.one_in(2) ? 'e' : 'E';
    if (text.exponent >= 0 && random.one_in(2)) result += '+';
    result += std::to_string(text.exponent);
  }
  return result;
}

std::string fault_name(NumberFault fault) {
  switch (fault) {
    case NumberFault::not_numeric:
      return "not numeric";
    case NumberFault::overflow:
      return "overflow";
    case NumberFault::underflow:
      return "underflow";
    case NumberFault::too_many_digits:
      return "too many digits";
  }
  return "";
}

std::string outcome(const Result<Number, NumberFault>& result) {
  return result ? result->to_string() : fault_name(result.error());
}

/// What a well-written number must come to: its plain text, or a fault.
std::string expected(const NumberText& text) {
  const FixedPoint value(text);
  if (value.is_zero()) {
    const int last_digit = text.exponent - static_cast<int>(text.fraction.size());
    return last_digit > 125 ? "overflow" : last_digit < -130 ? "underflow" : "0";
  }
  if (value.magnitude() > 125) return "overflow";
  if (value.magnitude() < -130) return "underflow";
  if (value.significant_digits() > 38) return "too many digits";
  return value.plain();
}

TEST(NumberLaws, TextToOrderedFormToTextIsCanonicalisation) {
  RandomValues random(20240601);
  SCOPED_TRACE(random.seed());
  int accepted = 0;
  for (int i = 0; i < cases; ++i) {
    const NumberText parts = random_text(random);
    const std::string text = written(parts, random);
    const std::string wanted = expected(parts);
    const auto number = Number::parse(text);
    ASSERT_EQ(outcome(number), wanted) << text;

    std::string ordered;
    const auto appended = append_number(text, ordered);
    ASSERT_EQ(appended.has_value(), number.has_value()) << text;
    if (!appended) {
      ASSERT_EQ(appended.error(), number.error()) << text;
      ASSERT_TRUE(ordered.empty());
      continue;
    }
    ++accepted;
    std::string back;
    append_number_text(ordered, back);
    ASSERT_EQ(back, wanted) << text;
    ASSERT_TRUE(is_well_formed_number(ordered)) << text;
    ASSERT_EQ(decode_number(ordered), *number) << text;
    ASSERT_EQ(number_size(ordered), FixedPoint(parts).size()) << text;
    ASSERT_EQ(number->size(), FixedPoint(parts).size()) << text;
    std::string from_number;
    append_number(*number, from_number);
    ASSERT_EQ(from_number, ordered) << text;
    ASSERT_EQ(outcome(Number::parse(back)), back);
  }
  EXPECT_GT(accepted, cases / 3);
}

TEST(NumberLaws, TextOutsideTheGrammarIsNotNumeric) {
  RandomValues random(20240602);
  SCOPED_TRACE(random.seed());
  for (int i = 0; i < cases; ++i) {
    std::string text = written(random_text(random), random);
    // None of these can occur in a number, wherever they stand.
    constexpr std::string_view strangers(" ,_xNi\0/:", 9);
    text.insert(static_cast<std::size_t>(random.number(0, static_cast<int>(text.size()))), 1,
                strangers[static_cast<std::size_t>(random.number(0, 8))]);
    ASSERT_EQ(outcome(Number::parse(text)), "not numeric") << text;
  }
}

/// A number within 38 digits and the range, near `exponent`.
NumberText random_operand(RandomValues& random, int exponent) {
  while (true) {
    NumberText text;
    text.negative = random.one_in(2);
    text.integer = random.digits(random.one_in(3) ? 38 : 6);
    text.exponent =
        std::clamp(exponent + (random.one_in(2) ? 0 : random.number(-40, 40)), -167, 125);
    const char last = expected(text).back();
    if (last >= '0' && last <= '9') return text;  // a number and not a fault
  }
}

std::string expected_arithmetic(const FixedPoint& value) {
  if (value.is_zero()) return "0";
  if (value.significant_digits() > 38 || value.magnitude() > 125) return "overflow";
  if (value.magnitude() < -130) return "underflow";
  return value.plain();
}

TEST(NumberLaws, ArithmeticIsExact) {
  RandomValues random(20240603);
  SCOPED_TRACE(random.seed());
  int exact = 0;
  for (int i = 0; i < cases; ++i) {
    const int exponent = random.one_in(3)   ? 0
                         : random.one_in(3) ? random.number(80, 125)
                         : random.one_in(2) ? random.number(-167, -120)
                                            : random.number(-167, 125);
    const NumberText a = random_operand(random, exponent);
    const NumberText b = random_operand(random, exponent);
    const auto x = Number::parse(written(a, random));
    const auto y = Number::parse(written(b, random));
    ASSERT_TRUE(x && y);
    const FixedPoint fx(a);
    const FixedPoint fy(b);
    const std::string sum = expected_arithmetic(FixedPoint::add(fx, fy));
    const std::string difference = expected_arithmetic(FixedPoint::add(fx, fy.negated()));
    ASSERT_EQ(outcome(Number::add(*x, *y)), sum) << fx.plain() << " + " << fy.plain();
    ASSERT_EQ(outcome(Number::subtract(*x, *y)), difference) << fx.plain() << " - " << fy.plain();
    const auto order = *x <=> *y;
    ASSERT_EQ(order < 0   ? -1
              : order > 0 ? 1
                          : 0,
              FixedPoint::compare(fx, fy))
        << fx.plain() << " and " << fy.plain();
    if (sum.front() != 'o' && sum.front() != 'u') ++exact;
  }
  EXPECT_GT(exact, cases / 4);
  EXPECT_LT(exact, cases * 95 / 100);
}

}  // namespace
}  // namespace dynarocks::codec
