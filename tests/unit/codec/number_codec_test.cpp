#include "codec/number_codec.h"

#include <gtest/gtest.h>

#include "hex.h"

namespace dynarocks::codec {
namespace {

std::string ordered(std::string_view text) {
  std::string bytes;
  EXPECT_TRUE(append_number(text, bytes).has_value()) << text;
  return bytes;
}

std::string text_of(std::string_view bytes) {
  std::string text;
  append_number_text(bytes, text);
  return text;
}

const std::string nines38(38, '9');

struct Vector {
  std::string text;
  std::string hex;
  std::size_t size;
};

class OrderedNumber : public testing::TestWithParam<Vector> {};

TEST_P(OrderedNumber, HasTheBytesOfItsFormula) {
  const auto& [text, hex, size] = GetParam();
  const std::string bytes = ordered(text);
  EXPECT_EQ(to_hex(bytes), hex);
  EXPECT_TRUE(is_well_formed_number(bytes));
  EXPECT_EQ(number_size(bytes), size);

  const model::Number number = *model::Number::parse(text);
  EXPECT_EQ(decode_number(bytes), number);
  EXPECT_EQ(text_of(bytes), number.to_string());
  std::string from_number;
  append_number(number, from_number);
  EXPECT_EQ(from_number, bytes);
}

INSTANTIATE_TEST_SUITE_P(
    Vectors, OrderedNumber,
    testing::Values(
        Vector{"0", "80", 1}, Vector{"-0.0", "80", 1}, Vector{"1", "c1 02", 2},
        Vector{"-1", "3e 64 66", 3}, Vector{"5", "c1 06", 2}, Vector{"10", "c1 0b", 2},
        Vector{"12", "c1 0d", 2}, Vector{"99", "c1 64", 2}, Vector{"100", "c2 02", 2},
        Vector{"123", "c2 02 18", 3}, Vector{"-123", "3d 64 4e 66", 4},
        Vector{"1234", "c2 0d 23", 3}, Vector{"1010", "c2 0b 0b", 3}, Vector{"0.15", "c0 10", 2},
        Vector{"0.5", "c0 33", 2}, Vector{"0.05", "c0 06", 2}, Vector{"1.5", "c1 02 33", 3},
        Vector{"100.5", "c2 02 01 33", 4}, Vector{"1.234", "c1 02 18 29", 4},
        Vector{"3.14159", "c1 04 0f 10 5b", 5}, Vector{"-12345", "3c 64 4e 38 66", 5},
        Vector{"1e125", "ff 0b", 2}, Vector{"-1e125", "00 5b 66", 3}, Vector{"1e-100", "8f 02", 2},
        Vector{"1e-130", "80 02", 2}, Vector{"-1e-130", "7f 64 66", 3},
        Vector{nines38, "d3 64 64 64 64 64 64 64 64 64 64 64 64 64 64 64 64 64 64 64", 20},
        // 38 digits that need 20 pairs: positive, and negative without an end mark
        Vector{"9." + nines38.substr(1),
               "c1 0a 64 64 64 64 64 64 64 64 64 64 64 64 64 64 64 64 64 64 5b", 21},
        Vector{"-9." + nines38.substr(1),
               "3e 5c 02 02 02 02 02 02 02 02 02 02 02 02 02 02 02 02 02 02 0b", 22}));

TEST(OrderedNumberOrder, BytesCompareAsNumbers) {
  const std::vector<std::string> ascending = {
      "-9e125", "-1e125", "-12346", "-12345.5", "-12345",  "-12300", "-101",    "-100",  "-99",
      "-11",    "-10",    "-1.5",   "-1",       "-0.5",    "-0.05",  "-1e-130", "0",     "1e-130",
      "0.05",   "0.5",    "1",      "1.0001",   "1.5",     "9",      "10",      "11",    "99",
      "100",    "101",    "12300",  "12345",    "12345.5", "12346",  nines38,   "1e125", "9e125"};
  for (std::size_t i = 1; i < ascending.size(); ++i) {
    EXPECT_LT(ordered(ascending[i - 1]), ordered(ascending[i]))
        << ascending[i - 1] << " and " << ascending[i];
  }
}

TEST(AppendNumber, LeavesTheBytesAloneOnAFault) {
  std::string bytes = "kept";
  for (const auto& [text, fault] : {std::pair{"abc", model::NumberFault::not_numeric},
                                    std::pair{"1e126", model::NumberFault::overflow},
                                    std::pair{"1e-131", model::NumberFault::underflow},
                                    std::pair{"123456789012345678901234567890123456789",
                                              model::NumberFault::too_many_digits}}) {
    const auto result = append_number(text, bytes);
    ASSERT_FALSE(result.has_value());
    EXPECT_EQ(result.error(), fault);
    EXPECT_EQ(bytes, "kept");
  }
}

class MalformedNumber : public testing::TestWithParam<std::string> {};

TEST_P(MalformedNumber, IsRefused) { EXPECT_FALSE(is_well_formed_number(from_hex(GetParam()))); }

INSTANTIATE_TEST_SUITE_P(
    Bytes, MalformedNumber,
    testing::Values("", "00", "c1", "7f", "81",          // no pairs
                    "c1 01", "c1 01 02",                 // leading zero pair
                    "c1 02 01",                          // trailing zero pair
                    "c1 00", "c1 65", "c1 66", "c1 ff",  // pair out of range
                    "3e 64", "3e 66", "3e 65 66", "3e 64 65 66", "3e 01 66", "3e 64 66 66",
                    // 39 and 40 digits, and 21 pairs
                    "c1 0b 64 64 64 64 64 64 64 64 64 64 64 64 64 64 64 64 64 64 5b",
                    "c1 0a 64 64 64 64 64 64 64 64 64 64 64 64 64 64 64 64 64 64 64",
                    "c1 0a 64 64 64 64 64 64 64 64 64 64 64 64 64 64 64 64 64 64 64 5b",
                    // an end mark after 20 pairs
                    "3e 5c 02 02 02 02 02 02 02 02 02 02 02 02 02 02 02 02 02 02 0b 66"));

}  // namespace
}  // namespace dynarocks::codec
