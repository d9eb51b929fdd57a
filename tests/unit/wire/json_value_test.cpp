#include "wire/json_value.h"

#include <gtest/gtest.h>

#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include "model/limits.h"

namespace dynarocks::wire {
namespace {

TEST(JsonValue, KnowsTheTypeOfEveryValue) {
  JsonDocument document;
  const auto root = document.parse(R"([null, true, 1, 1.5, "x", [], {}, 18446744073709551615])");
  ASSERT_TRUE(root);
  std::vector<JsonType> types;
  root->for_each_element([&](JsonValue value) {
    types.push_back(value.type());
    return true;
  });
  EXPECT_EQ(types, (std::vector<JsonType>{JsonType::null, JsonType::boolean, JsonType::integer,
                                          JsonType::decimal, JsonType::string, JsonType::array,
                                          JsonType::object, JsonType::integer}));
  EXPECT_EQ(root->size(), 8u);
}

struct IntegerCase {
  const char* json;
  std::int64_t value;
};
class JsonInteger : public testing::TestWithParam<IntegerCase> {};
TEST_P(JsonInteger, IsTruncatedAndClamped) {
  JsonDocument document;
  const auto root = document.parse(GetParam().json);
  ASSERT_TRUE(root);
  EXPECT_EQ(root->as_int(), GetParam().value);
}
INSTANTIATE_TEST_SUITE_P(Numbers, JsonInteger,
                         testing::Values(IntegerCase{"7", 7}, IntegerCase{"-7", -7},
                                         IntegerCase{"3.9", 3}, IntegerCase{"-3.9", -3},
                                         IntegerCase{"1e300", INT64_MAX},
                                         IntegerCase{"-1e300", INT64_MIN},
                                         IntegerCase{"9223372036854775807", INT64_MAX},
                                         IntegerCase{"-9223372036854775808", INT64_MIN},
                                         IntegerCase{"18446744073709551615", INT64_MAX}));

TEST(JsonValue, ReadsDoubles) {
  JsonDocument document;
  EXPECT_EQ(document.parse("2.5")->as_double(), 2.5);
  EXPECT_EQ(document.parse("2")->as_double(), 2.0);
  EXPECT_EQ(document.parse("18446744073709551615")->as_double(), 18446744073709551615.0);
}

TEST(JsonValue, OfAnotherTypeIsEmpty) {
  JsonDocument document;
  for (const char* text : {"null", "true", "1", "1.5", "\"x\"", "[1]", "{\"a\":1}"}) {
    const JsonValue value = *document.parse(text);
    if (value.type() != JsonType::string) {
      EXPECT_EQ(value.as_string(), "") << text;
    }
    if (value.type() != JsonType::boolean) {
      EXPECT_FALSE(value.as_bool()) << text;
    }
    if (value.type() != JsonType::integer && value.type() != JsonType::decimal) {
      EXPECT_EQ(value.as_int(), 0) << text;
      EXPECT_EQ(value.as_double(), 0) << text;
    }
    if (value.type() != JsonType::object) {
      EXPECT_FALSE(value.find("a")) << text;
    }
    if (value.type() != JsonType::array && value.type() != JsonType::object) {
      EXPECT_EQ(value.size(), 0u) << text;
    }
  }
  const JsonValue nothing;
  EXPECT_TRUE(nothing.is_null());
  EXPECT_FALSE(nothing.find("a"));
  EXPECT_EQ(nothing.as_string(), "");
  EXPECT_EQ(nothing.as_int(), 0);
  EXPECT_EQ(nothing.size(), 0u);
}

TEST(JsonValue, FindsTheLastMemberThatIsNotNull) {
  JsonDocument document;
  const auto root = document.parse(R"({"a":1,"b":{"a":9},"a":2,"n":null,"a":null})");
  EXPECT_EQ(root->find("a")->as_int(), 2);
  EXPECT_FALSE(root->find("n"));
  EXPECT_FALSE(root->find("z"));
}

TEST(JsonValue, VisitsInDocumentOrderUntilToldToStop) {
  JsonDocument document;
  const auto root = document.parse(R"({"b":[1,2,[3]],"a":"x","c":{}})");
  std::string names;
  EXPECT_TRUE(root->for_each_member([&](std::string_view name, JsonValue) {
    names += name;
    return true;
  }));
  EXPECT_EQ(names, "bac");
  names.clear();
  EXPECT_FALSE(root->for_each_member([&](std::string_view name, JsonValue) {
    names += name;
    return name != "a";
  }));
  EXPECT_EQ(names, "ba");
  std::int64_t sum = 0;
  root->find("b")->for_each_element([&](JsonValue value) {
    sum += value.as_int();
    return true;
  });
  EXPECT_EQ(sum, 3);
}

TEST(JsonValue, KeepsNulAndEscapedCharactersInStrings) {
  JsonDocument document;
  EXPECT_EQ(document.parse(R"("a\u0000\n\"é\ud83d\ude00")")->as_string(),
            std::string_view("a\0\n\"\xC3\xA9\xF0\x9F\x98\x80", 10));
}

class MalformedJson : public testing::TestWithParam<const char*> {};
TEST_P(MalformedJson, IsRefused) {
  JsonDocument document;
  EXPECT_FALSE(document.parse(GetParam()));
}
INSTANTIATE_TEST_SUITE_P(Texts, MalformedJson,
                         testing::Values("", " ", "{", "}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}",
                                         "[1,]", "[1] x", "'a'", "nul", "01", "1.", "+1", "\"\\x\"",
                                         "\"\\ud800\"", "\"a\nb\"", "\"\xFF\"",
                                         "99999999999999999999999", "1e999"));

std::string nested_arrays(int depth) {
  return std::string(static_cast<std::size_t>(depth), '[') + "1" +
         std::string(static_cast<std::size_t>(depth), ']');
}

TEST(JsonDocument, RefusesNestingBeyondTheLimit) {
  JsonDocument document;
  EXPECT_TRUE(document.parse(nested_arrays(model::limits::json_depth)));
  EXPECT_FALSE(document.parse(nested_arrays(model::limits::json_depth + 1)));
  EXPECT_FALSE(document.parse(nested_arrays(1'000'000)));
  EXPECT_TRUE(document.parse(nested_arrays(model::limits::json_depth)));
}

TEST(JsonDocument, KeepsItsDepthLimitWhenItGrowsAndShrinks) {
  JsonDocument document;
  const std::string large = "[\"" + std::string(3'000'000, 'x') + "\"]";
  ASSERT_TRUE(document.parse(large));
  EXPECT_FALSE(document.parse(large.substr(0, large.size() - 1) + "," +
                              nested_arrays(model::limits::json_depth) + "]"));
  EXPECT_TRUE(document.parse("{}"));
  EXPECT_FALSE(document.parse(nested_arrays(model::limits::json_depth + 1)));
  EXPECT_TRUE(document.parse(nested_arrays(model::limits::json_depth)));
}

TEST(JsonDocument, ParsesPaddedTextInPlace) {
  const std::string text = R"({"TableName":"t"})";
  std::vector<char> buffer(text.size() + JsonDocument::parse_padding, 'x');
  std::memcpy(buffer.data(), text.data(), text.size());
  JsonDocument document;
  const auto root = document.parse_padded(buffer.data(), text.size(), buffer.size());
  ASSERT_TRUE(root);
  std::fill(buffer.begin(), buffer.end(), 'y');
  EXPECT_EQ(root->find("TableName")->as_string(), "t");
}

TEST(JsonDocument, CopiesTextWithTooLittlePadding) {
  const std::string text = R"([1,2])";
  JsonDocument document;
  const auto root = document.parse_padded(text.data(), text.size(), text.size());
  ASSERT_TRUE(root);
  EXPECT_EQ(root->size(), 2u);
}

TEST(JsonDocument, CountsBeyondWhatTheParserKeeps) {
  constexpr std::size_t count = 0xFFFFFF + 5;
  std::string text = "[0";
  text.reserve(2 * count + 2);
  for (std::size_t i = 1; i < count; ++i) text += ",0";
  text += ']';
  JsonDocument document;
  EXPECT_EQ(document.parse(text)->size(), count);
}

}  // namespace
}  // namespace dynarocks::wire
