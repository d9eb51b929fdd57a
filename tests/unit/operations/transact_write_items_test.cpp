#include "operations/transact_write_items.h"

#include "codec/digest.h"
#include "codec/layout.h"
#include "item_operation_fixture.h"

namespace dynarocks::operations {
namespace {

using nlohmann::json;

constexpr const char* canceled =
    "TransactionCanceledException: Transaction cancelled, please refer cancellation reasons for "
    "specific reasons ";

class TransactWriteItemsTest : public ItemOperationTest {
 protected:
  static std::string request(const std::string& actions, const std::string& more = "") {
    return R"({"TransactItems":[)" + actions + "]" + more + "}";
  }
  static std::string add_one(const std::string& more = "") {
    return request(R"({"Update":{"TableName":"hash","Key":{"pk":{"S":"a"}},
                       "UpdateExpression":"ADD v :v",
                       "ExpressionAttributeValues":{":v":{"N":"1"}}}})",
                   R"(,"ClientRequestToken":"token")" + more);
  }
  std::string value() { return stored("a")["v"]["N"]; }
};

TEST_F(TransactWriteItemsTest, WritesOverTables) {
  put("hash", R"({"pk":{"S":"gone"}})");
  const std::string actions = R"json(
      {"Put":{"TableName":"hash","Item":{"pk":{"S":"a"},"v":{"N":"1"}}}},
      {"Delete":{"TableName":"hash","Key":{"pk":{"S":"gone"}}}},
      {"Update":{"TableName":"range","Key":{"pk":{"S":"a"},"sk":{"N":"1"}},
                 "UpdateExpression":"SET v = :v","ExpressionAttributeValues":{":v":{"N":"2"}}}},
      {"ConditionCheck":{"TableName":"range","Key":{"pk":{"S":"a"},"sk":{"N":"2"}},
                         "ConditionExpression":"attribute_not_exists(pk)"}})json";
  EXPECT_EQ(answer_text("TransactWriteItems", request(actions)), "{}");
  EXPECT_EQ(value(), "1");
  EXPECT_TRUE(stored("gone").is_null());
  EXPECT_EQ(catalog_->find({caller_, "hash"})->item_count(), 1);
  EXPECT_EQ(catalog_->find({caller_, "range"})->item_count(), 1);
}

TEST_F(TransactWriteItemsTest, CapacityOfWrites) {
  const auto got =
      answer("TransactWriteItems", request(R"({"Put":{"TableName":"hash","Item":{"pk":{"S":"a"}}}},
                                     {"Put":{"TableName":"hash","Item":{"pk":{"S":"b"}}}})",
                                           R"(,"ReturnConsumedCapacity":"INDEXES")"));
  EXPECT_EQ(got, json::parse(R"({"ConsumedCapacity":[
      {"TableName":"hash","CapacityUnits":4.0,"WriteCapacityUnits":4.0,
       "Table":{"CapacityUnits":4.0,"WriteCapacityUnits":4.0}}]})"));
}

TEST_F(TransactWriteItemsTest, Refusals) {
  const Refusal refusals[] = {
      {"no operation", R"({"TransactItems":[{}]})",
       "ValidationException: Invalid Request: TransactWriteRequest should contain Delete or Put or "
       "Update request"},
      {"two operations",
       R"({"TransactItems":[{"Put":{"TableName":"hash","Item":{"pk":{"S":"a"}}},
                             "Delete":{"TableName":"hash","Key":{"pk":{"S":"b"}}}}]})",
       "ValidationException: TransactItems can only contain one of Check, Put, Update or Delete"},
      {"expression before value",
       R"({"TransactItems":[{"Put":{"TableName":"none","Item":{"pk":{"N":"x"}},
                                    "ConditionExpression":""}}]})",
       "ValidationException: Invalid ConditionExpression: The expression can not be empty;"},
      {"wrapped value",
       R"({"TransactItems":[{"Put":{"TableName":"none","Item":{"pk":{"S":"x"}},
                                    "ExpressionAttributeValues":{":v":{"N":"x"}}}}]})",
       "ValidationException: ExpressionAttributeValues contains invalid value: The parameter "
       "cannot be converted to a numeric value: x for key :v"},
      {"empty key before a missing table",
       R"({"TransactItems":[{"Put":{"TableName":"none","Item":{"pk":{"S":"a"}}}},
                            {"Put":{"TableName":"hash","Item":{"pk":{"S":""}}}}]})",
       "ValidationException: One or more parameter values are not valid. The AttributeValue for a "
       "key attribute cannot contain an empty string value. Key: pk"},
      {"missing table before duplicates",
       R"({"TransactItems":[{"Put":{"TableName":"hash","Item":{"pk":{"S":"a"}}}},
                            {"Put":{"TableName":"hash","Item":{"pk":{"S":"a"}}}},
                            {"Put":{"TableName":"none","Item":{"pk":{"S":"a"}}}}]})",
       "ResourceNotFoundException: Requested resource not found"},
      {"duplicates before key faults",
       R"({"TransactItems":[{"Put":{"TableName":"hash","Item":{"pk":{"S":"a"}}}},
                            {"Delete":{"TableName":"hash","Key":{"pk":{"N":"1"}}}},
                            {"Delete":{"TableName":"hash","Key":{"pk":{"S":"a"}}}}]})",
       "ValidationException: Transaction request cannot include multiple operations on one item"},
  };
  for (const Refusal& refusal : refusals) expect_refused("TransactWriteItems", refusal);
}

