// Constraints of PutItem, UpdateItem and DeleteItem, and how their [cur] layer words them.
#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "constraint_fixture.h"
#include "wire/data_plane_shapes.h"

namespace dynarocks::wire {
namespace {

struct ItemWrite {
  const OperationShape* shape;
  const char* required;  // the required member beside TableName, satisfied
  const char* absent;    // its name in a path
};
std::ostream& operator<<(std::ostream& out, const ItemWrite& write) {
  return out << write.shape->operation;
}
class WriteConstraints : public testing::TestWithParam<ItemWrite> {
 protected:
  static std::string with(const std::string& members) {
    return "{" + members + "," + GetParam().required + "}";
  }
  static std::string current(const std::string& members) {
    return message(*GetParam().shape, with(members));
  }
};

TEST_P(WriteConstraints, AcceptNamesAndArns) {
  EXPECT_EQ(current(R"("TableName":"t")"), "");
  EXPECT_EQ(current(R"("TableName":"a_B.c-9")"), "");
  EXPECT_EQ(current(R"("TableName":"arn:aws:dynamodb:us-east-1:000000000000:table/t")"), "");
  EXPECT_EQ(current("\"TableName\":\"" + std::string(1024, 'x') + "\""), "");
}

TEST_P(WriteConstraints, ReportABadTableNameAlone) {
  const std::string bad_enum = R"(,"ReturnConsumedCapacity":"X","ConditionalOperator":"X")";
  EXPECT_EQ(current(R"("TableName":"")" + bad_enum), one("Value at 'TableName' " + at_least(1)));
  EXPECT_EQ(current(R"("TableName":"a!b")" + bad_enum),
            one(std::string("Value 'a!b' at 'tableName' ") + pattern));
  const std::string name(1025, 'x');
  EXPECT_EQ(current("\"TableName\":\"" + name + "\"" + bad_enum),
            one("Value '" + name + "' at 'tableName' " + at_most(1024)));
  const std::string arn = "arn:" + std::string(1021, 'x');
  EXPECT_EQ(current("\"TableName\":\"" + arn + "\""),
            one("Value '" + arn + "' at 'tableName' " + at_most(1024)));
  EXPECT_EQ(current(R"("TableName":null)"),
            one(std::string("Value null at 'tableName' ") + not_null));
}

TEST_P(WriteConstraints, FallBackToClassicWithoutTheirRequiredMember) {
  const std::string absent = "Value null at '" + std::string(GetParam().absent) + "' " + not_null;
  EXPECT_EQ(message(*GetParam().shape, R"({"TableName":"t"})"), one(absent));
  EXPECT_EQ(message(*GetParam().shape, R"({"TableName":""})"),
            "2 validation errors detected: Value '' at 'tableName' " + at_least(1) + "; " + absent);
  EXPECT_EQ(message(*GetParam().shape, "{}"),
            "2 validation errors detected: Value null at 'tableName' " + std::string(not_null) +
                "; " + absent);
  EXPECT_EQ(message(*GetParam().shape,
                    R"({"ReturnValues":"A","ReturnConsumedCapacity":"B","TableName":"!",)"
                    R"("ReturnItemCollectionMetrics":"C","ConditionalOperator":"D",)"
                    R"("ReturnValuesOnConditionCheckFailure":"E"})"),
            std::string("7 validation errors detected: Value 'B' at 'returnConsumedCapacity' ") +
                capacity_enum + "; Value '!' at 'tableName' " + pattern +
                "; Value 'A' at 'returnValues' " + returns_enum +
                "; Value 'C' at 'returnItemCollectionMetrics' " + metrics_enum +
                "; Value 'D' at 'conditionalOperator' failed to satisfy constraint: Member must "
                "satisfy enum value set: [OR, AND]; Value 'E' at "
                "'returnValuesOnConditionCheckFailure' failed to satisfy constraint: Member must "
                "satisfy enum value set: [ALL_OLD, NONE]; " +
                absent);
}

TEST_P(WriteConstraints, ReportAnUnknownConditionalOperatorAlone) {
  EXPECT_EQ(current(R"("TableName":"t","ConditionalOperator":"XOR","ReturnConsumedCapacity":"X")"),
            one(current_operator_enum));
}

TEST_P(WriteConstraints, KeepTheClassicFormOfOtherEnums) {
  EXPECT_EQ(current(R"("TableName":"t","ReturnConsumedCapacity":"X")"),
            one(std::string("Value 'X' at 'returnConsumedCapacity' ") + capacity_enum));
  EXPECT_EQ(current(R"("TableName":"t","ReturnItemCollectionMetrics":"X")"),
            one(std::string("Value 'X' at 'returnItemCollectionMetrics' ") + metrics_enum));
  EXPECT_EQ(current(R"("TableName":"t","ReturnValuesOnConditionCheckFailure":"X")"),
            one("Value 'X' at 'returnValuesOnConditionCheckFailure' failed to satisfy constraint: "
                "Member must satisfy enum value set: [ALL_OLD, NONE]"));
  EXPECT_EQ(current(R"("TableName":"t","ReturnValues":"X")"), one(current_returns_enum));
}

TEST_P(WriteConstraints, SpeakClassicInTheClassicLayer) {
  EXPECT_EQ(classic(*GetParam().shape,
                    with(R"("TableName":"","ReturnValues":"A","ConditionalOperator":"D")")),
            "3 validation errors detected: Value '' at 'tableName' " + at_least(1) +
                "; Value 'A' at 'returnValues' " + returns_enum +
                "; Value 'D' at 'conditionalOperator' failed to satisfy constraint: Member must "
                "satisfy enum value set: [OR, AND]");
}

INSTANTIATE_TEST_SUITE_P(Operations, WriteConstraints,
                         testing::Values(ItemWrite{&put_item_shape, R"("Item":{})", "item"},
                                         ItemWrite{&update_item_shape, R"("Key":{})", "key"},
                                         ItemWrite{&delete_item_shape, R"("Key":{})", "key"}),
                         [](const auto& test) { return std::string(test.param.shape->operation); });

TEST(PutAndDeleteConstraints, ReportAllBadEnumsTogether) {
  const std::string enums =
      R"("TableName":"t","ReturnItemCollectionMetrics":"INVALID","ReturnValues":"INVALID",)"
      R"("ReturnConsumedCapacity":"INVALID"})";
  const std::string expected =
      std::string("3 validation errors detected: Value 'INVALID' at 'returnConsumedCapacity' ") +
      capacity_enum + "; " + current_returns_enum +
      "; Value 'INVALID' at 'returnItemCollectionMetrics' " + metrics_enum;
  EXPECT_EQ(message(put_item_shape, "{\"Item\":{}," + enums), expected);
  EXPECT_EQ(message(delete_item_shape, "{\"Key\":{}," + enums), expected);
}

TEST(UpdateItemConstraints, StopAtReturnValues) {
  EXPECT_EQ(
      message(update_item_shape, R"({"TableName":"t","Key":{},"ReturnItemCollectionMetrics":"X",)"
                                 R"("ReturnValues":"X","ReturnConsumedCapacity":"X"})"),
      one(current_returns_enum));
  EXPECT_EQ(
      message(update_item_shape, R"({"TableName":"t","Key":{},"ReturnItemCollectionMetrics":"X",)"
                                 R"("ReturnConsumedCapacity":"Y"})"),
      std::string("2 validation errors detected: Value 'Y' at 'returnConsumedCapacity' ") +
          capacity_enum + "; Value 'X' at 'returnItemCollectionMetrics' " + metrics_enum);
}

TEST(UpdateItemConstraints, NameTheAttributeOfABadAction) {
  EXPECT_EQ(message(update_item_shape,
                    R"({"TableName":"t","Key":{},"AttributeUpdates":{"a":{"Action":"SET"}}})"),
            one("Value 'SET' at 'attributeUpdates.a.member.action' failed to satisfy constraint: "
                "Member must satisfy enum value set: [ADD, DELETE, PUT]"));
}

}  // namespace
}  // namespace dynarocks::wire
