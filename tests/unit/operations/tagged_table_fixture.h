#pragma once
// A table Music, and short ways to tag it and to be refused.

#include <string>
#include <string_view>
#include <vector>

#include "operation_fixture.h"

namespace dynarocks::operations {

class TaggedTableTest : public OperationTest {
 protected:
  using json = nlohmann::json;
  /// What JSON arrays are given as: braces around one element would be no array to json itself.
  using List = std::vector<json>;

  inline static const std::string arn = "arn:aws:dynamodb:us-east-1:123456789012:table/Music";

  TaggedTableTest() { create(); }

  /// Creates Music with these tags.
  void create(const List& tags = {}) {
    json body = json::parse(R"({
      "TableName": "Music", "BillingMode": "PAY_PER_REQUEST",
      "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
      "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}]})");
    body["Tags"] = tags;
    answer("CreateTable", body.dump());
  }
  void drop() { answer("DeleteTable", R"({"TableName":"Music"})"); }

  static json tag(const std::string& key, const std::string& value) {
    return {{"Key", key}, {"Value", value}};
  }
  /// `count` tags "<prefix>0", "<prefix>1", ... of one value.
  static List many(int count, const std::string& prefix = "k", const std::string& value = "") {
    List tags;
    for (int i = 0; i < count; ++i) tags.push_back(tag(prefix + std::to_string(i), value));
    return tags;
  }

  static std::string tag_request(const List& tags, const std::string& resource = arn) {
    return json({{"ResourceArn", resource}, {"Tags", tags}}).dump();
  }
  static std::string untag_request(const List& keys, const std::string& resource = arn) {
    return json({{"ResourceArn", resource}, {"TagKeys", keys}}).dump();
  }
  static std::string list_request(const std::string& resource = arn) {
    return json({{"ResourceArn", resource}}).dump();
  }

  /// Both have to succeed without an answer.
  void put(const List& tags) { EXPECT_EQ(answer_text("TagResource", tag_request(tags)), ""); }
  void remove(const List& keys) {
    EXPECT_EQ(answer_text("UntagResource", untag_request(keys)), "");
  }
  List listed() { return answer("ListTagsOfResource", list_request())["Tags"]; }

  /// The request is refused with exactly this ValidationException.
  void refused(std::string_view operation, const std::string& body, const std::string& message) {
    EXPECT_EQ(error(operation, body), "ValidationException: " + message)
        << operation << " " << body;
  }
};

}  // namespace dynarocks::operations
