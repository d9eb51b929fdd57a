// ResourceArn, which the three tag operations read alike.

#include "operations/tagged_resource.h"

#include "engine/catalog.h"
#include "tagged_table_fixture.h"

namespace dynarocks::operations {
namespace {

class TaggedResourceTest : public TaggedTableTest {
 protected:
  /// What each of the operations says of a ResourceArn; it has to be the same.
  std::string error_of(const std::string& resource) {
    const std::string listing = error("ListTagsOfResource", list_request(resource));
    EXPECT_EQ(error("TagResource", tag_request(many(1), resource)), listing);
    EXPECT_EQ(error("UntagResource", untag_request({"k"}, resource)), listing);
    return listing;
  }
};

TEST_F(TaggedResourceTest, IsNotThere) {
  const std::string message = "Invalid TableArn";
  refused("ListTagsOfResource", "{}", message);
  refused("ListTagsOfResource", R"({"ResourceArn":null})", message);
  refused("TagResource", R"({"Tags":[{"Key":"k","Value":"v"}]})", message);
  refused("UntagResource", R"({"TagKeys":["k"]})", message);
}

TEST_F(TaggedResourceTest, IsNoArn) {
  const std::string before =
      "ValidationException: One or more parameter values were invalid: ARNs must start with "
      "'arn:': ";
  for (const std::string text : {"", "Music", "arn", "ARN:aws:dynamodb"}) {
    EXPECT_EQ(error_of(text), before + text);
  }
}

TEST_F(TaggedResourceTest, IsNotOfDynamoDb) {
  const std::string before =
      "ValidationException: One or more parameter values were invalid: Provided Arn is not a "
      "DynamoDB resource arn: ";
  for (const std::string& text :
       {std::string("arn:"), std::string("arn:aws:s3:::bucket"),
        std::string("arn:aws:sqs:us-east-1:123456789012:queue"),
        std::string("arn:aws-cn:dynamodb:us-east-1:123456789012:table/Music"),
        std::string("arn:aws:dynamodb:us-east-1:1234:table/Music"),
        std::string("arn:aws:dynamodb:us-east-1:123456789012:global-table/Music"),
        std::string("arn:aws:dynamodb:us-east-1:123456789012:table/"),
        arn + "/backup/01489602797149-73d8d5bc", arn + "/export/01489602797149-73d8d5bc",
        arn + "/import/01489602797149-73d8d5bc", arn + "/other/x", arn + "/stream/"}) {
    EXPECT_EQ(error_of(text), before + text);
  }
}

TEST_F(TaggedResourceTest, IsOfAnIndex) {
  EXPECT_EQ(error_of(arn + "/index/by_year"),
            "ValidationException: One or more parameter values were invalid: Invalid resource arn "
            "provided, only table or stream is accepted. Provided resource arn: " +
                arn + "/index/by_year");
}

TEST_F(TaggedResourceTest, IsOfAnotherRegion) {
  const std::string before =
      "ValidationException: Invalid TableArn: Invalid ResourceArn provided as input ";
  for (const std::string text :
       {"arn:aws:dynamodb:eu-west-1:123456789012:table/Music",
        "arn:aws:dynamodb::123456789012:table/Music",
        "arn:aws:dynamodb:eu-west-1:999999999999:table/Music",
        "arn:aws:dynamodb:eu-west-1:123456789012:table/Music/stream/2024-01-01T00:00:00.000"}) {
    EXPECT_EQ(error_of(text), before + text);
  }
}

TEST_F(TaggedResourceTest, IsOfAnotherAccount) {
  EXPECT_EQ(error_of("arn:aws:dynamodb:us-east-1:999999999999:table/Music"),
            "AccessDeniedException: Access is denied");
}

TEST_F(TaggedResourceTest, IsUnknown) {
  for (const std::string& text :
       {std::string("arn:aws:dynamodb:us-east-1:123456789012:table/music"),
        std::string("arn:aws:dynamodb:us-east-1:123456789012:table/a"),
        arn + "/stream/2024-01-01T00:00:00.000"}) {
    EXPECT_EQ(error_of(text),
              "ResourceNotFoundException: Requested resource not found: "
              "ResourceArn: " +
                  text + " not found");
  }
}

TEST_F(TaggedResourceTest, IsJudgedBeforeTags) {
  refused("TagResource", tag_request({}, "Music"),
          "One or more parameter values were invalid: ARNs must start with 'arn:': Music");
  refused("UntagResource", untag_request({}, "Music"),
          "One or more parameter values were invalid: ARNs must start with 'arn:': Music");
}

TEST_F(TaggedResourceTest, TagsAreJudgedBeforeItIsLookedUp) {
  const std::string unknown = "arn:aws:dynamodb:us-east-1:123456789012:table/Unknown";
  for (const std::string& resource : {unknown, arn + "/stream/2024-01-01T00:00:00.000"}) {
    refused("TagResource", tag_request({tag("aws:x", "")}, resource),
            "Tag Key cannot be prefixed with aws:, Key: aws:x");
    refused("UntagResource", untag_request({"aws:x"}, resource),
            "Tag Key cannot be prefixed with aws:, Key: aws:x");
  }
}

TEST_F(TaggedResourceTest, TagsAreReadFromTheStore) {
  put({tag("k", "v"), tag("empty", "")});
  const auto reopened = engine::Catalog::open(*store_, clock_);
  ASSERT_TRUE(reopened.has_value());
  const auto table = (*reopened)->find({caller_, "Music"});
  ASSERT_NE(table, nullptr);
  const auto tags = table->description()->tags;
  ASSERT_EQ(tags.size(), 2u);
  EXPECT_EQ(tags[0].key + "=" + tags[0].value, "k=v");
  EXPECT_EQ(tags[1].key + "=" + tags[1].value, "empty=");
}

TEST_F(TaggedResourceTest, ANewTableOfTheNameHasNoTags) {
  put({tag("k", "v")});
  drop();
  EXPECT_EQ(error_of(arn),
            "ResourceNotFoundException: Requested resource not found: ResourceArn: " + arn +
                " not found");
  create();
  EXPECT_EQ(listed(), List());
}

TEST_F(TaggedResourceTest, TagsAreNoneOfTheDescription) {
  const json before = answer("DescribeTable", R"({"TableName":"Music"})");
  put({tag("k", "v")});
  EXPECT_EQ(answer("DescribeTable", R"({"TableName":"Music"})"), before);
}

}  // namespace
}  // namespace dynarocks::operations
