#include "expression/placeholders.h"

#include <gtest/gtest.h>

#include <string>

#include "expression_fixture.h"

namespace dynarocks::expression {
namespace {

using testing::message_of;
using testing::N;
using testing::S;

std::string names_message(const testing::Names& names) {
  Placeholders placeholders;
  return message_of(placeholders.set_names(names));
}

std::string values_message(const std::vector<std::string_view>& keys) {
  return message_of(Placeholders::check_value_keys(keys));
}

TEST(Placeholders, MapsMustNotBeEmpty) {
  EXPECT_EQ(names_message({}), "ExpressionAttributeNames must not be empty");
  EXPECT_EQ(values_message({}), "ExpressionAttributeValues must not be empty");
}

TEST(Placeholders, KeyShape) {
  for (const char* key : {"#", "a", "#a-b", "#a b", "##a", ":a", "", "#é", "# a"}) {
    EXPECT_EQ(names_message({{key, "x"}}),
              "ExpressionAttributeNames contains invalid key: Syntax error; key: \"" +
                  std::string(key) + "\"");
  }
  for (const char* key : {":", "a", ":a-b", "#a", ""}) {
    EXPECT_EQ(values_message({key}),
              "ExpressionAttributeValues contains invalid key: Syntax error; key: \"" +
                  std::string(key) + "\"");
  }
  EXPECT_EQ(names_message({{"#0_aZ", "x"}, {"#_", "x"}}), "");
  EXPECT_EQ(values_message({":0_aZ", ":_"}), "");
}

TEST(Placeholders, KeyLengthComesBeforeShape) {
  const std::string longest_name = std::string("#").append(254, 'a');
  const std::string long_name = longest_name + "-";
  EXPECT_EQ(names_message({{longest_name, "x"}}), "");
  EXPECT_EQ(
      names_message({{long_name, "x"}}),
      "ExpressionAttributeNames contains invalid key: The expression attribute map contains a "
      "key that is too long; size of key: 256");
  const std::string long_value = std::string(":").append(254, 'a') + "-";
  EXPECT_EQ(values_message({long_value}),
            "ExpressionAttributeValues contains invalid key: The expression attribute map contains "
            "a key that is too long;");
}

TEST(Placeholders, NamesMustNotBeEmptyNorTooLong) {
  EXPECT_EQ(names_message({{"#a", ""}}),
            "ExpressionAttributeNames contains invalid value: Empty attribute name for key #a");
  EXPECT_EQ(names_message({{"#a", ""}, {"bad", "x"}}),
            "ExpressionAttributeNames contains invalid key: Syntax error; key: \"bad\"");
  EXPECT_EQ(names_message({{"#a", std::string(65535, 'x')}}), "");
  EXPECT_NE(names_message({{"#a", std::string(65536, 'x')}}).find("65535"), std::string::npos);
}

TEST(Placeholders, LooksUpNamesAndValues) {
  Placeholders placeholders = testing::placeholders({{"#a", "first.name"}}, {{":v", N("5")}});
  EXPECT_EQ(placeholders.name("#a"), "first.name");
  EXPECT_EQ(placeholders.name("#b"), std::nullopt);
  EXPECT_EQ(placeholders.value(":v")->bytes(), codec::encode_value(N("5.0")));
  EXPECT_FALSE(placeholders.value(":w").has_value());
}

TEST(Placeholders, ReportsUnusedNamesBeforeValuesAndSorted) {
  Placeholders placeholders =
      testing::placeholders({{"#b", "b"}, {"#a", "a"}, {"#used", "u"}},
                            {{":b", S("b")}, {":a", S("a")}, {":used", S("u")}});
  EXPECT_TRUE(placeholders.name("#used").has_value());
  EXPECT_TRUE(placeholders.value(":used").has_value());
  EXPECT_EQ(message_of(placeholders.check_all_used()),
            "Value provided in ExpressionAttributeNames unused in expressions: keys: {#a, #b}");
  EXPECT_TRUE(placeholders.name("#a").has_value());
  EXPECT_TRUE(placeholders.name("#b").has_value());
  EXPECT_EQ(message_of(placeholders.check_all_used()),
            "Value provided in ExpressionAttributeValues unused in expressions: keys: {:a, :b}");
  EXPECT_TRUE(placeholders.value(":a").has_value());
  EXPECT_TRUE(placeholders.value(":b").has_value());
  EXPECT_EQ(message_of(placeholders.check_all_used()), "");
}

TEST(Placeholders, TogetherAreBounded) {
  Placeholders placeholders;
  placeholders.set_value(":a", codec::encode_value(S(std::string(1024 * 1024, 'x'))));
  EXPECT_EQ(message_of(placeholders.check_size()), "");
  placeholders.set_value(":b", codec::encode_value(S(std::string(1024 * 1024, 'x'))));
  EXPECT_NE(message_of(placeholders.check_size()), "");
}

TEST(Placeholders, CanonicalBytesTellRequestsApart) {
  const auto bytes = [](const testing::Names& names, const std::string& value) {
    Placeholders placeholders;
    EXPECT_TRUE(placeholders.set_names(names));
    if (!value.empty()) placeholders.set_value(":v", value);
    return placeholders.canonical_bytes();
  };
  const std::string first = bytes({{"#a", "x"}, {"#b", "y"}}, "one");
  EXPECT_EQ(first, bytes({{"#b", "y"}, {"#a", "x"}}, "one"));
  EXPECT_NE(first, bytes({{"#a", "x"}, {"#b", "y"}}, "two"));
  EXPECT_NE(first, bytes({{"#a", "x"}, {"#b", "y"}}, ""));
  EXPECT_NE(first, bytes({{"#a", "y"}, {"#b", "x"}}, "one"));
}

}  // namespace
}  // namespace dynarocks::expression
