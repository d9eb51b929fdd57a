#include "operations/shard_iterator.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "base/base64.h"
#include "codec/digest.h"

namespace dynarocks::operations {
namespace {

const std::string arn =
    "arn:aws:dynamodb:us-east-1:000000000000:table/abc/stream/2015-05-11T21:21:33.291";

TEST(ShardIteratorTest, ReadsWhatWasWritten) {
  for (const auto from :
       {std::optional<model::SequenceNumber>(), std::optional<model::SequenceNumber>(7),
        std::optional(std::numeric_limits<model::SequenceNumber>::max())}) {
    const std::string text = shard_iterator_text({arn, 3, from, 1'700'000'000'250});
    EXPECT_TRUE(text.starts_with(arn + "|1|"));
    EXPECT_LE(text.size(), 2048u);
    const auto read = parse_shard_iterator(text);
    ASSERT_TRUE(read) << text;
    EXPECT_EQ(read->stream_arn, arn);
    EXPECT_EQ(read->shard_number, 3u);
    EXPECT_EQ(read->from, from);
    EXPECT_EQ(read->made, 1'700'000'000'250);
  }
}

TEST(ShardIteratorTest, ExpiresAfterAQuarterOfAnHour) {
  const ShardIterator iterator{arn, 1, 1, 1'000'000'000};
  EXPECT_FALSE(iterator.is_expired(1'000'000'000 + 15 * 60 * 1000));
  EXPECT_TRUE(iterator.is_expired(1'000'000'000 + 15 * 60 * 1000 + 1));
  EXPECT_FALSE(iterator.is_expired(5)) << "the clock was set back";
}

TEST(ShardIteratorTest, AnyAlterationIsNoticed) {
  const std::string text = shard_iterator_text({arn, 1, 5, 1'700'000'000'250});
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (const char c : {'A', '9', '|', '\0', '\xff'}) {
      if (text[i] == c) continue;
      std::string altered = text;
      altered[i] = c;
      EXPECT_FALSE(parse_shard_iterator(altered)) << altered;
    }
    EXPECT_FALSE(parse_shard_iterator(text.substr(0, i)));
  }
  EXPECT_FALSE(parse_shard_iterator(text + "AAAA"));
}

TEST(ShardIteratorTest, WhatIsNoIteratorIsNone) {
  for (const std::string& text :
       {std::string(), std::string("x"), std::string("|1|"), std::string("||"), arn + "|1|",
        arn + "|2|AAAA", arn + "|1|!!!!", std::string(2048, '|'), std::string(2048, '\xff')}) {
    EXPECT_FALSE(parse_shard_iterator(text)) << text;
  }
}

/// Somebody who knows how the check is made still gets nothing past the reader.
TEST(ShardIteratorTest, WellCheckedNonsenseIsNone) {
  const auto forged = [](const std::string& place) {
    std::string text = arn + "|1|";
    append_base64(place + codec::digest(arn + "|1|" + place).substr(0, 16), text);
    return parse_shard_iterator(text);
  };
  ASSERT_TRUE(forged("1,2,3;"));
  for (const char* place : {"",
                            ";",
                            ",",
                            "1",
                            "1;",
                            "1,2",
                            "1,2,3",
                            "1,2,3;4",
                            "a,2,3;",
                            "1,b,3;",
                            "1,2,c;",
                            "1,-2,3;",
                            "1,2,-3;",
                            "1,4294967296;",
                            "1,2,18446744073709551616;",
                            "9223372036854775808,2;",
                            "1,,3;",
                            "1,2,;",
                            "1;2,3;",
                            " 1,2,3;",
                            "1,2,3,4;"}) {
    EXPECT_FALSE(forged(place)) << place;
  }
}

}  // namespace
}  // namespace dynarocks::operations
