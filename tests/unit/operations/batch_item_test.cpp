#include "item_operation_fixture.h"
#include "operations/batch_get_item.h"
#include "operations/batch_write_item.h"

namespace dynarocks::operations {
namespace {

using nlohmann::json;

class BatchItemTest : public ItemOperationTest {};

TEST_F(BatchItemTest, WritesAndReadsOverSeveralTables) {
  put("hash", R"({"pk":{"S":"gone"}})");
  EXPECT_EQ(answer_text("BatchWriteItem", R"({"RequestItems":{
      "hash":[{"PutRequest":{"Item":{"pk":{"S":"a"}}}},{"DeleteRequest":{"Key":{"pk":{"S":"gone"}}}}],
      "range":[{"PutRequest":{"Item":{"pk":{"S":"a"},"sk":{"N":"1"},"x":{"S":"y"}}}}]}})"),
            R"({"UnprocessedItems":{}})");
  const auto got = answer("BatchGetItem", R"({"RequestItems":{
      "hash":{"Keys":[{"pk":{"S":"a"}},{"pk":{"S":"gone"}}]},
      "range":{"Keys":[{"pk":{"S":"a"},"sk":{"N":"1"}}],"ProjectionExpression":"x"}},
      "ReturnConsumedCapacity":"TOTAL"})");
  EXPECT_EQ(got["Responses"]["hash"], json::parse(R"([{"pk":{"S":"a"}}])"));
  EXPECT_EQ(got["Responses"]["range"], json::parse(R"([{"x":{"S":"y"}}])"));
  EXPECT_EQ(got["UnprocessedKeys"], json::object());
  EXPECT_EQ(got["ConsumedCapacity"], json::parse(R"([{"TableName":"hash","CapacityUnits":1.0},
                            {"TableName":"range","CapacityUnits":0.5}])"));
}

TEST_F(BatchItemTest, FullAnswerLeavesUnprocessedKeysWithTheirOptions) {
  const std::string big(409000, 'x');
  std::string keys;
  for (int sk = 0; sk < 5; ++sk) {
    const std::string key = R"("pk":{"S":"a"},"sk":{"N":")" + std::to_string(sk) + R"("})";
    put("range", "{" + key + R"(,"d":{"S":")" + big + R"("}})");
    keys += (sk > 0 ? ",{" : "{") + key + "}";
  }
  const auto got =
      answer("BatchGetItem", R"({"RequestItems":{"range":{"Keys":[)" + keys +
                                 R"(],"ConsistentRead":true,"ProjectionExpression":"#d",
                                                 "ExpressionAttributeNames":{"#d":"d"}}}})");
  EXPECT_EQ(got["Responses"]["range"].size(), 3u);
  EXPECT_EQ(got["UnprocessedKeys"],
            json::parse(R"({"range":{"Keys":[{"pk":{"S":"a"},"sk":{"N":"3"}},
                                             {"pk":{"S":"a"},"sk":{"N":"4"}}],
                                     "ConsistentRead":true,"ProjectionExpression":"#d",
                                     "ExpressionAttributeNames":{"#d":"d"}}})"));
}

TEST_F(BatchItemTest, GetRefusals) {
  const Refusal refusals[] = {
      {"duplicates before the table",
       R"({"RequestItems":{"none":{"Keys":[{"pk":{"S":"a"}},{"pk":{"S":"a"}}]}}})",
       "ValidationException: Provided list of item keys contains duplicates"},
      {"table", R"({"RequestItems":{"none":{"Keys":[{"pk":{"S":"a"}}]}}})",
       "ResourceNotFoundException: Requested resource not found"},
      {"schema", R"({"RequestItems":{"hash":{"Keys":[{"no":{"S":"a"}}]}}})",
       "ValidationException: The provided key element does not match the schema"},
      {"mixing across tables",
       R"({"RequestItems":{"a12":{"Keys":[{"pk":{"S":"a"}}],"AttributesToGet":["a"]},
                           "b12":{"Keys":[{"pk":{"S":"a"}}],"ProjectionExpression":"a"}}})",
       "ValidationException: Can not use both expression and non-expression parameters in the same "
       "request: Non-expression parameters: {AttributesToGet} Expression parameters: "
       "{ProjectionExpression}"},
  };
  for (const Refusal& refusal : refusals) expect_refused("BatchGetItem", refusal);
  // Numbers are compared as text: these are two keys, though of one item.
  EXPECT_EQ(answer("BatchGetItem",
                   R"({"RequestItems":{"range":{"Keys":[{"pk":{"S":"a"},"sk":{"N":"1"}},
                                                        {"pk":{"S":"a"},"sk":{"N":"1.0"}}]}}})")
                ["Responses"]["range"],
            json::array());
}

TEST_F(BatchItemTest, WriteRefusalsLeaveNothingBehind) {
  const Refusal refusals[] = {
      {"empty request",
       R"({"RequestItems":{"hash":[{"PutRequest":{"Item":{"pk":{"S":"a"}}}},{}]}})",
       "ValidationException: Supplied AttributeValue has more than one datatypes set, must contain "
       "exactly one of the supported datatypes"},
      {"duplicate by value",
       R"({"RequestItems":{"range":[{"PutRequest":{"Item":{"pk":{"S":"a"},"sk":{"N":"1"}}}},
                                    {"DeleteRequest":{"Key":{"pk":{"S":"a"},"sk":{"N":"1.0"}}}}]}})",
       "ValidationException: Provided list of item keys contains duplicates"},
      {"duplicate under the table's two names",
       R"({"RequestItems":{"hash":[{"PutRequest":{"Item":{"pk":{"S":"a"}}}}],
           "arn:aws:dynamodb:us-east-1:123456789012:table/hash":
               [{"PutRequest":{"Item":{"pk":{"S":"a"}}}}]}})",
       "ValidationException: Provided list of item keys contains duplicates"},
      {"schema text for puts",
       R"({"RequestItems":{"hash":[{"PutRequest":{"Item":{"x":{"S":"a"}}}}]}})",
       "ValidationException: The provided key element does not match the schema"},
      {"one missing table",
       R"({"RequestItems":{"hash":[{"PutRequest":{"Item":{"pk":{"S":"a"}}}}],
                           "none":[{"PutRequest":{"Item":{"pk":{"S":"a"}}}}]}})",
       "ResourceNotFoundException: Requested resource not found"},
  };
  for (const Refusal& refusal : refusals) expect_refused("BatchWriteItem", refusal);
  EXPECT_TRUE(stored("a").is_null());
}

}  // namespace
}  // namespace dynarocks::operations