TEST_F(TransactWriteItemsTest, PayloadIsBounded) {
  std::string actions;
  for (int i = 0; i < 11; ++i) {
    actions += std::string(i > 0 ? "," : "") + R"({"Put":{"TableName":"hash","Item":{"pk":{"S":")" +
               std::to_string(i) + R"("},"v":{"S":")" + std::string(409000, 'x') + R"("}}}})";
  }
  EXPECT_EQ(error("TransactWriteItems", request(actions)),
            "ValidationException: Transaction request size cannot exceed 4 MB");
}

TEST_F(TransactWriteItemsTest, CurrentLayerNamesTheConditionCheck) {
  std::string response;
  const auto body = document_.parse(R"({"TransactItems":[{}]})");
  const auto outcome = transact_write_items({services_, caller_, model::ValidationLayer::current},
                                            wire::Request(*body), response);
  ASSERT_FALSE(outcome.has_value());
  EXPECT_EQ(outcome.error().message,
            "1 validation error detected: Value '' at 'transactItems' failed to satisfy "
            "constraint: TransactWriteRequest should contain Delete or Put or Update or "
            "ConditionCheck");
}

TEST_F(TransactWriteItemsTest, KeyFaultsCancelTheFirstOffender) {
  const auto outcome = run("TransactWriteItems", request(R"(
      {"Put":{"TableName":"hash","Item":{"pk":{"S":"a"}}}},
      {"Update":{"TableName":"hash","Key":{"pk":{"S":"b"}},"UpdateExpression":"REMOVE pk"}},
      {"Put":{"TableName":"hash","Item":{"v":{"S":"a"}}}})"));
  ASSERT_FALSE(outcome.has_value());
  EXPECT_EQ(error_text(outcome.error()), std::string(canceled) + "[None, ValidationError, None]");
  EXPECT_EQ(outcome.error().cancellation_reasons[1].message,
            "One or more parameter values were invalid: Cannot update attribute pk. This attribute "
            "is part of the key");
  EXPECT_TRUE(stored("a").is_null());
}

TEST_F(TransactWriteItemsTest, MeetsAnotherTransaction) {
  const auto table = catalog_->find({caller_, "hash"});
  const std::string row = codec::item_row("a", std::nullopt);
  const std::vector<engine::TransactionWrite> other{
      {table.get(), {row, nullptr, engine::RemoveItem{}, false}}};
  bool met = false;
  ASSERT_TRUE(item_transactions_.commit(other, [&](kv::Batch&, const engine::TransactionResults&) {
    EXPECT_EQ(error("TransactWriteItems", add_one()),
              std::string(canceled) + "[TransactionConflict]");
    EXPECT_TRUE(answer("TransactGetItems",
                       request(R"({"Get":{"TableName":"hash","Key":{"pk":{"S":"a"}}}})"))
                    .contains("Responses"))
        << "a read meets no conflict";
    met = true;
  }));
  EXPECT_TRUE(met);
  answer("TransactWriteItems", add_one());
  EXPECT_EQ(value(), "1") << "the cancelled request was not remembered";
}

TEST_F(TransactWriteItemsTest, TokenHoldsForTenMinutes) {
  answer("TransactWriteItems", add_one());
  clock_.advance(std::chrono::minutes(9));
  EXPECT_EQ(answer("TransactWriteItems", add_one(R"(,"ReturnConsumedCapacity":"TOTAL")")),
            json::parse(R"({"ConsumedCapacity":[
                {"TableName":"hash","CapacityUnits":2.0,"ReadCapacityUnits":2.0}]})"));
  EXPECT_EQ(value(), "1");
  clock_.advance(std::chrono::minutes(1));
  answer("TransactWriteItems", add_one());
  EXPECT_EQ(value(), "2");
}

TEST_F(TransactWriteItemsTest, TokenOfAnotherRequest) {
  answer("TransactWriteItems", add_one());
  EXPECT_EQ(
      error("TransactWriteItems", request(R"({"Put":{"TableName":"hash","Item":{"pk":{"S":"a"}}}})",
                                          R"(,"ClientRequestToken":"token")")),
      "IdempotentParameterMismatchException: Request rejected because the client request "
      "token was already used for another request");
  EXPECT_EQ(value(), "1");
}

TEST_F(TransactWriteItemsTest, RequestInProgress) {
  {
    const auto claim = request_tokens_.claim(caller_, "token", codec::digest("any"));
    ASSERT_TRUE(claim.has_value());
    EXPECT_EQ(error("TransactWriteItems", add_one()),
              "TransactionInProgressException: Transaction from previous request is still in "
              "progress");
  }
  answer("TransactWriteItems", add_one());
  EXPECT_EQ(value(), "1");
}

}  // namespace
}  // namespace dynarocks::operations
