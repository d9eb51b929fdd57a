#include "operations/tag_resource.h"

#include "tagged_table_fixture.h"

namespace dynarocks::operations {
namespace {

constexpr const char* too_many =
    "Number of Tags exceed the current limit for the provided ResourceArn";

class TagResourceTest : public TaggedTableTest {
 protected:
  void refused_tags(const List& tags, const std::string& message) {
    refused("TagResource", tag_request(tags), message);
  }
};

TEST_F(TagResourceTest, AddsAndReplaces) {
  put({tag("a", "1"), tag("b", "2")});
  EXPECT_EQ(listed(), List({tag("a", "1"), tag("b", "2")}));
  put({tag("c", ""), tag("a", "3")});
  EXPECT_EQ(listed(), List({tag("a", "3"), tag("b", "2"), tag("c", "")}));
}

TEST_F(TagResourceTest, KeysAreCaseSensitive) {
  put({tag("key", "1"), tag("KEY", "2")});
  EXPECT_EQ(listed(), List({tag("key", "1"), tag("KEY", "2")}));
}

TEST_F(TagResourceTest, TheSameTagsAgainChangeNothing) {
  put({tag("a", "1")});
  put({tag("a", "1")});
  EXPECT_EQ(listed(), List({tag("a", "1")}));
}

TEST_F(TagResourceTest, LongestKeysAndValuesOfAnyScript) {
  std::string key;
  std::string value;
  for (int i = 0; i < 128; ++i) key += "\u00e9";
  for (int i = 0; i < 256; ++i) value += "\u4e2d";
  put({tag(key, value), tag("A b+-=._:/@9", "A b+-=._:/@9")});
  EXPECT_EQ(listed(), List({tag(key, value), tag("A b+-=._:/@9", "A b+-=._:/@9")}));
  refused_tags({tag(key + "x", "")}, "The Tag Key provided is invalid, Key: " + key + "x");
  refused_tags({tag("k", value + "x")}, "The Tag Value provided is invalid, Value: " + value + "x");
}

TEST_F(TagResourceTest, NeedsTags) {
  refused_tags({}, "Atleast one Tag needs to be provided as Input.");
  for (const std::string& body :
       {list_request(), json({{"ResourceArn", arn}, {"Tags", nullptr}}).dump(),
        std::string("{}")}) {
    refused(
        "TagResource", body,
        "1 validation error detected: Value null at 'tags' failed to satisfy constraint: Member "
        "must not be null");
  }
}

TEST_F(TagResourceTest, RulesOfOneTag) {
  const std::string invalid_key = "The Tag Key provided is invalid, Key: ";
  const std::string invalid_value = "The Tag Value provided is invalid, Value: ";
  refused_tags({json::object({{"Value", "v"}})}, invalid_key + "null");
  refused_tags({json::object()}, invalid_key + "null");
  refused_tags({tag("", "v")}, invalid_key);
  refused_tags({tag("a#", "v")}, invalid_key + "a#");
  refused_tags({json::object({{"Key", "k"}})}, invalid_value + "null");
  refused_tags({tag("k", "a!")}, invalid_value + "a!");
  refused_tags({tag("aws:x", "v")}, "Tag Key cannot be prefixed with aws:, Key: aws:x");
  refused_tags({tag("aWs:", "v")}, "Tag Key cannot be prefixed with aws:, Key: aWs:");
  put({tag("aws", "v"), tag("my:aws:x", "aws:v")});
}

TEST_F(TagResourceTest, KeysAreUnique) {
  refused_tags({tag("k", "1"), tag("other", "1"), tag("k", "1")},
               "Duplicate Tag Keys provided as input: Duplicate Tag Key found k");
}

TEST_F(TagResourceTest, OneBadTagRefusesAll) {
  put({tag("a", "1")});
  refused_tags({tag("a", "2"), tag("b", "1"), tag("b#", "")},
               "The Tag Key provided is invalid, Key: b#");
  EXPECT_EQ(listed(), List({tag("a", "1")}));
}

TEST_F(TagResourceTest, ATableHasFiftyAtMost) {
  refused_tags(many(51), too_many);
  put(many(50));
  // A key the table has takes no room.
  put({tag("k49", "new")});
  refused_tags({tag("k0", "new"), tag("one-more", "")}, too_many);
  List expected = many(50);
  expected[49]["Value"] = "new";
  EXPECT_EQ(listed(), expected);
}

TEST_F(TagResourceTest, ATableHasTenKilobytesOfTagsAtMost) {
  // 40 tags of 256 bytes each are 10 KB.
  List tags;
  for (int i = 10; i < 50; ++i) tags.push_back(tag(std::to_string(i), std::string(254, 'v')));
  put(tags);
  refused_tags({tag("k", "")}, "Tag set size 10241 bytes is above max size limit of 10240 bytes");
  refused_tags({tag("10", std::string(252, 'v') + "\u00e9\u00e9")},
               "Tag set size 10242 bytes is above max size limit of 10240 bytes");
  EXPECT_EQ(listed(), tags);
  put({tag("10", "")});
  put({tag("k", "")});

  tags.push_back(tag("k", ""));
  const std::string unknown = "arn:aws:dynamodb:us-east-1:123456789012:table/Unknown";
  refused("TagResource", tag_request(tags, unknown),
          "Tag set size 10241 bytes is above max size limit of 10240 bytes");
}

}  // namespace
}  // namespace dynarocks::operations
