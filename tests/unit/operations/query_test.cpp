#include "operations/query.h"

#include <vector>

#include "item_operation_fixture.h"

namespace dynarocks::operations {
namespace {

using nlohmann::json;

class QueryTest : public ItemOperationTest {
 protected:
  void SetUp() override {
    ItemOperationTest::SetUp();
    for (int sk = 0; sk < 20; ++sk) {
      put("range", R"({"pk":{"S":"a"},"sk":{"N":")" + std::to_string(sk) + R"("},"odd":{"BOOL":)" +
                       (sk % 2 == 1 ? "true" : "false") + "}}");
    }
    put("hash", R"({"pk":{"S":"a"}})");
  }

  static std::string body(const std::string& condition, const std::string& values,
                          const std::string& rest = "", const std::string& table = "range") {
    return R"({"TableName":")" + table + R"(","KeyConditionExpression":")" + condition +
           R"(","ExpressionAttributeValues":{)" + values + "}" + (rest.empty() ? "" : "," + rest) +
           "}";
  }

  static constexpr const char* a = R"(":a":{"S":"a"})";

  static std::string start_key(const std::string& pk, const std::string& sk) {
    return R"("ExclusiveStartKey":{"pk":{"S":")" + pk + R"("},"sk":{"N":")" + sk + R"("}})";
  }
};

TEST_F(QueryTest, LimitPagesTheWayTheServiceDoes) {
  std::vector<int> counts;
  json last;
  do {
    const std::string start = last.is_null() ? "" : R"(,"ExclusiveStartKey":)" + last.dump();
    const auto page = answer("Query", body("pk = :a", a, R"("Limit":7)" + start));
    counts.push_back(page["Count"]);
    last = page.contains("LastEvaluatedKey") ? page["LastEvaluatedKey"] : json();
  } while (!last.is_null());
  EXPECT_EQ(counts, (std::vector<int>{7, 7, 6}));
  const auto exact = answer("Query", body("pk = :a", a, R"("Limit":20)"));
  EXPECT_EQ(exact["Count"], 20);
  ASSERT_TRUE(exact.contains("LastEvaluatedKey"));
  const auto empty = answer("Query", body("pk = :a", a, start_key("a", "19")));
  EXPECT_EQ(empty, json::parse(R"({"Items":[],"Count":0,"ScannedCount":0})"));
}

TEST_F(QueryTest, FilterAppliesAfterTheLimit) {
  const auto page = answer("Query", body("pk = :a", std::string(a) + R"(,":t":{"BOOL":true})",
                                         R"("FilterExpression":"odd = :t","Limit":5)"));
  EXPECT_EQ(page["Count"], 2);
  EXPECT_EQ(page["ScannedCount"], 5);
}

TEST_F(QueryTest, CountHasNoItems) {
  const auto page = answer("Query", body("pk = :a", a, R"("Select":"COUNT")"));
  EXPECT_EQ(page, json::parse(R"({"Count":20,"ScannedCount":20})"));
}

TEST_F(QueryTest, CapacityIsRoundedOncePerPage) {
  const auto page = answer("Query", body("pk = :a", a, R"("ReturnConsumedCapacity":"TOTAL")"));
  EXPECT_EQ(page["ConsumedCapacity"]["CapacityUnits"], 0.5);
  const auto consistent = answer(
      "Query", body("pk = :a", a, R"("ReturnConsumedCapacity":"TOTAL","ConsistentRead":true)"));
  EXPECT_EQ(consistent["ConsumedCapacity"]["CapacityUnits"], 1.0);
}

TEST_F(QueryTest, RequestRefusals) {
  EXPECT_EQ(
      error("Query", R"({"TableName":"none"})"),
      "ValidationException: Either the KeyConditions or KeyConditionExpression parameter must "
      "be specified in the request.");
  EXPECT_EQ(error("Query", body("pk = :a", a, R"("Select":"COUNT","ProjectionExpression":"sk")")),
            "ValidationException: 1 validation error detected: Cannot specify the "
            "ProjectionExpression when choosing to get only the Count");
  EXPECT_EQ(error("Query", body("pk = :a", a, R"("Select":"SPECIFIC_ATTRIBUTES")")),
            "ValidationException: 1 validation error detected: Must specify the AttributesToGet or "
            "ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES");
  EXPECT_EQ(error("Query", body("pk = :a", a, R"("IndexName":"none")")),
            "ValidationException: The table does not have the specified index: none");
  EXPECT_EQ(error("Query", body("sk = :a", R"(":a":{"N":"1"})")),
            "ValidationException: Query condition missed key schema element: pk");
  EXPECT_EQ(error("Query", body("pk = :a", std::string(a) + R"(,":b":{"N":"1"})",
                                R"("FilterExpression":"sk = :b")")),
            "ValidationException: Filter Expression can only contain non-primary key attributes: "
            "Primary key attribute: sk");
}

TEST_F(QueryTest, StartKeyValueFaults) {
  const auto refused = [&](const std::string& value) {
    return error("Query", body("pk = :a", a, R"("ExclusiveStartKey":{"pk":)" + value + "}"));
  };
  EXPECT_EQ(refused("{}"),
            "ValidationException: The provided starting key is invalid: Supplied AttributeValue is "
            "empty, must contain exactly one of the supported datatypes");
  EXPECT_EQ(
      refused(R"({"NULL":false})"),
      "ValidationException: The provided starting key is invalid: One or more parameter values "
      "were invalid: Null attribute value types must have the value of true");
  EXPECT_EQ(refused(R"({"N":"x"})"),
            "ValidationException: The parameter cannot be converted to a numeric value: x");
  EXPECT_EQ(
      refused(R"({"SS":[]})"),
      "ValidationException: One or more parameter values were invalid: An string set  may not "
      "be empty");
}

TEST_F(QueryTest, StartKeyRefusals) {
  EXPECT_EQ(error("Query", body("pk = :a", a, R"("ExclusiveStartKey":{"pk":{"S":"a"}})")),
            "ValidationException: The provided starting key is invalid");
  EXPECT_EQ(
      error("Query", body("pk = :a", a, R"("ExclusiveStartKey":{"pk":{"S":"a"},"sk":{"S":"1"}})")),
      "ValidationException: The provided key element does not match the schema");
  EXPECT_EQ(error("Query", body("pk = :a", a, start_key("b", "1"))),
            "ValidationException: The provided starting key is outside query boundaries based on "
            "provided conditions");
  const std::string five = std::string(a) + R"(,":s":{"N":"5"})";
  EXPECT_EQ(
      error("Query", body("pk = :a AND sk > :s", five, start_key("a", "5"))),
      "ValidationException: The provided starting key does not match the range key predicate");
  EXPECT_EQ(answer("Query", body("pk = :a AND sk > :s", five, start_key("a", "6")))["Count"], 13);
  EXPECT_EQ(error("Query", body("pk = :a AND sk = :s", five, start_key("a", "5"))),
            "ValidationException: The query can return at most one row and cannot be restarted");
}

}  // namespace
}  // namespace dynarocks::operations
