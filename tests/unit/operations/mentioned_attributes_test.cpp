#include "operations/mentioned_attributes.h"

#include <gtest/gtest.h>

#include "wire/json_value.h"

namespace dynarocks::operations {
namespace {

using Names = std::vector<std::string>;

Names mentioned(std::string_view request) {
  wire::JsonDocument document;
  MentionedAttributes attributes;
  attributes.add_request(wire::Request(*document.parse(request)));
  return attributes.take();
}

TEST(MentionedAttributes, OfExpressions) {
  EXPECT_EQ(mentioned(R"json({"ProjectionExpression":"b, a.x[1].y, a"})json"), (Names{"a", "b"}));
  EXPECT_EQ(mentioned(R"json({"ConditionExpression":"size(a) > :v AND NOT contains(b.c, d)"
})json"),
            (Names{"a", "b", "d"}));
  EXPECT_EQ(mentioned(R"json({"FilterExpression":"a IN (b, :v)","KeyConditionExpression":"k = :k"
  })json"),
            (Names{"a", "b", "k"}));
  EXPECT_EQ(
      mentioned(R"json({"UpdateExpression":"SET a = if_not_exists(b, :v) REMOVE c ADD d :v"})json"),
      (Names{"a", "b", "c", "d"}));
}

TEST(MentionedAttributes, NamesArePlaceholdersToo) {
  const char* const request =
      R"json({"ProjectionExpression":"#a.#b, c","ExpressionAttributeNames":{"#a":"first","#b":"x"}})json";
  EXPECT_EQ(mentioned(request), (Names{"c", "first"}));
}

TEST(MentionedAttributes, OfLegacyParameters) {
  EXPECT_EQ(
      mentioned(R"json({"AttributesToGet":["a"],"Expected":{"b":{}},"AttributeUpdates":{"c":{}},
                          "ScanFilter":{"d":{}},"QueryFilter":{"e":{}},"KeyConditions":{"f":{}}})json"),
      (Names{"a", "b", "c", "d", "e", "f"}));
}

TEST(MentionedAttributes, OfKeysAndItems) {
  EXPECT_EQ(mentioned(R"json({"Key":{"pk":{"S":"x"}}})json"), (Names{"pk"}));
  EXPECT_EQ(mentioned(R"json({"Item":{"pk":{"S":"x"},"a":{"M":{"b":{"S":"y"}}}}})json"),
            (Names{"a", "pk"}));
  EXPECT_EQ(mentioned(R"json({"Keys":[{"pk":{"S":"x"}},{"pk":{"S":"y"},"sk":{"S":"z"}}]})json"),
            (Names{"pk", "sk"}));
}

TEST(MentionedAttributes, WhatIsMalformedMentionsNothing) {
  EXPECT_EQ(mentioned(R"json({"ProjectionExpression":"a,,b","ConditionExpression":"= 1",
                          "UpdateExpression":"SET","AttributesToGet":["c"]})json"),
            (Names{"c"}));
}

}  // namespace
}  // namespace dynarocks::operations
