#include "operations/update_item.h"

#include "item_operation_fixture.h"

namespace dynarocks::operations {
namespace {

using nlohmann::json;

class UpdateItemTest : public ItemOperationTest {
 protected:
  static std::string body(const std::string& rest) {
    return R"({"TableName":"hash","Key":{"pk":{"S":"a"}})" + (rest.empty() ? "" : "," + rest) + "}";
  }
  static std::string set_n(const std::string& return_values) {
    return body(R"("UpdateExpression":"SET n = :n, m.b = :n",
                   "ExpressionAttributeValues":{":n":{"N":"5"}},"ReturnValues":")" +
                return_values + "\"");
  }
};

TEST_F(UpdateItemTest, WithoutExpressionCreatesAKeyOnlyItem) {
  EXPECT_EQ(answer_text("UpdateItem", body("")), "{}");
  EXPECT_EQ(stored("a"), json::parse(R"({"pk":{"S":"a"}})"));
}

TEST_F(UpdateItemTest, ReturnValuesShowWhatWasAskedFor) {
  const std::string item =
      R"({"pk":{"S":"a"},"n":{"N":"1"},"m":{"M":{"b":{"N":"2"},"c":{"N":"3"}}},"z":{"NULL":true}})";
  const std::pair<const char*, const char*> cases[] = {
      {"NONE", "null"},
      {"ALL_OLD", item.c_str()},
      {"ALL_NEW",
       R"({"pk":{"S":"a"},"n":{"N":"5"},"m":{"M":{"b":{"N":"5"},"c":{"N":"3"}}},"z":{"NULL":true}})"},
      {"UPDATED_OLD", R"({"n":{"N":"1"},"m":{"M":{"b":{"N":"2"}}}})"},
      {"UPDATED_NEW", R"({"n":{"N":"5"},"m":{"M":{"b":{"N":"5"}}}})"},
  };
  for (const auto& [return_values, attributes] : cases) {
    put("hash", item);
    const auto result = answer("UpdateItem", set_n(return_values));
    EXPECT_EQ(result.contains("Attributes") ? result["Attributes"] : json(),
              json::parse(attributes))
        << return_values;
  }
}

TEST_F(UpdateItemTest, ReturnValuesOfAMissingItem) {
  const auto update = [&](const char* return_values) {
    return answer("UpdateItem", body(R"("UpdateExpression":"SET n = :n",
                                        "ExpressionAttributeValues":{":n":{"N":"5"}},
                                        "ReturnValues":")" +
                                     std::string(return_values) + "\""));
  };
  EXPECT_EQ(update("ALL_OLD"), json::object());
  answer("DeleteItem", R"({"TableName":"hash","Key":{"pk":{"S":"a"}}})");
  EXPECT_EQ(update("UPDATED_OLD"), json::object());
  answer("DeleteItem", R"({"TableName":"hash","Key":{"pk":{"S":"a"}}})");
  EXPECT_EQ(update("UPDATED_NEW")["Attributes"], json::parse(R"({"n":{"N":"5"}})"));
  EXPECT_EQ(
      answer("UpdateItem", body(R"("UpdateExpression":"REMOVE n","ReturnValues":"UPDATED_NEW")")),
      json::object());
}

TEST_F(UpdateItemTest, RefusalsInOrder) {
  put("hash", R"({"pk":{"S":"a"},"s":{"S":"x"}})");
  const std::string values = R"("ExpressionAttributeValues":{":v":{"N":"1"}})";
  const auto refused = [&](const std::string& rest) { return error("UpdateItem", body(rest)); };
  EXPECT_EQ(
      refused(R"("UpdateExpression":"SET pk = :v",)" + values),
      "ValidationException: One or more parameter values were invalid: Cannot update attribute "
      "pk. This attribute is part of the key");
  EXPECT_EQ(refused(R"("UpdateExpression":"SET pk.a = :v",)" + values),
            "ValidationException: Key attributes must be scalars; list random access '[]' and map "
            "lookup '.' are not allowed: Key: pk");
  EXPECT_EQ(
      refused(R"("UpdateExpression":"SET a = :v","ConditionExpression":"pk[1] = :v",)" + values),
      "ValidationException: Key attributes must be scalars; list random access '[]' and map "
      "lookup '.' are not allowed: Key: pk");
  EXPECT_EQ(refused(R"("UpdateExpression":"SET a = s + :v",)" + values),
            "ValidationException: An operand in the update expression has an incorrect data type");
  EXPECT_EQ(
      refused(R"("UpdateExpression":"SET a.b = :v",)" + values),
      "ValidationException: The document path provided in the update expression is invalid for "
      "update");
  EXPECT_EQ(refused(R"("UpdateExpression":"SET a = :v")"),
            "ValidationException: 1 validation error detected: Invalid UpdateExpression: An "
            "expression attribute value used in expression is not defined; attribute value: :v");
  EXPECT_EQ(refused(R"("UpdateExpression":"SET a = :v","ConditionExpression":"s = :v",)" + values),
            "ConditionalCheckFailedException: The conditional request failed");
  EXPECT_EQ(error("UpdateItem", R"({"TableName":"hash","Key":{"no":{"S":"a"}}})"),
            "ValidationException: The provided key element does not match the schema");
}

}  // namespace
}  // namespace dynarocks::operations
