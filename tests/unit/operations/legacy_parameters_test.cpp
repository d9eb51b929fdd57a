#include "operations/legacy_parameters.h"

#include <string>

#include "item_operation_fixture.h"

namespace dynarocks::operations {
namespace {

using nlohmann::json;

class LegacyParametersTest : public ItemOperationTest {};
class ClassicLegacyParametersTest : public ClassicItemOperationTest {};

TEST_F(LegacyParametersTest, OfARepeatedNameTheLastStandsAtTheFirstPlace) {
  const auto map = document_.parse(R"({"b":{"Exists":true},"a":{},"b":{"Exists":false}})");
  const auto entries = legacy_entries(*map);
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].first, "b");
  EXPECT_EQ(entries[0].second.boolean("Exists"), false);
  EXPECT_EQ(entries[1].first, "a");
}

TEST_F(LegacyParametersTest, WritesReadThroughEachOther) {
  put("hash", R"({"pk":{"S":"a"},"v":{"N":"1"}})");
  const std::string one = R"({"TableName":"hash","Key":{"pk":{"S":"a"}})";
  EXPECT_EQ(
      error("UpdateItem", one + R"(,"AttributeUpdates":{"v":{"Action":"ADD","Value":{"N":"1"}}},
                           "Expected":{"v":{"Value":{"N":"2"}}}})"),
      "ConditionalCheckFailedException: The conditional request failed");
  answer("UpdateItem", one + R"(,"AttributeUpdates":{"v":{"Action":"ADD","Value":{"N":"1"}}},
                                "Expected":{"v":{"Value":{"N":"1"}}}})");
  EXPECT_EQ(answer("GetItem", one + R"(,"AttributesToGet":["v"]})")["Item"],
            json::parse(R"({"v":{"N":"2"}})"));
  EXPECT_EQ(answer("Query",
                   R"({"TableName":"hash","KeyConditions":{"pk":{"ComparisonOperator":"EQ",
                       "AttributeValueList":[{"S":"a"}]}},"QueryFilter":{"v":{
                       "ComparisonOperator":"NOT_NULL"}}})")["Count"],
            1);
}

TEST_F(LegacyParametersTest, OnlyTheCurrentLayerOfWritesHasAnEnvelope) {
  const Refusal refusals[] = {
      {"values", R"({"TableName":"none","Key":{"pk":{"S":"a"}},"AttributeUpdates":{"a":{}}})",
       "ValidationException: 1 validation error detected: One or more parameter values were "
       "invalid: Only DELETE action is allowed when no attribute value is specified"},
      {"expected", R"({"TableName":"none","Key":{"pk":{"S":"a"}},"Expected":{"a":{}}})",
       "ValidationException: 1 validation error detected: One or more parameter values were "
       "invalid: Value must be provided when Exists is null for Attribute: a"},
      {"empty number",
       R"({"TableName":"none","Key":{"pk":{"S":"a"}},"Expected":{"a":{"Value":{"N":""}}}})",
       "ValidationException: 1 validation error detected: The parameter cannot be converted to a "
       "numeric value: "},
  };
  for (const Refusal& refusal : refusals) expect_refused("UpdateItem", refusal);
}

