#include "expression/legacy_expected.h"

#include "expression_fixture.h"

namespace dynarocks::expression {
namespace {

using testing::message_of;

constexpr auto none = std::nullopt;

std::string fault(bool value, bool list, std::optional<bool> exists,
                  std::optional<ComparisonOperator> op) {
  const std::string message = message_of(check_expected_form({"x.y", value, list, exists, op}));
  const std::string invalid = "One or more parameter values were invalid: ";
  if (message.empty()) return message;
  EXPECT_TRUE(message.starts_with(invalid)) << message;
  return message.substr(invalid.size());
}

TEST(ExpectedForm, FirstFaultOfAnEntry) {
  using enum ComparisonOperator;
  EXPECT_EQ(fault(true, true, true, eq),
            "Value and AttributeValueList cannot be used together for Attribute: x.y");
  EXPECT_EQ(fault(false, false, true, eq),
            "Exists and ComparisonOperator cannot be used together for Attribute: x.y");
  EXPECT_EQ(fault(false, false, false, null),
            "Exists and ComparisonOperator cannot be used together for Attribute: x.y");
  EXPECT_EQ(fault(false, false, none, not_contains),
            "Value or AttributeValueList must be used with ComparisonOperator: NOT_CONTAINS for "
            "Attribute: x.y");
  EXPECT_EQ(fault(false, true, false, none),
            "AttributeValueList can only be used with a ComparisonOperator for Attribute: x.y");
  EXPECT_EQ(fault(false, false, none, none),
            "Value must be provided when Exists is null for Attribute: x.y");
  EXPECT_EQ(fault(false, false, true, none),
            "Value must be provided when Exists is true for Attribute: x.y");
  EXPECT_EQ(fault(true, false, false, none),
            "Value cannot be used when Exists is false for Attribute: x.y");
}

TEST(ExpectedForm, WellFormedEntriesAndWhatTheyMean) {
  using enum ComparisonOperator;
  const struct {
    ExpectedForm form;
    ComparisonOperator meaning;
  } cases[] = {
      {{"a", true, false, none, none}, eq},
      {{"a", true, false, true, none}, eq},
      {{"a", false, false, false, none}, null},
      {{"a", true, false, none, lt}, lt},
      {{"a", false, true, none, in}, in},
      {{"a", false, false, none, null}, null},
      {{"a", false, false, none, not_null}, not_null},
  };
  for (const auto& test : cases) {
    EXPECT_EQ(message_of(check_expected_form(test.form)), "");
    EXPECT_EQ(expected_operator(test.form), test.meaning);
  }
}

}  // namespace
}  // namespace dynarocks::expression
