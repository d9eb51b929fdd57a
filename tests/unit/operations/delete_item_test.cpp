#include "operations/delete_item.h"

#include "item_operation_fixture.h"

namespace dynarocks::operations {
namespace {

using nlohmann::json;

class DeleteItemTest : public ItemOperationTest {};

TEST_F(DeleteItemTest, RemovesAndReturnsTheOldItem) {
  put("hash", R"({"pk":{"S":"a"},"n":{"N":"1"}})");
  const std::string body =
      R"({"TableName":"hash","Key":{"pk":{"S":"a"}},"ReturnValues":"ALL_OLD"})";
  EXPECT_EQ(answer("DeleteItem", body)["Attributes"],
            json::parse(R"({"pk":{"S":"a"},"n":{"N":"1"}})"));
  EXPECT_TRUE(stored("a").is_null());
  EXPECT_EQ(answer_text("DeleteItem", body), "{}");
}

TEST_F(DeleteItemTest, MissingItemCostsOneUnit) {
  EXPECT_EQ(answer("DeleteItem", R"({"TableName":"hash","Key":{"pk":{"S":"a"}},
                                     "ReturnConsumedCapacity":"TOTAL"})")["ConsumedCapacity"],
            json::parse(R"({"TableName":"hash","CapacityUnits":1.0})"));
}

TEST_F(DeleteItemTest, Refusals) {
  const Refusal refusals[] = {
      {"return values",
       R"({"TableName":"none","Key":{"pk":{"S":"a"}},"ReturnValues":"UPDATED_NEW"})",
       "ValidationException: 1 validation error detected: ReturnValues can only be ALL_OLD or "
       "NONE"},
      {"condition on a missing item",
       R"json({"TableName":"hash","Key":{"pk":{"S":"a"}},"ConditionExpression":"attribute_exists(pk)"})json",
       "ConditionalCheckFailedException: The conditional request failed"},
      {"too many key attributes", R"({"TableName":"hash","Key":{"pk":{"S":"a"},"x":{"S":"a"}}})",
       "ValidationException: The provided key element does not match the schema"},
      {"key type", R"({"TableName":"hash","Key":{"pk":{"N":"1"}}})",
       "ValidationException: The provided key element does not match the schema"},
  };
  for (const Refusal& refusal : refusals) expect_refused("DeleteItem", refusal);
}

}  // namespace
}  // namespace dynarocks::operations
