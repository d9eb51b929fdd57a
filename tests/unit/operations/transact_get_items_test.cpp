#include "operations/transact_get_items.h"

#include "item_operation_fixture.h"

namespace dynarocks::operations {
namespace {

using nlohmann::json;

class TransactGetItemsTest : public ItemOperationTest {};

TEST_F(TransactGetItemsTest, AnswersByPosition) {
  put("hash", R"({"pk":{"S":"a"},"v":{"N":"1"}})");
  put("range", R"({"pk":{"S":"a"},"sk":{"N":"1"},"v":{"N":"2"}})");
  EXPECT_EQ(answer("TransactGetItems", R"({"ReturnConsumedCapacity":"TOTAL","TransactItems":[
      {"Get":{"TableName":"range","Key":{"pk":{"S":"a"},"sk":{"N":"1"}},
              "ProjectionExpression":"#v","ExpressionAttributeNames":{"#v":"v"}}},
      {"Get":{"TableName":"hash","Key":{"pk":{"S":"none"}}}},
      {"Get":{"TableName":"hash","Key":{"pk":{"S":"a"}},"ProjectionExpression":"w"}}]})"),
            json::parse(R"({"Responses":[{"Item":{"v":{"N":"2"}}},{},{}],"ConsumedCapacity":[
                {"TableName":"range","CapacityUnits":2.0,"ReadCapacityUnits":2.0},
                {"TableName":"hash","CapacityUnits":4.0,"ReadCapacityUnits":4.0}]})"));
}

TEST_F(TransactGetItemsTest, Refusals) {
  const Refusal refusals[] = {
      {"expression",
       R"({"TransactItems":[{"Get":{"TableName":"none","Key":{"pk":{"N":"x"}},
                                    "ProjectionExpression":""}}]})",
       "ValidationException: Invalid ProjectionExpression: The expression can not be empty;"},
      {"empty key before a missing table",
       R"({"TransactItems":[{"Get":{"TableName":"none","Key":{"pk":{"S":"a"}}}},
                            {"Get":{"TableName":"hash","Key":{"pk":{"S":""}}}}]})",
       "ValidationException: One or more parameter values are not valid. The AttributeValue for a "
       "key attribute cannot contain an empty string value. Key: pk"},
      {"missing table",
       R"({"TransactItems":[{"Get":{"TableName":"none","Key":{"pk":{"S":"a"}}}}]})",
       "ResourceNotFoundException: Requested resource not found"},
      {"duplicates",
       R"({"TransactItems":[{"Get":{"TableName":"hash","Key":{"pk":{"S":"a"}}}},
                            {"Get":{"TableName":"hash","Key":{"pk":{"S":"a"}}}}]})",
       "ValidationException: Transaction request cannot include multiple operations on one item"},
      {"key fault",
       R"({"TransactItems":[{"Get":{"TableName":"hash","Key":{"pk":{"S":"a"}}}},
                            {"Get":{"TableName":"hash","Key":{"sk":{"S":"a"}}}}]})",
       "TransactionCanceledException: Transaction cancelled, please refer cancellation reasons for "
       "specific reasons [None, ValidationError]"},
      {"path below the key",
       R"({"TransactItems":[{"Get":{"TableName":"hash","Key":{"pk":{"S":"a"}},
                                    "ProjectionExpression":"pk.a"}}]})",
       "TransactionCanceledException: Transaction cancelled, please refer cancellation reasons for "
       "specific reasons [ValidationError]"},
  };
  for (const Refusal& refusal : refusals) expect_refused("TransactGetItems", refusal);
}

TEST_F(TransactGetItemsTest, AnswerIsBoundedAfterProjection) {
  std::string whole;
  std::string projected;
  for (int sk = 0; sk < 11; ++sk) {
    const std::string key = R"("pk":{"S":"a"},"sk":{"N":")" + std::to_string(sk) + R"("})";
    put("range", "{" + key + R"(,"d":{"S":")" + std::string(409000, 'x') + R"("}})");
    const std::string get = R"({"Get":{"TableName":"range","Key":{)" + key + "}";
    whole += (sk > 0 ? "," : "") + get + "}}";
    projected += (sk > 0 ? "," : "") + get + R"(,"ProjectionExpression":"sk"}})";
  }
  EXPECT_EQ(error("TransactGetItems", R"({"TransactItems":[)" + whole + "]}"),
            "ValidationException: Aggregate size of the items in the transaction cannot exceed 4 "
            "MB");
  EXPECT_EQ(
      answer("TransactGetItems", R"({"TransactItems":[)" + projected + "]}")["Responses"].size(),
      11u);
}

}  // namespace
}  // namespace dynarocks::operations
