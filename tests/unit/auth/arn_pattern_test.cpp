#include "auth/arn_pattern.h"

#include <gtest/gtest.h>

#include <string>

namespace dynarocks::auth {
namespace {

const std::string table = "arn:aws:dynamodb:us-east-1:111122223333:table/T";

bool match(std::string_view pattern, std::string_view arn) {
  ConditionContext context;
  context.set("aws:username", "alice");
  context.set("aws:PrincipalTag/x", "a:b");
  const auto parsed = parse_arn_pattern(pattern, true);
  return parsed && matches(*parsed, arn, context);
}

TEST(ArnPattern, IsMatchedPartByPart) {
  struct Case {
    const char* pattern;
    std::string arn;
    bool expected;
  };
  const Case cases[] = {
      {"*", table, true},
      {"*", "*", true},
      {"arn:aws:dynamodb:us-east-1:111122223333:table/T", table, true},
      {"arn:aws:dynamodb:us-east-1:111122223333:table/t", table, false},
      {"arn:aws:dynamodb:us-east-1:111122223333:table/T", table + "/index/I", false},
      {"arn:aws:dynamodb:us-east-1:111122223333:table/T*", table + "/index/I", true},
      {"arn:aws:dynamodb:us-east-1:111122223333:table/T/index/*", table + "/index/I", true},
      {"arn:aws:dynamodb:us-east-1:111122223333:table/T/index/*", table, false},
      {"arn:aws:dynamodb:us-east-1:111122223333:table/*/index/*", table + "/index/I", true},
      {"arn:aws:dynamodb:*:*:table/T", table, true},
      {"arn:aws:dynamodb:us-*:111122223333:table/T", table, true},
      {"arn:aws:dynamodb:us-east-?:111122223333:table/?", table, true},
      {"arn:aws:dynamodb:eu-*:111122223333:table/T", table, false},
      {"arn:*:*:*:*:*", table, true},
      {"arn:aws:*:*:*:*", table, true},
      {"arn:aws:s3:*:*:*", table, false},
      // A wildcard does not reach over a colon,
      {"arn:aws:dynamodb:*:table/T", table, false},
      {"arn:aws:dynamodb:*:table/T:x:y", table, false},
      {"arn:aws*:us-east-1:111122223333:table/T:x", table, false},
      // except in the last part.
      {"arn:aws:dynamodb:us-east-1:111122223333:table/T/stream/*",
       table + "/stream/2026-01-01T00:00:00.000", true},
      {"arn:aws:dynamodb:*:*:*", table + "/stream/2026-01-01T00:00:00.000", true},
      // What has no resource is "*", which only "*" describes.
      {"arn:aws:dynamodb:*:*:*", "*", false},
      {"arn:aws:dynamodb:us-east-1:111122223333:table/${aws:username}",
       "arn:aws:dynamodb:us-east-1:111122223333:table/alice", true},
      {"arn:aws:dynamodb:us-east-1:111122223333:table/${aws:username}", table, false},
      {"arn:aws:dynamodb:us-east-1:111122223333:table/${aws:none}", table, false},
      {"arn:aws:dynamodb:us-east-1:111122223333:table/${aws:none, 'T'}", table, true},
      // A colon of a variable's value separates nothing.
      {"arn:aws:dynamodb:us-east-1:111122223333:${aws:PrincipalTag/x}",
       "arn:aws:dynamodb:us-east-1:111122223333:a:b", true},
      {"arn:aws:dynamodb:us-east-1:${aws:PrincipalTag/x}", "arn:aws:dynamodb:us-east-1:a:b", false},
      {"arn:aws:dynamodb::111122223333:global-table/T",
       "arn:aws:dynamodb::111122223333:global-table/T", true},
      {"arn:aws:dynamodb::111122223333:global-table/T",
       "arn:aws:dynamodb:us-east-1:111122223333:global-table/T", false},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(match(c.pattern, c.arn), c.expected) << c.pattern << " on " << c.arn;
  }
}

TEST(ArnPattern, HasSixParts) {
  EXPECT_TRUE(parse_arn_pattern("*", true));
  EXPECT_TRUE(parse_arn_pattern("arn:aws:s3:::bucket", true));
  EXPECT_TRUE(parse_arn_pattern("arn:aws:dynamodb:us-east-1:1:a:b:c", true));
  EXPECT_TRUE(parse_arn_pattern(":::::", true));
  EXPECT_FALSE(parse_arn_pattern("", true));
  EXPECT_FALSE(parse_arn_pattern("T", true));
  EXPECT_FALSE(parse_arn_pattern("**", true));
  EXPECT_FALSE(parse_arn_pattern("arn:aws:dynamodb:us-east-1:1", true));
  // The colon inside is none of the ARN's.
  EXPECT_FALSE(parse_arn_pattern("arn:aws:dynamodb:us-east-1:${aws:username}", true));
  EXPECT_TRUE(parse_arn_pattern("arn:aws:dynamodb:us-east-1:${aws:username}", false));
}

}  // namespace
}  // namespace dynarocks::auth
