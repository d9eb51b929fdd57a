#include "model/number.h"

#include <gtest/gtest.h>

#include <limits>

namespace dynarocks::model {
namespace {

std::string zeros(std::size_t count) { return std::string(count, '0'); }
std::string nines(std::size_t count) { return std::string(count, '9'); }

struct Canonical {
  std::string text;
  std::string plain;
};

class CanonicalNumber : public testing::TestWithParam<Canonical> {};

TEST_P(CanonicalNumber, PrintsPlainly) {
  const auto number = Number::parse(GetParam().text);
  ASSERT_TRUE(number.has_value()) << GetParam().text;
  EXPECT_EQ(number->to_string(), GetParam().plain);
}

INSTANTIATE_TEST_SUITE_P(
    Vectors, CanonicalNumber,
    testing::Values(
        Canonical{"0042", "42"}, Canonical{"1.200", "1.2"}, Canonical{"+5", "5"},
        Canonical{"5.", "5"}, Canonical{".5", "0.5"}, Canonical{"-0", "0"}, Canonical{"-0.0", "0"},
        Canonical{"1e2", "100"}, Canonical{"1E-3", "0.001"}, Canonical{"123.4500e2", "12345"},
        Canonical{"0e125", "0"}, Canonical{"0.0e126", "0"}, Canonical{"-.5e+1", "-5"},
        Canonical{"1e+2", "100"}, Canonical{"00042", "42"}, Canonical{"100.5", "100.5"},
        Canonical{"0.00120", "0.0012"}, Canonical{"1e0000000000000000000000003", "1000"},
        Canonical{"0e-130", "0"}, Canonical{"-1e-130", "-0." + zeros(129) + "1"},
        Canonical{"1e-130", "0." + zeros(129) + "1"}, Canonical{"1e125", "1" + zeros(125)},
        Canonical{"0." + zeros(129) + "1", "0." + zeros(129) + "1"},
        Canonical{nines(38), nines(38)}, Canonical{nines(38) + zeros(88), nines(38) + zeros(88)},
        Canonical{"9." + nines(37) + "E+125", nines(38) + zeros(88)},
        Canonical{"-9." + nines(37) + "E+125", "-" + nines(38) + zeros(88)},
        Canonical{"9." + nines(37) + "E-130", "0." + zeros(129) + nines(38)},
        Canonical{zeros(500) + "7" + zeros(100) + "." + zeros(500), "7" + zeros(100)},
        Canonical{"0." + zeros(500) + "7e501", "7"}, Canonical{"7" + zeros(500) + "e-500", "7"},
        Canonical{"1" + zeros(18) + "1", "1" + zeros(18) + "1"},
        Canonical{"12345678901234567890123456789012345678",
                  "12345678901234567890123456789012345678"}));

struct Faulty {
  std::string text;
  NumberFault fault;
};

class FaultyNumber : public testing::TestWithParam<Faulty> {};

TEST_P(FaultyNumber, IsRefused) {
  const auto number = Number::parse(GetParam().text);
  ASSERT_FALSE(number.has_value()) << GetParam().text << " = " << number->to_string();
  EXPECT_EQ(number.error(), GetParam().fault) << GetParam().text;
}

class NotNumeric : public testing::TestWithParam<std::string> {};

TEST_P(NotNumeric, IsRefused) {
  const auto number = Number::parse(GetParam());
  ASSERT_FALSE(number.has_value()) << GetParam() << " = " << number->to_string();
  EXPECT_EQ(number.error(), NumberFault::not_numeric) << GetParam();
}

INSTANTIATE_TEST_SUITE_P(Grammar, NotNumeric,
                         testing::Values("", " ", "1e", "+e2", "1+2", "1.2.3", ".", " 1", "1 ", "+",
                                         "-", "--1", "e5", "1e+", "1e-", "1e1.5", "0x10", "NaN",
                                         "Infinity", "1_000", "1,5", "1e5 ", "abc", "1ee5", ".e5",
                                         std::string("1\0", 2), "\xD9\xA1"));

INSTANTIATE_TEST_SUITE_P(ExponentBeyond64Bits, NotNumeric,
                         testing::Values("1e9223372036854775808", "1e-9223372036854775809",
                                         "0e9223372036854775808",
                                         "1e99999999999999999999999999999999999999999999999999"));

INSTANTIATE_TEST_SUITE_P(
    Range, FaultyNumber,
    testing::Values(
        Faulty{"1E126", NumberFault::overflow}, Faulty{"-1E126", NumberFault::overflow},
        Faulty{"10e125", NumberFault::overflow}, Faulty{"1" + zeros(126), NumberFault::overflow},
        Faulty{"0e126", NumberFault::overflow}, Faulty{"0.0e127", NumberFault::overflow},
        Faulty{"1e2147483648", NumberFault::overflow},
        Faulty{"1e2147483647", NumberFault::overflow},
        Faulty{"1e9223372036854775807", NumberFault::overflow},
        Faulty{"10e9223372036854775807", NumberFault::overflow},
        Faulty{"1E-131", NumberFault::underflow}, Faulty{"-1E-131", NumberFault::underflow},
        Faulty{"0.1e-130", NumberFault::underflow}, Faulty{"0e-131", NumberFault::underflow},
        Faulty{"0.0e-130", NumberFault::underflow}, Faulty{"-0e-131", NumberFault::underflow},
        Faulty{"1e-9223372036854775808", NumberFault::underflow},
        Faulty{"0.1e-9223372036854775808", NumberFault::underflow},
        Faulty{nines(39), NumberFault::too_many_digits},
        Faulty{"1." + zeros(37) + "1", NumberFault::too_many_digits},
        Faulty{"-0.0" + nines(39), NumberFault::too_many_digits},
        // magnitude is checked before digits
        Faulty{nines(39) + "e100", NumberFault::overflow},
        Faulty{nines(39) + "e-200", NumberFault::underflow}));

TEST(Number, ComparesByValue) {
  const std::vector<std::string> ascending = {
      "-9e125",  "-1e125", "-12346", "-12345", "-12344.99", "-1",      "-0.5",   "-0.05",
      "-1e-130", "0",      "1e-130", "0.05",   "0.5",       "1",       "1.0001", "1.1",
      "9",       "10",     "99",     "100",    nines(37),   nines(38), "1e125"};
  for (std::size_t i = 0; i < ascending.size(); ++i) {
    for (std::size_t j = 0; j < ascending.size(); ++j) {
      EXPECT_EQ(*Number::parse(ascending[i]) <=> *Number::parse(ascending[j]), i <=> j)
          << ascending[i] << " and " << ascending[j];
    }
  }
}

TEST(Number, EqualValuesAreEqualHoweverWritten) {
  for (const char* text : {"1", "1.0", "01", "1e0", "+1", "0.1e1", "10e-1"}) {
    EXPECT_EQ(*Number::parse(text), *Number::parse("1")) << text;
  }
  EXPECT_EQ(*Number::parse("-0"), Number());
}

TEST(Number, FromInteger) {
  EXPECT_EQ(Number::from_int(0), Number());
  EXPECT_EQ(Number::from_int(-1200).to_string(), "-1200");
  EXPECT_EQ(Number::from_int(std::numeric_limits<std::int64_t>::max()).to_string(),
            "9223372036854775807");
  EXPECT_EQ(Number::from_int(std::numeric_limits<std::int64_t>::min()).to_string(),
            "-9223372036854775808");
}

TEST(Number, FromPartsStripsZeros) {
  const Number number = Number::from_parts(true, 1200, -3);
  EXPECT_EQ(number.coefficient(), 12U);
  EXPECT_EQ(number.exponent(), -1);
  EXPECT_EQ(number.to_string(), "-1.2");
  EXPECT_EQ(Number::from_parts(true, 0, 5), Number());
}

struct Sized {
  std::string text;
  std::size_t size;
};

class NumberSize : public testing::TestWithParam<Sized> {};

TEST_P(NumberSize, IsCountedInPairsAroundThePoint) {
  EXPECT_EQ(Number::parse(GetParam().text)->size(), GetParam().size) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(Vectors, NumberSize,
                         testing::Values(Sized{"0", 1}, Sized{"-0", 1}, Sized{"1", 2},
                                         Sized{"12", 2}, Sized{"123", 3}, Sized{"1234", 3},
                                         Sized{"100", 2}, Sized{"1010", 3}, Sized{"1e125", 2},
                                         Sized{"1e-100", 2}, Sized{"0.15", 2}, Sized{"1.5", 3},
                                         Sized{"1.234", 4}, Sized{"3.14159", 5}, Sized{"100.5", 4},
                                         Sized{"-42", 3}, Sized{"-12345", 5},
                                         Sized{nines(38), 20}));

struct Arithmetic {
  std::string a;
  std::string b;
  std::string sum;         // or the fault's name
  std::string difference;  // or the fault's name
};

std::string outcome(const Result<Number, NumberFault>& result) {
  if (result.has_value()) return result->to_string();
  return result.error() == NumberFault::overflow    ? "overflow"
         : result.error() == NumberFault::underflow ? "underflow"
                                                    : "another fault";
}

class NumberArithmetic : public testing::TestWithParam<Arithmetic> {};

TEST_P(NumberArithmetic, IsExact) {
  const auto& [a, b, sum, difference] = GetParam();
  EXPECT_EQ(outcome(Number::add(*Number::parse(a), *Number::parse(b))), sum);
  EXPECT_EQ(outcome(Number::add(*Number::parse(b), *Number::parse(a))), sum);
  EXPECT_EQ(outcome(Number::subtract(*Number::parse(a), *Number::parse(b))), difference);
}

INSTANTIATE_TEST_SUITE_P(
    Vectors, NumberArithmetic,
    testing::Values(Arithmetic{"1", "2", "3", "-1"}, Arithmetic{"0.1", "0.2", "0.3", "-0.1"},
                    Arithmetic{"5", "-5", "0", "10"}, Arithmetic{"0", "0", "0", "0"},
                    Arithmetic{"0", "7", "7", "-7"}, Arithmetic{"7", "0", "7", "7"},
                    Arithmetic{"-3", "10", "7", "-13"}, Arithmetic{"100", "1", "101", "99"},
                    Arithmetic{"1e50", "1", "overflow", "overflow"},
                    Arithmetic{"1e125", "1e-130", "overflow", "overflow"},
                    // ten to the 38th less one: a span of 39 digits, a result of 38
                    Arithmetic{"1e38", "1", "overflow", nines(38)},
                    Arithmetic{"1e38", "2", "overflow", nines(37) + "8"},
                    Arithmetic{nines(38), "1", "1" + zeros(38), nines(37) + "8"},
                    Arithmetic{"1e37", "1", "1" + zeros(36) + "1", nines(37)},
                    Arithmetic{"2e38", nines(38), "overflow", "overflow"},
                    Arithmetic{"2e38", "-" + nines(38), "overflow", "overflow"},
                    Arithmetic{"19e37", nines(38), "overflow", "9" + zeros(36) + "1"},
                    Arithmetic{"5e37", "5e37", "1" + zeros(38), "0"},
                    Arithmetic{"9e125", "1e125", "overflow", "8" + zeros(125)},
                    Arithmetic{"9e125", "9e125", "overflow", "0"},
                    Arithmetic{"1.1e-130", "1e-130", "0." + zeros(129) + "21", "underflow"},
                    Arithmetic{"1e-130", "1.5e-130", "0." + zeros(129) + "25", "underflow"}));

struct Message {
  NumberFault fault;
  std::string text;
  ValidationLayer layer;
  std::string message;
};

class NumberFaultMessage : public testing::TestWithParam<Message> {};

TEST_P(NumberFaultMessage, IsTheServices) {
  const auto& [fault, text, layer, message] = GetParam();
  EXPECT_EQ(number_fault_message(fault, text, layer), message);
}

constexpr auto classic = ValidationLayer::classic;
constexpr auto current = ValidationLayer::current;

INSTANTIATE_TEST_SUITE_P(
    Texts, NumberFaultMessage,
    testing::Values(
        Message{NumberFault::not_numeric, "", classic,
                "The parameter cannot be converted to a numeric value"},
        Message{NumberFault::not_numeric, "", current,
                "The parameter cannot be converted to a numeric value: "},
        Message{NumberFault::not_numeric, " 1", classic,
                "The parameter cannot be converted to a numeric value:  1"},
        Message{NumberFault::not_numeric, "1e9223372036854775808", current,
                "The parameter cannot be converted to a numeric value: 1e9223372036854775808"},
        Message{
            NumberFault::overflow, "1e126", current,
            "Number overflow. Attempting to store a number with magnitude larger than supported "
            "range"},
        Message{NumberFault::underflow, "1e-131", classic,
                "Number underflow. Attempting to store a number with magnitude smaller than "
                "supported range"},
        Message{NumberFault::too_many_digits, "1", current,
                "Attempting to store more than 38 significant digits in a Number"}));

}  // namespace
}  // namespace dynarocks::model
