// Laws of keys: the bytes of components compare as DynamoDB compares the values, and no component
// is a prefix of another.

#include <gtest/gtest.h>

#include "codec/key_codec.h"
#include "codec/number_codec.h"
#include "codec_decimal_strings.h"
#include "codec_random_values.h"

namespace dynarocks::codec {
namespace {

int sign(int order) { return order < 0 ? -1 : order > 0 ? 1 : 0; }

std::string component(std::string_view scalar) {
  std::string bytes;
  append_key_component(scalar, bytes);
  return bytes;
}

/// `order` is that of the values the scalars stand for.
void expect_law(const std::string& a, const std::string& b, int order) {
  const std::string x = component(a);
  const std::string y = component(b);
  ASSERT_EQ(sign(x.compare(y)), order);
  if (order != 0) {
    ASSERT_FALSE(x.starts_with(y));
    ASSERT_FALSE(y.starts_with(x));
  }
  const std::string joined = x + y;
  std::string_view rest = joined;
  ASSERT_EQ(take_key_component(rest), a);
  ASSERT_EQ(take_key_component(rest), b);
  ASSERT_TRUE(rest.empty());
}

TEST(KeyOrderLaws, StringsCompareByTheirUtf8Bytes) {
  RandomValues random(20240611);
  SCOPED_TRACE(random.seed());
  for (int i = 0; i < cases; ++i) {
    const std::string common = random.text(4);
    const std::string a = common + random.text(4);
    const std::string b = common + random.text(4);
    const bool less =
        std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), [](char p, char q) {
          return static_cast<unsigned char>(p) < static_cast<unsigned char>(q);
        });
    ASSERT_NO_FATAL_FAILURE(expect_law(a, b, a == b ? 0 : less ? -1 : 1));
  }
}

TEST(KeyOrderLaws, BinariesCompareByTheirUnsignedBytes) {
  RandomValues random(20240612);
  SCOPED_TRACE(random.seed());
  for (int i = 0; i < cases; ++i) {
    const std::string common = random.bytes(4);
    const std::string a = common + random.bytes(4);
    const std::string b = common + random.bytes(4);
    const std::vector<unsigned char> x(a.begin(), a.end());
    const std::vector<unsigned char> y(b.begin(), b.end());
    ASSERT_NO_FATAL_FAILURE(expect_law(a, b, x == y ? 0 : x < y ? -1 : 1));
  }
}

NumberText near(const NumberText& other, RandomValues& random) {
  NumberText text = other;
  switch (random.number(0, 3)) {
    case 0:
      text.negative = !text.negative;
      break;
    case 1:
      text.exponent += random.number(-2, 2);
      break;
    case 2:
      text.integer[static_cast<std::size_t>(
          random.number(0, static_cast<int>(text.integer.size()) - 1))] =
          static_cast<char>('0' + random.number(0, 9));
      break;
    default:
      text.integer += random.digits(2);
      text.exponent -= random.number(0, 2);
  }
  return text;
}

std::optional<std::string> ordered(const NumberText& text) {
  std::string bytes;
  std::string written = text.negative ? "-" : "";
  written += text.integer;
  written += 'e';
  written += std::to_string(text.exponent);
  if (!append_number(written, bytes)) return std::nullopt;
  return bytes;
}

TEST(KeyOrderLaws, NumbersCompareByTheirAlignedDigits) {
  RandomValues random(20240613);
  SCOPED_TRACE(random.seed());
  for (int i = 0; i < cases;) {
    NumberText a;
    a.negative = random.one_in(2);
    a.integer = random.digits(random.one_in(3) ? 38 : 5);
    a.exponent = random.one_in(2) ? random.number(-3, 3) : random.number(-165, 125);
    NumberText b = near(a, random);
    if (random.one_in(4)) b.integer = random.digits(38);
    const auto x = ordered(a);
    const auto y = ordered(b);
    if (!x || !y) continue;
    const FixedPoint fx(a);
    const FixedPoint fy(b);
    ASSERT_NO_FATAL_FAILURE(expect_law(*x, *y, FixedPoint::compare(fx, fy)))
        << fx.plain() << " and " << fy.plain();
    ++i;
  }
}

TEST(KeyOrderLaws, APrefixRangeHoldsExactlyWhatBeginsWithIt) {
  RandomValues random(20240614);
  SCOPED_TRACE(random.seed());
  for (int i = 0; i < cases; ++i) {
    const std::string prefix = random.bytes(3);
    const std::string value = random.one_in(2) ? prefix + random.bytes(3) : random.bytes(5);
    std::string begin;
    append_key_component_prefix(prefix, begin);
    const std::string end = prefix_successor(begin);
    const std::string row = component(value);
    const bool within = row >= begin && (end.empty() || row < end);
    // The empty prefix's range may also hold what is no component; every component begins with it.
    ASSERT_EQ(within, value.starts_with(prefix));
  }
}

}  // namespace
}  // namespace dynarocks::codec
