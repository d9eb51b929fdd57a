#include "operations/put_item.h"

#include "item_operation_fixture.h"

namespace dynarocks::operations {
namespace {

using nlohmann::json;

class PutItemTest : public ItemOperationTest {};
class ClassicPutItemTest : public ClassicItemOperationTest {};

TEST_F(PutItemTest, StoresTheWholeItemAndAnswersNothing) {
  EXPECT_EQ(
      answer_text("PutItem", R"({"TableName":"hash","Item":{"pk":{"S":"a"},"n":{"N":"01.50"}}})"),
      "{}");
  EXPECT_EQ(stored("a"), json::parse(R"({"pk":{"S":"a"},"n":{"N":"1.5"}})"));
  put("hash", R"({"pk":{"S":"a"}})");
  EXPECT_EQ(stored("a"), json::parse(R"({"pk":{"S":"a"}})"));
}

TEST_F(PutItemTest, AllOldReturnsTheReplacedItem) {
  const std::string body =
      R"({"TableName":"hash","Item":{"pk":{"S":"a"},"n":{"N":"1"}},"ReturnValues":"ALL_OLD"})";
  EXPECT_EQ(answer("PutItem", body), json::object());
  EXPECT_EQ(answer("PutItem", body)["Attributes"],
            json::parse(R"({"pk":{"S":"a"},"n":{"N":"1"}})"));
}

TEST_F(PutItemTest, ConsumedCapacityIsOfTheLargerImage) {
  const std::string big(20000, 'x');
  const std::string small =
      R"({"TableName":"hash","Item":{"pk":{"S":"a"}},"ReturnConsumedCapacity":"INDEXES"})";
  put("hash", R"({"pk":{"S":"a"},"d":{"S":")" + big + R"("}})");
  EXPECT_EQ(
      answer_text("PutItem", small),
      R"({"ConsumedCapacity":{"TableName":"hash","CapacityUnits":20.0,"Table":{"CapacityUnits":20.0}}})");
  EXPECT_EQ(answer("PutItem", small)["ConsumedCapacity"]["CapacityUnits"], 1.0);
}

TEST_F(PutItemTest, FailedConditionCanReturnTheStoredItem) {
  put("hash", R"({"pk":{"S":"a"},"n":{"N":"1"}})");
  const auto refused = run(
      "PutItem",
      R"json({"TableName":"hash","Item":{"pk":{"S":"a"}},"ConditionExpression":"attribute_not_exists(pk)",
          "ReturnValuesOnConditionCheckFailure":"ALL_OLD"
})json");
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(error_text(refused.error()),
            "ConditionalCheckFailedException: The conditional request failed");
  EXPECT_FALSE(refused.error().item.empty());
}

TEST_F(PutItemTest, TableArnIsEchoedInCapacity) {
  const std::string arn = "arn:aws:dynamodb:us-east-1:123456789012:table/hash";
  const auto result = answer("PutItem", R"({"TableName":")" + arn +
                                            R"(","Item":{"pk":{"S":"arn"}},
                                               "ReturnConsumedCapacity":"TOTAL"})");
  EXPECT_EQ(result["ConsumedCapacity"]["TableName"], arn);
  EXPECT_FALSE(stored("arn").is_null());
}

