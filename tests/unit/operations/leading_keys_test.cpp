#include "operations/leading_keys.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "expression/key_condition.h"
#include "wire/attribute_value_reader.h"
#include "wire/json_value.h"

namespace dynarocks::operations {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string item(std::string_view json) {
  wire::JsonDocument document;
  std::string encoded;
  EXPECT_TRUE(wire::read_item(*document.parse(json), model::ValidationLayer::current, encoded));
  return encoded;
}

model::KeyAttributes key(model::AttributeType type) {
  return {{"pk", type, model::KeyType::HASH},
          {"sk", model::AttributeType::S, model::KeyType::RANGE}};
}

std::vector<std::string> leading(model::AttributeType type,
                                 std::initializer_list<std::string_view> items) {
  const model::KeyAttributes attributes = key(type);
  LeadingKeys keys(attributes);
  for (const auto json : items) keys.add_item(codec::ItemView(item(json)));
  return keys.take()[0];
}

TEST(LeadingKeys, EachValueOnce) {
  EXPECT_THAT(
      leading(model::AttributeType::S, {R"({"pk":{"S":"b"},"sk":{"S":"1"}})", R"({"pk":{"S":"a"}})",
                                        R"({"pk":{"S":"b"},"sk":{"S":"2"}})"}),
      ElementsAre("b", "a"));
}

TEST(LeadingKeys, EqualNumbersAreOneText) {
  EXPECT_THAT(leading(model::AttributeType::N, {R"({"pk":{"N":"1.50"}})", R"({"pk":{"N":"15e-1"}})",
                                                R"({"pk":{"N":"-0"}})"}),
              ElementsAre("1.5", "0"));
}

TEST(LeadingKeys, BinariesAreBase64) {
  EXPECT_THAT(leading(model::AttributeType::B, {R"({"pk":{"B":"AAEC"}})"}), ElementsAre("AAEC"));
}

TEST(LeadingKeys, WhatIsNoKeyAddsNothing) {
  EXPECT_THAT(leading(model::AttributeType::S, {R"({"pk":{"N":"1"}})", R"({"sk":{"S":"1"}})"}),
              IsEmpty());
}

TEST(LeadingKeys, OfEqualitiesAlone) {
  const model::KeyAttributes attributes{{"a", model::AttributeType::S, model::KeyType::HASH},
                                        {"b", model::AttributeType::N, model::KeyType::HASH},
                                        {"c", model::AttributeType::S, model::KeyType::RANGE}};
  const std::string value = item(R"({"a":{"S":"x"},"b":{"N":"2.0"},"c":{"S":"y"}})");
  const auto bytes = [&](std::string_view name) {
    return std::string(codec::ItemView(value).find(name)->bytes());
  };
  using enum expression::KeyOperator;
  LeadingKeys keys(attributes);
  keys.add_clauses(std::vector<expression::KeyClause>{
      {"c", eq, {bytes("c")}}, {"b", eq, {bytes("b")}}, {"a", lt, {bytes("a")}}});
  const auto values = keys.take();
  EXPECT_THAT(values[0], IsEmpty());
  EXPECT_THAT(values[1], ElementsAre("2"));
}

}  // namespace
}  // namespace dynarocks::operations
