#include "model/sequence_number.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace dynarocks::model {
namespace {

constexpr SequenceNumber greatest = std::numeric_limits<SequenceNumber>::max();

TEST(SequenceNumberText, IsOneAndTwentyDigits) {
  EXPECT_EQ(sequence_number_text(0), "100000000000000000000");
  EXPECT_EQ(sequence_number_text(42), "100000000000000000042");
  EXPECT_EQ(sequence_number_text(greatest), "118446744073709551615");
}

TEST(ParseSequenceNumber, ReadsWhatWasWritten) {
  for (const SequenceNumber number :
       {SequenceNumber{0}, SequenceNumber{1}, SequenceNumber{9'999'999'999}, greatest}) {
    EXPECT_EQ(parse_sequence_number(sequence_number_text(number)), number);
  }
}

TEST(ParseSequenceNumber, IsNumericWhateverTheLength) {
  EXPECT_EQ(parse_sequence_number("0000000000000000000100000000000000000042"), 42u);
  // Below ours and above.
  EXPECT_EQ(parse_sequence_number("000000000000000000000"), 0u);
  EXPECT_EQ(parse_sequence_number("099999999999999999999"), 0u);
  EXPECT_EQ(parse_sequence_number("118446744073709551616"), greatest);
  EXPECT_EQ(parse_sequence_number("200000000000000000000"), greatest);
  EXPECT_EQ(parse_sequence_number("1000000000000000000042"), greatest);
  EXPECT_EQ(parse_sequence_number(std::string(40, '9')), greatest);
}

TEST(ParseSequenceNumber, RefusesAnythingElse) {
  EXPECT_FALSE(parse_sequence_number(""));
  EXPECT_FALSE(parse_sequence_number("10000000000000000004x"));
  EXPECT_FALSE(parse_sequence_number("-10000000000000000004"));
  EXPECT_FALSE(parse_sequence_number(" 10000000000000000004"));
  EXPECT_FALSE(parse_sequence_number(std::string(41, '1')));
}

}  // namespace
}  // namespace dynarocks::model
