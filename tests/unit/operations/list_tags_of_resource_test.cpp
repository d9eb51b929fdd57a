#include "operations/list_tags_of_resource.h"

#include "tagged_table_fixture.h"

namespace dynarocks::operations {
namespace {

using ListTagsOfResourceTest = TaggedTableTest;

TEST_F(ListTagsOfResourceTest, OfATableWithoutTags) {
  EXPECT_EQ(answer_text("ListTagsOfResource", list_request()), R"({"Tags":[]})");
}

TEST_F(ListTagsOfResourceTest, OfATableMadeWithTags) {
  drop();
  create({tag("b", "1"), tag("a", "\u4e2d")});
  EXPECT_EQ(answer_text("ListTagsOfResource", list_request()),
            "{\"Tags\":[{\"Key\":\"b\",\"Value\":\"1\"},{\"Key\":\"a\",\"Value\":\"\u4e2d\"}]}");
}

TEST_F(ListTagsOfResourceTest, AllInOnePage) {
  put(many(50));
  const json answered = answer("ListTagsOfResource", list_request());
  EXPECT_EQ(answered, json({{"Tags", many(50)}}));
}

TEST_F(ListTagsOfResourceTest, NextTokenIsIgnored) {
  put({tag("a", "1")});
  const std::string body = json({{"ResourceArn", arn}, {"NextToken", "no token"}}).dump();
  EXPECT_EQ(answer("ListTagsOfResource", body), json({{"Tags", List{tag("a", "1")}}}));
}

}  // namespace
}  // namespace dynarocks::operations