TEST_F(ClassicLegacyParametersTest, WritesAreBare) {
  const Refusal refusals[] = {
      {"updates", R"({"TableName":"none","Key":{"pk":{"S":"a"}},"AttributeUpdates":{"a":{}}})",
       "ValidationException: One or more parameter values were invalid: Only DELETE action is "
       "allowed when no attribute value is specified"},
      {"updates of a type",
       R"({"TableName":"none","Key":{"pk":{"S":"a"}},
           "AttributeUpdates":{"a":{"Action":"ADD","Value":{"S":"x"}}}})",
       "ValidationException: One or more parameter values were invalid: ADD action is not "
       "supported for the type S"},
      {"expected", R"({"TableName":"none","Key":{"pk":{"S":"a"}},"Expected":{"a":{}}})",
       "ValidationException: One or more parameter values were invalid: Value must be provided "
       "when Exists is null for Attribute: a"},
      {"empty number",
       R"({"TableName":"none","Key":{"pk":{"S":"a"}},"Expected":{"a":{"Value":{"N":""}}}})",
       "ValidationException: The parameter cannot be converted to a numeric value"},
      {"duplicates",
       R"({"TableName":"none","Key":{"pk":{"S":"a"}},
           "AttributeUpdates":{"a":{"Value":{"SS":["b","a","b"]}}}})",
       "ValidationException: One or more parameter values were invalid: Input collection [b, a, b] "
       "contains duplicates."},
      {"mixing",
       R"({"TableName":"none","Key":{"pk":{"S":"a"}},"AttributeUpdates":{},"Expected":{},
           "ConditionalOperator":"OR","ConditionExpression":"="})",
       "ValidationException: Can not use both expression and non-expression parameters in the same "
       "request: Non-expression parameters: {AttributeUpdates, Expected, ConditionalOperator} "
       "Expression parameters: {ConditionExpression}"},
      {"operator without conditions",
       R"({"TableName":"none","Key":{"pk":{"S":"a"}},"ConditionalOperator":"OR"})",
       "ValidationException: ConditionalOperator cannot be used without Filter or Expected"},
      {"unknown operator",
       R"({"TableName":"none","Key":{"pk":{"S":"a"}},"ConditionalOperator":"XOR"})",
       "ValidationException: 1 validation error detected: Value 'XOR' at 'conditionalOperator' "
       "failed to satisfy constraint: Member must satisfy enum value set: [OR, AND]"},
  };
  for (const Refusal& refusal : refusals) expect_refused("UpdateItem", refusal);
  for (const char* operation : {"PutItem", "DeleteItem"}) {
    const std::string target = operation == std::string("PutItem") ? "Item" : "Key";
    const std::string body = R"({"TableName":"none",")" + target +
                             R"(":{"pk":{"S":"a"}},"Expected":{"a":{"Exists":true}}})";
    EXPECT_EQ(error(operation, body),
              "ValidationException: One or more parameter values were invalid: Value must be "
              "provided when Exists is true for Attribute: a");
  }
}

TEST_F(ClassicLegacyParametersTest, Reads) {
  const Refusal refusals[] = {
      {"filter value",
       R"({"TableName":"none","QueryFilter":{"a":{"ComparisonOperator":"EQ",
           "AttributeValueList":[{"N":""}]}}})",
       "ValidationException: The parameter cannot be converted to a numeric value"},
      {"conditional operator",
       R"({"TableName":"none","ConditionalOperator":"XOR","Select":"COUNT"})",
       "ValidationException: 1 validation error detected: Value 'XOR' at 'conditionalOperator' "
       "failed to satisfy constraint: Member must satisfy enum value set: [OR, AND]"},
      {"select",
       R"({"TableName":"none","KeyConditions":{"pk":{"ComparisonOperator":"EQ",
           "AttributeValueList":[{"S":"a"}]}},"Select":"COUNT","AttributesToGet":["a"]})",
       "ValidationException: Cannot specify the AttributesToGet when choosing to get only the "
       "Count"},
      {"duplicate name", R"({"TableName":"none","AttributesToGet":["a","a"]})",
       "ValidationException: One or more parameter values were invalid: Duplicate value in "
       "attribute name: a"},
      {"three conditions",
       R"({"TableName":"none","KeyConditions":{"a":{"ComparisonOperator":"NULL"},
           "b":{"ComparisonOperator":"NULL"},"c":{"ComparisonOperator":"NULL"}}})",
       "ValidationException: Conditions can be of length 1 or 2 only"},
  };
  for (const Refusal& refusal : refusals) expect_refused("Query", refusal);
}

}  // namespace
}  // namespace dynarocks::operations
