#include "operations/get_item.h"

#include "item_operation_fixture.h"

namespace dynarocks::operations {
namespace {

using nlohmann::json;

class GetItemTest : public ItemOperationTest {};

TEST_F(GetItemTest, ItemIsAbsentWhenMissingAndEmptyWhenNothingMatches) {
  const std::string key = R"("TableName":"hash","Key":{"pk":{"S":"a"}})";
  EXPECT_EQ(answer_text("GetItem", "{" + key + "}"), "{}");
  put("hash",
      R"({"pk":{"S":"a"},"m":{"M":{"c":{"N":"2"}}},"l":{"L":[{"N":"1"},{"N":"2"},{"N":"3"}]}})");
  EXPECT_EQ(answer_text("GetItem", "{" + key + R"(,"ProjectionExpression":"nope"})"),
            R"({"Item":{}})");
  EXPECT_EQ(answer("GetItem",
                   "{" + key + R"(,"ProjectionExpression":"m.c, l[2], l[0], nope.x"})")["Item"],
            json::parse(R"({"m":{"M":{"c":{"N":"2"}}},"l":{"L":[{"N":"1"},{"N":"3"}]}})"));
}

TEST_F(GetItemTest, CapacityCountsWholeBlocks) {
  put("hash", R"({"pk":{"S":"a"},"d":{"S":")" + std::string(5000, 'x') + R"("}})");
  const auto units = [&](const char* pk, const char* consistent) {
    return answer("GetItem",
                  R"({"TableName":"hash","ReturnConsumedCapacity":"TOTAL","Key":{"pk":{"S":")" +
                      std::string(pk) + R"("}},"ConsistentRead":)" + consistent +
                      "}")["ConsumedCapacity"]["CapacityUnits"];
  };
  EXPECT_EQ(units("a", "true"), 2.0);
  EXPECT_EQ(units("a", "false"), 1.0);
  EXPECT_EQ(units("missing", "true"), 1.0);
  EXPECT_EQ(units("missing", "false"), 0.5);
}

TEST_F(GetItemTest, Refusals) {
  const Refusal refusals[] = {
      {"values are bare", R"({"TableName":"none","Key":{"pk":{"N":"x"}}})",
       "ValidationException: The parameter cannot be converted to a numeric value: x"},
      {"names without expression",
       R"({"TableName":"none","Key":{"pk":{"S":"a"}},"ExpressionAttributeNames":{"#a":"a"}})",
       "ValidationException: ExpressionAttributeNames can only be specified when using "
       "expressions"},
      {"mixing",
       R"({"TableName":"none","Key":{"pk":{"S":"a"}},"AttributesToGet":["a"],"ProjectionExpression":"a"})",
       "ValidationException: Can not use both expression and non-expression parameters in the same "
       "request: Non-expression parameters: {AttributesToGet} Expression parameters: "
       "{ProjectionExpression}"},
      {"overlap", R"({"TableName":"none","Key":{"pk":{"S":"a"}},"ProjectionExpression":"a.b, a"})",
       "ValidationException: Invalid ProjectionExpression: Two document paths overlap with each "
       "other; must remove or rewrite one of these paths; path one: [a, b], path two: [a]"},
      {"path below the key",
       R"({"TableName":"hash","Key":{"pk":{"S":"a"}},"ProjectionExpression":"pk.b"})",
       "ValidationException: Key attributes must be scalars; list random access '[]' and map "
       "lookup "
       "'.' are not allowed: Key: pk"},
      {"table", R"({"TableName":"none","Key":{"pk":{"S":"a"}}})",
       "ResourceNotFoundException: Requested resource not found"},
  };
  for (const Refusal& refusal : refusals) expect_refused("GetItem", refusal);
}

}  // namespace
}  // namespace dynarocks::operations
