#include "operations/untag_resource.h"

#include "tagged_table_fixture.h"

namespace dynarocks::operations {
namespace {

class UntagResourceTest : public TaggedTableTest {
 protected:
  UntagResourceTest() { put({tag("a", "1"), tag("b", "2"), tag("c", "3")}); }

  void refused_keys(const List& keys, const std::string& message) {
    refused("UntagResource", untag_request(keys), message);
  }
};

TEST_F(UntagResourceTest, RemovesTags) {
  remove({"a", "c"});
  EXPECT_EQ(listed(), List({tag("b", "2")}));
  remove({"b"});
  EXPECT_EQ(listed(), List());
}

TEST_F(UntagResourceTest, KeysThatAreNotThereAreFine) {
  remove({"A", "none"});
  EXPECT_EQ(listed(), List({tag("a", "1"), tag("b", "2"), tag("c", "3")}));
  remove({"none", "b"});
  EXPECT_EQ(listed(), List({tag("a", "1"), tag("c", "3")}));
}

TEST_F(UntagResourceTest, AKeyMayBeGivenTwice) {
  remove({"a", "a"});
  EXPECT_EQ(listed(), List({tag("b", "2"), tag("c", "3")}));
}

TEST_F(UntagResourceTest, NeedsKeys) {
  refused_keys({}, "Atleast one Tag Key needs to be provided as Input.");
  for (const std::string& body :
       {list_request(), json({{"ResourceArn", arn}, {"TagKeys", nullptr}}).dump()}) {
    refused("UntagResource", body,
            "1 validation error detected: Value null at 'tagKeys' failed to satisfy constraint: "
            "Member must not be null");
  }
}

TEST_F(UntagResourceTest, RulesOfKeys) {
  const std::string long_key(129, 'k');
  refused_keys({"a", ""}, "The Tag Key provided is invalid, Key: ");
  refused_keys({"a", "a#"}, "The Tag Key provided is invalid, Key: a#");
  refused_keys({"a", long_key}, "The Tag Key provided is invalid, Key: " + long_key);
  refused_keys({"a", "aws:x"}, "Tag Key cannot be prefixed with aws:, Key: aws:x");
  refused_keys({"a", "Aws:x"}, "Tag Key cannot be prefixed with aws:, Key: Aws:x");
  EXPECT_EQ(listed().size(), 3u);
}

TEST_F(UntagResourceTest, FiftyKeysAtMost) {
  List keys = {"a"};
  while (keys.size() < 50) keys.push_back("none" + std::to_string(keys.size()));
  remove(keys);
  EXPECT_EQ(listed().size(), 2u);
  keys.push_back("b");
  refused_keys(keys, "Number of Tags exceed the current limit for the provided ResourceArn");
  EXPECT_EQ(listed().size(), 2u);
}

}  // namespace
}  // namespace dynarocks::operations
