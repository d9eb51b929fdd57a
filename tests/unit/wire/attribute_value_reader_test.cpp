#include "wire/attribute_value_reader.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "codec/item_codec.h"
#include "wire/json_writer.h"

namespace dynarocks::wire {
namespace {

using model::ValidationLayer;

/// The value read and written again, or the message of its fault.
std::string value(const std::string& json, ValidationLayer layer = ValidationLayer::current) {
  JsonDocument document;
  const auto root = document.parse(json);
  if (!root) return "not JSON";
  std::string bytes = "kept";
  const auto result = read_value(*root, layer, bytes);
  if (!result) {
    EXPECT_EQ(result.error().code, model::ErrorCode::validation);
    EXPECT_EQ(bytes, "kept");
    return result.error().message;
  }
  const std::string_view encoded = std::string_view(bytes).substr(4);
  // Classic expression values may be a level deeper than what is stored.
  EXPECT_TRUE(codec::is_well_formed_value(encoded) || layer == ValidationLayer::classic);
  std::string out;
  JsonWriter(out).value(codec::ValueView(encoded));
  return out;
}

std::string item(const std::string& json, ValidationLayer layer = ValidationLayer::current) {
  JsonDocument document;
  const auto root = document.parse(json);
  if (!root) return "not JSON";
  std::string bytes;
  const auto result = read_item(*root, layer, bytes);
  if (!result) {
    EXPECT_EQ(bytes, "");
    return result.error().message;
  }
  EXPECT_TRUE(codec::is_well_formed_item(bytes));
  std::string out;
  JsonWriter(out).item(codec::ItemView(bytes));
  return out;
}

class SameValue : public testing::TestWithParam<const char*> {};
TEST_P(SameValue, ReadsBack) { EXPECT_EQ(value(GetParam()), GetParam()); }
INSTANTIATE_TEST_SUITE_P(Values, SameValue,
                         testing::Values(R"({"S":""})", R"({"S":"ä\u0000\n"})", R"({"N":"-12.5"})",
                                         R"({"B":""})", R"({"B":"AP8="})", R"({"BOOL":true})",
                                         R"({"BOOL":false})", R"({"NULL":true})", R"({"SS":[""]})",
                                         R"({"SS":["a","b"]})", R"({"NS":["-1","0","9","10"]})",
                                         R"({"BS":["","AA==","/w=="]})", R"({"L":[]})",
                                         R"({"M":{}})", R"({"L":[{"S":"x"},{"L":[{"N":"1"}]}]})",
                                         R"({"M":{"a":{"NULL":true},"b":{"M":{"c":{"S":""}}}}})"));

struct Canonical {
  const char* json;
  const char* stored;
};
class CanonicalValue : public testing::TestWithParam<Canonical> {};
TEST_P(CanonicalValue, IsStored) { EXPECT_EQ(value(GetParam().json), GetParam().stored); }
INSTANTIATE_TEST_SUITE_P(Values, CanonicalValue,
                         testing::Values(Canonical{R"({"N":"0042"})", R"({"N":"42"})"},
                                         Canonical{R"({"N":"1.200"})", R"({"N":"1.2"})"},
                                         Canonical{R"({"N":"+5"})", R"({"N":"5"})"},
                                         Canonical{R"({"N":"5."})", R"({"N":"5"})"},
                                         Canonical{R"({"N":".5"})", R"({"N":"0.5"})"},
                                         Canonical{R"({"N":"-0"})", R"({"N":"0"})"},
                                         Canonical{R"({"N":"1E-3"})", R"({"N":"0.001"})"},
                                         Canonical{R"({"N":"0e125"})", R"({"N":"0"})"},
                                         Canonical{R"({"N":"0.0e126"})", R"({"N":"0"})"},
                                         Canonical{R"({"SS":["b","a"]})", R"({"SS":["a","b"]})"},
                                         Canonical{R"({"NS":["10","9"]})", R"({"NS":["9","10"]})"},
                                         Canonical{R"({"BS":["/w==","AA=="]})",
                                                   R"({"BS":["AA==","/w=="]})"},
                                         Canonical{R"({"M":{"b":{"S":"1"},"a":{"S":"2"}}})",
                                                   R"({"M":{"a":{"S":"2"},"b":{"S":"1"}}})"},
                                         Canonical{R"({"BOOL":"yes"})", R"({"BOOL":true})"},
                                         Canonical{R"({"BOOL":"FALSE"})", R"({"BOOL":false})"},
                                         Canonical{R"({"NULL":"1"})", R"({"NULL":true})"},
                                         Canonical{R"({"S":"a","N":null,"X":5})", R"({"S":"a"})"},
                                         Canonical{R"({"S":"a","S":"b"})", R"({"S":"b"})"}));

struct Fault {
  const char* json;
  const char* classic;
  const char* current;
};
std::ostream& operator<<(std::ostream& out, const Fault& fault) { return out << fault.json; }
class ValueFault : public testing::TestWithParam<Fault> {};
TEST_P(ValueFault, IsWordedByLayer) {
  const Fault& fault = GetParam();
  const char* current = fault.current != nullptr ? fault.current : fault.classic;
  EXPECT_EQ(value(fault.json, ValidationLayer::classic), fault.classic);
  EXPECT_EQ(value(fault.json), current);
  // A fault is the same wherever the value stands.
  const std::string json = fault.json;
  EXPECT_EQ(item("{\"a\":" + json + "}", ValidationLayer::classic), fault.classic);
  EXPECT_EQ(item("{\"a\":" + json + "}"), current);
  EXPECT_EQ(value("{\"L\":[{\"S\":\"x\"}," + json + "]}"), current);
  EXPECT_EQ(value("{\"M\":{\"k\":" + json + "}}"), current);
}

#define INVALID "One or more parameter values were invalid: "
#define EMPTY \
  "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"
#define SEVERAL                                                                           \
  "Supplied AttributeValue has more than one datatypes set, must contain exactly one of " \
  "the supported datatypes"
#define NOT_NUMERIC "The parameter cannot be converted to a numeric value"
#define OVERFLOW_TEXT \
  "Number overflow. Attempting to store a number with magnitude larger than supported range"
#define UNDERFLOW_TEXT \
  "Number underflow. Attempting to store a number with magnitude smaller than supported range"
#define DIGITS "Attempting to store more than 38 significant digits in a Number"

const Fault faults[] = {
    {"{}", EMPTY, nullptr},
    {R"({"S":null})", EMPTY, nullptr},
    {R"({"X":"y","T":null})", EMPTY, nullptr},
    {R"({"s":"lower case"})", EMPTY, nullptr},
    {R"({"S":"a","N":"1"})", SEVERAL, nullptr},
    {R"({"L":[],"M":{}})", SEVERAL, nullptr},
    {R"({"S":"a","N":"x"})", NOT_NUMERIC ": x", nullptr},
    {R"({"S":"a","SS":[]})", INVALID "An string set  may not be empty", nullptr},
    {R"({"M":{"a":{}},"S":"x"})", EMPTY, nullptr},
    {R"({"BOOL":true,"N":"x","SS":[]})", NOT_NUMERIC ": x", nullptr},
    {R"({"NULL":false})", INVALID "Null attribute value types must have the value of true",
     nullptr},
    {R"({"NULL":"no"})", INVALID "Null attribute value types must have the value of true", nullptr},
    {R"({"SS":[]})", INVALID "An string set  may not be empty", nullptr},
    {R"({"NS":[]})", INVALID "An number set  may not be empty", nullptr},
    {R"({"BS":[]})", INVALID "Binary sets should not be empty", nullptr},
    {R"({"SS":["a",null]})", INVALID "An string set may not have a null string as a member",
     nullptr},
    {R"({"NS":[null]})", INVALID "An number set may not have a null string as a member", nullptr},
    {R"({"BS":[null]})", INVALID "An binary set may not have a null binary as a member", nullptr},
    {R"({"SS":["b","a","b"]})", INVALID "Input collection [b, a, b] contains duplicates.",
     INVALID R"(Input collection ["a", "b", "b"] contains duplicates.)"},
    {R"({"SS":["c","b","c","z","a","b"]})",
     INVALID "Input collection [c, b, c, z, a, b] contains duplicates.",
     INVALID R"(Input collection ["b", "c", "c", "z", "a", "b"] contains duplicates.)"},
    {R"({"SS":["",""]})", INVALID "Input collection [, ] contains duplicates.",
     INVALID R"(Input collection ["", ""] contains duplicates.)"},
    {R"({"BS":["/w==","AA==","AA=="]})",
     INVALID "Input collection [/w==, AA==, AA==]of type BS contains duplicates.",
     INVALID R"(Input collection ["AA==","/w==","AA=="]of type BS contains duplicates.)"},
    {R"({"NS":["1","2","1.0"]})", "Input collection contains duplicates",
     INVALID "Input collection contains duplicates."},
    {R"({"NS":["1","1","x"]})", NOT_NUMERIC ": x", nullptr},
    {R"({"NS":[""]})", NOT_NUMERIC, NOT_NUMERIC ": "},
    {R"({"N":""})", NOT_NUMERIC, NOT_NUMERIC ": "},
    {R"({"N":" 1"})", NOT_NUMERIC ":  1", nullptr},
    {R"({"N":"1 "})", NOT_NUMERIC ": 1 ", nullptr},
    {R"({"N":"1e"})", NOT_NUMERIC ": 1e", nullptr},
    {R"({"N":"+e2"})", NOT_NUMERIC ": +e2", nullptr},
    {R"({"N":"1+2"})", NOT_NUMERIC ": 1+2", nullptr},
    {R"({"N":"1.2.3"})", NOT_NUMERIC ": 1.2.3", nullptr},
    {R"({"N":"."})", NOT_NUMERIC ": .", nullptr},
    {R"({"N":"NaN"})", NOT_NUMERIC ": NaN", nullptr},
    {R"({"N":"0x1"})", NOT_NUMERIC ": 0x1", nullptr},
    {R"({"N":"1e9223372036854775808"})", NOT_NUMERIC ": 1e9223372036854775808", nullptr},
    {R"({"N":"1E126"})", OVERFLOW_TEXT, nullptr},
    {R"({"N":"-1E126"})", OVERFLOW_TEXT, nullptr},
    {R"({"N":"0e126"})", OVERFLOW_TEXT, nullptr},
    {R"({"N":"1e2147483647"})", UNDERFLOW_TEXT, OVERFLOW_TEXT},
    {R"({"N":"1E+2147483647"})", UNDERFLOW_TEXT, OVERFLOW_TEXT},
    {R"({"N":"1e2147483646"})", OVERFLOW_TEXT, nullptr},
    {R"({"N":"1E-131"})", UNDERFLOW_TEXT, nullptr},
    {R"({"N":"0e-131"})", UNDERFLOW_TEXT, nullptr},
    {R"({"N":"123456789012345678901234567890123456789"})", DIGITS, nullptr},
    {R"({"M":{"":{"S":"x"}}})", "Empty attribute name", nullptr},
    {R"({"L":[null]})", EMPTY, nullptr},
    {R"({"M":{"k":null}})", EMPTY, nullptr},
};
INSTANTIATE_TEST_SUITE_P(Faults, ValueFault, testing::ValuesIn(faults));

TEST(ReadValue, BinariesThatSkippedTheTypeCheckAreRefused) {
  EXPECT_EQ(value(R"({"B":"!!!!"})"), "Invalid last non-pad Base64 character dectected");
  EXPECT_EQ(value(R"({"BS":["a"]})"), "Invalid last non-pad Base64 character dectected");
}

constexpr const char* too_deep =
    "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels "
    "beyond supported limit";

/// `wraps` single-key maps (or one-element lists) around a value.
std::string deep(int wraps, const std::string& inner, bool lists = false) {
  std::string json;
  for (int i = 0; i < wraps; ++i) json += lists ? R"({"L":[)" : R"({"M":{"k":)";
  json += inner;
  for (int i = 0; i < wraps; ++i) json += lists ? "]}" : "}}";
  return json;
}

TEST(Nesting, LetsLeavesSitAtLevel32) {
  const std::string scalar = R"({"S":"x"})";
  for (const bool lists : {false, true}) {
    EXPECT_EQ(value(deep(31, scalar, lists)), deep(31, scalar, lists));
    EXPECT_EQ(value(deep(32, scalar, lists)), too_deep);
    EXPECT_EQ(value(deep(40, scalar, lists)), too_deep);
    EXPECT_EQ(value(deep(31, R"({"M":{}})", lists)), deep(31, R"({"M":{}})", lists));
    for (const ValidationLayer layer : {ValidationLayer::current, ValidationLayer::classic}) {
      EXPECT_EQ(item("{\"a\":" + deep(31, scalar, lists) + "}", layer),
                "{\"a\":" + deep(31, scalar, lists) + "}");
      EXPECT_EQ(item("{\"a\":" + deep(32, scalar, lists) + "}", layer), too_deep);
      EXPECT_EQ(item("{\"a\":" + deep(100, scalar, lists) + "}", layer), too_deep);
    }
  }
}

TEST(Nesting, IsOneLevelLooserForClassicExpressionValues) {
  const std::string scalar = R"({"S":"x"})";
  EXPECT_EQ(value(deep(32, scalar), ValidationLayer::classic), deep(32, scalar));
  EXPECT_EQ(value(deep(33, scalar), ValidationLayer::classic), too_deep);
  EXPECT_EQ(value(deep(40, scalar), ValidationLayer::classic), too_deep);
}

TEST(Nesting, BoundsValuesWithSeveralTypesToo) {
  std::string json = R"({"S":"x"})";
  for (int i = 0; i < 60; ++i) json = R"({"M":{"k":)" + json + R"(},"N":"1"})";
  EXPECT_EQ(value(json), too_deep);
}

/// "" for a parameter that can be read.
std::string parameter_fault(const std::string& json) {
  JsonDocument document;
  std::string bytes;
  const auto result = read_parameter(document.parse(json).value(), bytes);
  EXPECT_EQ(result.has_value(), codec::is_well_formed_value(bytes));
  return result ? std::string() : result.error().message;
}

TEST(ReadParameter, KnowsExponentsOf32BitsAlone) {
  EXPECT_EQ(parameter_fault(R"({"N":"1e125"})"), "");
  const std::string no_number = "The parameter cannot be converted to a numeric value";
  for (const std::string text : {"1e2147483648", "1e99999999999", "-1e-2147483649", "1E+2147483648",
                                 "1e99999999999999999999"}) {
    EXPECT_EQ(parameter_fault(R"({"N":")" + text + R"("})"), no_number + ": " + text);
    EXPECT_EQ(parameter_fault(R"({"N":")" + text + R"(","S":"a"})"), no_number + ": " + text);
  }
  EXPECT_EQ(parameter_fault(R"({"N":""})"), no_number);
  EXPECT_EQ(parameter_fault(R"({"N":"1e2147483647"})"),
            "Number underflow. Attempting to store a number with magnitude smaller than supported "
            "range");
  EXPECT_EQ(parameter_fault(R"({"N":"1e2147483646"})"),
            "Number overflow. Attempting to store a number with magnitude larger than supported "
            "range");
  EXPECT_EQ(parameter_fault(R"({"NS":["1","1e99999999999"]})"), no_number + ": 1e99999999999");
}

TEST(ReadItem, SortsAttributesAndKeepsTheLastOfARepeatedOne) {
  EXPECT_EQ(item("{}"), "{}");
  EXPECT_EQ(item(R"({"b":{"S":"1"},"a":{"N":"2"},"b":{"S":"3"}})"),
            R"({"a":{"N":"2"},"b":{"S":"3"}})");
  EXPECT_EQ(item(R"({"a.b #c":{"S":"x"},"\u0000":{"S":"y"}})"),
            R"({"\u0000":{"S":"y"},"a.b #c":{"S":"x"}})");
}

TEST(ReadItem, CountsTheItemSize) {
  const struct {
    const char* json;
    std::size_t size;
  } cases[] = {{R"({"pk":{"S":"a"}})", 3},
               {R"({"pk":{"S":"ü"}})", 4},
               {R"({"a":{"NULL":true}})", 2},
               {R"({"a":{"L":[]}})", 4},
               {R"({"a":{"M":{}}})", 4},
               {R"({"a":{"L":[{"S":"aa"}]}})", 7},
               {R"({"a":{"M":{"k":{"S":"v"}}}})", 7},
               {R"({"a":{"SS":["x","yy"]}})", 4},
               {R"({"a":{"S":"long ago"},"a":{"S":"b"}})", 2}};
  for (const auto& test : cases) {
    JsonDocument document;
    std::string bytes;
    ASSERT_TRUE(read_item(*document.parse(test.json), ValidationLayer::current, bytes));
    EXPECT_EQ(codec::ItemView(bytes).size(), test.size) << test.json;
  }
}

TEST(ReadItem, ChecksAttributeNames) {
  EXPECT_EQ(item(R"({"":{"S":"x"}})"), "Empty attribute name");
  const std::string longest(65535, 'n');
  EXPECT_EQ(item("{\"" + longest + "\":{\"S\":\"\"}}"), "{\"" + longest + "\":{\"S\":\"\"}}");
  EXPECT_EQ(item("{\"" + longest + "n\":{\"S\":\"\"}}"),
            INVALID "Attribute name is too large, must be less than or equal to 65535 bytes");
}

TEST(ReadItem, RefusesAttributesWithoutAValue) { EXPECT_EQ(item(R"({"a":null})"), EMPTY); }

TEST(ReadItem, ReportsTheFirstFaultInRequestOrder) {
  EXPECT_EQ(item(R"({"z":{"SS":[]},"a":{"N":"x"}})"), INVALID "An string set  may not be empty");
  EXPECT_EQ(item(R"({"z":{"L":[{"M":{"k":{"N":"x"}}}]},"a":{}})"), NOT_NUMERIC ": x");
}

TEST(AttributeNames, AreBounded) {
  EXPECT_TRUE(check_attribute_name("a"));
  EXPECT_TRUE(check_attribute_name(std::string(65535, 'a')));
  EXPECT_EQ(check_attribute_name("").error().message, "Empty attribute name");
  EXPECT_EQ(check_attribute_name(std::string(65536, 'a')).error().message,
            "One or more parameter values were invalid: Attribute name is too large, must be less "
            "than or equal to 65535 bytes");
}

}  // namespace
}  // namespace dynarocks::wire
