#include "model/arn.h"

#include <gtest/gtest.h>

namespace dynarocks::model {
namespace {

const TableKey music{{"123456789012", "us-east-1"}, "Music"};

TEST(TableArn, IsDeterministic) {
  EXPECT_EQ(table_arn(music), "arn:aws:dynamodb:us-east-1:123456789012:table/Music");
}

struct Good {
  std::string after_table_arn;
  ArnKind kind;
  std::string detail;
};

class GoodArn : public testing::TestWithParam<Good> {};

TEST_P(GoodArn, IsTakenApart) {
  const auto arn = parse_arn(table_arn(music) + GetParam().after_table_arn);
  ASSERT_TRUE(arn.has_value());
  EXPECT_EQ(*arn, (ParsedArn{GetParam().kind, music, GetParam().detail}));
}

INSTANTIATE_TEST_SUITE_P(Kinds, GoodArn,
                         testing::Values(Good{"", ArnKind::table, ""},
                                         Good{"/index/by_year", ArnKind::index, "by_year"},
                                         Good{"/stream/2024-01-01T00:00:00.000", ArnKind::stream,
                                              "2024-01-01T00:00:00.000"},
                                         Good{"/backup/01489602797149-73d8d5bc", ArnKind::backup,
                                              "01489602797149-73d8d5bc"},
                                         Good{"/export/01234-a", ArnKind::export_, "01234-a"},
                                         Good{"/import/01234-b", ArnKind::import, "01234-b"}));

TEST(TableArn, OfAMadeUpRegionIsTakenApart) {
  const TableKey table{{"123456789012", "My_Region.1-a"}, "Music"};
  const auto arn = parse_arn(table_arn(table));
  ASSERT_TRUE(arn.has_value());
  EXPECT_EQ(arn->table, table);
}

struct Bad {
  std::string text;
  ArnFault fault;
};

class BadArn : public testing::TestWithParam<Bad> {};

TEST_P(BadArn, IsRefused) {
  const auto arn = parse_arn(GetParam().text);
  ASSERT_FALSE(arn.has_value());
  EXPECT_EQ(arn.error(), GetParam().fault);
}

INSTANTIATE_TEST_SUITE_P(
    Faults, BadArn,
    testing::Values(
        Bad{"", ArnFault::format}, Bad{"Music", ArnFault::format}, Bad{"arn:", ArnFault::format},
        Bad{"arn:aws:dynamodb:us-east-1:123456789012", ArnFault::format},
        Bad{"urn:aws:dynamodb:us-east-1:123456789012:table/Music", ArnFault::format},
        Bad{"arn:aws-cn:dynamodb:us-east-1:123456789012:table/Music", ArnFault::partition},
        Bad{"arn::dynamodb:us-east-1:123456789012:table/Music", ArnFault::partition},
        Bad{"arn:aws:s3:us-east-1:123456789012:table/Music", ArnFault::service},
        Bad{"arn:aws:dynamodb::123456789012:table/Music", ArnFault::region},
        Bad{"arn:aws:dynamodb:us/east:123456789012:table/Music", ArnFault::region},
        Bad{"arn:aws:dynamodb:us-east-1:12345678901:table/Music", ArnFault::format},
        Bad{"arn:aws:dynamodb:us-east-1:12345678901x:table/Music", ArnFault::format},
        Bad{"arn:aws:dynamodb:us-east-1::table/Music", ArnFault::format},
        Bad{"arn:aws:dynamodb:us-east-1:123456789012:Music", ArnFault::resource_type},
        Bad{"arn:aws:dynamodb:us-east-1:123456789012:table", ArnFault::resource_type},
        Bad{"arn:aws:dynamodb:us-east-1:123456789012:global-table/Music", ArnFault::resource_type},
        Bad{"arn:aws:dynamodb:us-east-1:123456789012:table/", ArnFault::format},
        Bad{"arn:aws:dynamodb:us-east-1:123456789012:table/Music/", ArnFault::format},
        Bad{"arn:aws:dynamodb:us-east-1:123456789012:table/Music/index", ArnFault::format},
        Bad{"arn:aws:dynamodb:us-east-1:123456789012:table/Music/index/", ArnFault::format},
        Bad{"arn:aws:dynamodb:us-east-1:123456789012:table/Music/column/x", ArnFault::format}));

TEST(LooksLikeArn, TellsArnsFromNames) {
  EXPECT_TRUE(looks_like_arn("arn:aws:dynamodb:us-east-1:123456789012:table/Music"));
  EXPECT_TRUE(looks_like_arn("arn:"));
  EXPECT_FALSE(looks_like_arn("arn"));
  EXPECT_FALSE(looks_like_arn("Music"));
}

}  // namespace
}  // namespace dynarocks::model