TEST_F(PutItemTest, RequestErrorsAreEnvelopedAndTableErrorsAreNot) {
  const Refusal refusals[] = {
      {"bad number before anything else",
       R"({"TableName":"none","Item":{"pk":{"S":"a"},"n":{"N":"x"}},"ReturnValues":"ALL_NEW"})",
       "ValidationException: 1 validation error detected: The parameter cannot be converted to a "
       "numeric value: x"},
      {"mixing",
       R"({"TableName":"none","Item":{"pk":{"S":"a"}},"Expected":{},"ConditionExpression":"a"})",
       "ValidationException: 1 validation error detected: Can not use both expression and "
       "non-expression parameters in the same request: Non-expression parameters: {Expected} "
       "Expression parameters: {ConditionExpression}"},
      {"names without expression",
       R"({"TableName":"none","Item":{"pk":{"S":"a"}},"ExpressionAttributeNames":{"#a":"a"}})",
       "ValidationException: 1 validation error detected: ExpressionAttributeNames can only be "
       "specified when using expressions"},
      {"values without expression",
       R"({"TableName":"none","Item":{"pk":{"S":"a"}},"ExpressionAttributeValues":{":a":{"S":"a"}}})",
       "ValidationException: 1 validation error detected: ExpressionAttributeValues can only be "
       "specified when using expressions"},
      {"return values", R"({"TableName":"none","Item":{"pk":{"S":"a"}},"ReturnValues":"ALL_NEW"})",
       "ValidationException: 1 validation error detected: ReturnValues can only be ALL_OLD or "
       "NONE"},
      {"empty expression",
       R"({"TableName":"none","Item":{"pk":{"S":"a"}},"ConditionExpression":""})",
       "ValidationException: 1 validation error detected: Invalid ConditionExpression: The "
       "expression can not be empty;"},
      {"unused value",
       R"json({"TableName":"none","Item":{"pk":{"S":"a"}},"ConditionExpression":"attribute_exists(a)",
           "ExpressionAttributeValues":{":b":{"S":"b"},":a":{"S":"a"}}})json",
       "ValidationException: 1 validation error detected: Value provided in "
       "ExpressionAttributeValues unused in expressions: keys: {:a, :b}"},
      {"table last", R"({"TableName":"none","Item":{"pk":{"N":"1"}}})",
       "ResourceNotFoundException: Requested resource not found"},
      {"missing key", R"({"TableName":"range","Item":{"pk":{"S":"a"}}})",
       "ValidationException: One or more parameter values were invalid: Missing the key sk in the "
       "item"},
      {"key type", R"({"TableName":"range","Item":{"pk":{"S":"a"},"sk":{"NULL":true}}})",
       "ValidationException: One or more parameter values were invalid: Type mismatch for key sk "
       "expected: N actual: NULL"},
      {"empty key", R"({"TableName":"hash","Item":{"pk":{"S":""}}})",
       "ValidationException: One or more parameter values are not valid. The AttributeValue for a "
       "key attribute cannot contain an empty string value. Key: pk"},
  };
  for (const Refusal& refusal : refusals) expect_refused("PutItem", refusal);
}

TEST_F(PutItemTest, SizeLimitsOfItemAndKeys) {
  const auto body = [](const std::string& pk, std::size_t data) {
    return R"({"TableName":"hash","Item":{"pk":{"S":")" + pk + R"("},"d":{"S":")" +
           std::string(data, 'x') + R"("}}})";
  };
  EXPECT_EQ(error("PutItem", body("a", 409600 - 3)),
            "ValidationException: Item size has exceeded the maximum allowed size");
  EXPECT_EQ(answer_text("PutItem", body("a", 409600 - 4)), "{}");
  EXPECT_EQ(error("PutItem", body(std::string(2049, 'k'), 1)),
            "ValidationException: One or more parameter values were invalid: Size of hashkey has "
            "exceeded the maximum size limit of2048 bytes");
  EXPECT_EQ(answer_text("PutItem", body(std::string(2048, 'k'), 1)), "{}");
}

TEST_F(ClassicPutItemTest, ErrorsAreBareAndValuesAreWrapped) {
  const Refusal refusals[] = {
      {"value in item", R"({"TableName":"hash","Item":{"pk":{"S":"a"},"n":{"N":""}}})",
       "ValidationException: The parameter cannot be converted to a numeric value"},
      {"expression value",
       R"({"TableName":"hash","Item":{"pk":{"S":"a"}},"ConditionExpression":"a = :a",
           "ExpressionAttributeValues":{":a":{"N":"x"}}})",
       "ValidationException: ExpressionAttributeValues contains invalid value: The parameter "
       "cannot "
       "be converted to a numeric value: x for key :a"},
      {"values without expression",
       R"({"TableName":"hash","Item":{"pk":{"S":"a"}},"ExpressionAttributeValues":{":a":{"S":"a"}}})",
       "ValidationException: ExpressionAttributeValues can only be specified when using "
       "expressions: ConditionExpression is null"},
  };
  for (const Refusal& refusal : refusals) expect_refused("PutItem", refusal);
}

}  // namespace
}  // namespace dynarocks::operations
