// Constraints of GetItem, Query and Scan, and of legacy conditions wherever they stand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "constraint_fixture.h"
#include "wire/data_plane_shapes.h"

namespace dynarocks::wire {
namespace {

constexpr const char* operators =
    "failed to satisfy constraint: Member must satisfy enum value set: [IN, NULL, BETWEEN, LT, "
    "NOT_CONTAINS, EQ, GT, NOT_NULL, NE, LE, BEGINS_WITH, GE, CONTAINS]";

TEST(LegacyConditionConstraints, NameTheAttributeOfABadOperator) {
  EXPECT_EQ(message(put_item_shape,
                    R"({"TableName":"t","Item":{},"Expected":{"a":{"ComparisonOperator":"X"}}})"),
            one(std::string("Value 'X' at 'expected.a.member.comparisonOperator' ") + operators));
  EXPECT_EQ(
      message(query_shape, R"({"TableName":"t","QueryFilter":{"a":{"ComparisonOperator":"eq"}}})"),
      one(std::string("Value 'eq' at 'queryFilter.a.member.comparisonOperator' ") + operators));
  EXPECT_EQ(message(scan_shape, R"({"TableName":"t","ScanFilter":{"a":{},"b":{}}})"),
            std::string("2 validation errors detected: Value null at "
                        "'scanFilter.a.member.comparisonOperator' ") +
                not_null + "; Value null at 'scanFilter.b.member.comparisonOperator' " + not_null);
}

TEST(GetItemConstraints, AreClassicButForMinimumOne) {
  EXPECT_EQ(message(get_item_shape, R"({"TableName":"","Key":{}})"),
            one("Value '' at 'tableName' " + at_least(1)));
  EXPECT_EQ(message(get_item_shape, R"({"TableName":"a!","ReturnConsumedCapacity":"X","Key":{}})"),
            std::string("2 validation errors detected: Value 'X' at 'returnConsumedCapacity' ") +
                capacity_enum + "; Value 'a!' at 'tableName' " + pattern);
  EXPECT_EQ(message(get_item_shape, R"({"TableName":"t","Key":{},"AttributesToGet":[]})"),
            one("Value '[]' at 'attributesToGet' " + at_least(1)));
  EXPECT_EQ(message(get_item_shape, R"({"ReturnConsumedCapacity":"X"})"),
            std::string("3 validation errors detected: Value 'X' at 'returnConsumedCapacity' ") +
                capacity_enum + "; Value null at 'tableName' " + not_null +
                "; Value null at 'key' " + not_null);
}

TEST(GetItemConstraints, BoundTheLengthOfAttributeNames) {
  const std::string name(65536, 'a');
  EXPECT_EQ(
      message(get_item_shape, R"({"TableName":"t","Key":{},"AttributesToGet":[")" + name + "\"]}"),
      one("Value '[" + name +
          "]' at 'attributesToGet' failed to satisfy constraint: Member must satisfy "
          "constraint: [Member must have length less than or equal to 65535]"));
}

TEST(GetItemConstraints, BoundTheNumberOfAttributesToGet) {
  const auto body = [](int count) {
    std::string names;
    for (int i = 0; i < count; ++i) names += i == 0 ? "\"a\"" : ",\"a\"";
    return R"({"TableName":"t","Key":{},"AttributesToGet":[)" + names + "]}";
  };
  EXPECT_EQ(message(get_item_shape, body(255)), "");
  EXPECT_THAT(message(get_item_shape, body(256)),
              ::testing::EndsWith("at 'attributesToGet' failed to satisfy constraint: Member must "
                                  "have length less than or equal to 255"));
}

TEST(QueryConstraints, WordLimitByLayer) {
  const std::string body = R"({"TableName":"t","Limit":0})";
  EXPECT_EQ(message(query_shape, body), one("Value at 'Limit' " + value_at_least(1)));
  EXPECT_EQ(classic(query_shape, body), one("Value '0' at 'limit' " + value_at_least(1)));
  EXPECT_EQ(message(scan_shape, body), one("Value '0' at 'limit' " + value_at_least(1)));
  EXPECT_EQ(message(query_shape, R"({"TableName":"t","Limit":1})"), "");
  EXPECT_EQ(classic(query_shape, R"({"TableName":"t","Limit":-1.9})"),
            one("Value '-1' at 'limit' " + value_at_least(1)));
}

TEST(QueryConstraints, TellClassicFailuresBeforeTheLimit) {
  EXPECT_EQ(message(query_shape, R"({"TableName":"t","Limit":0,"Select":"X"})"),
            one("Value 'X' at 'select' failed to satisfy constraint: Member must satisfy enum "
                "value set: [SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, "
                "ALL_PROJECTED_ATTRIBUTES]"));
}

TEST(QueryConstraints, ReportAnUnknownConditionalOperatorBeforeSelect) {
  const std::string body = R"({"TableName":"t","ConditionalOperator":"X","Select":"X"})";
  EXPECT_EQ(message(query_shape, body), one(current_operator_enum));
  EXPECT_EQ(message(scan_shape, body),
            "2 validation errors detected: Value 'X' at 'select' failed to satisfy constraint: "
            "Member must satisfy enum value set: [SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, "
            "ALL_PROJECTED_ATTRIBUTES]; Value 'X' at 'conditionalOperator' failed to satisfy "
            "constraint: Member must satisfy enum value set: [OR, AND]");
}

TEST(QueryConstraints, BoundIndexNames) {
  const auto index = [](const std::string& name) {
    return message(query_shape, R"({"TableName":"t","IndexName":")" + name + "\"}");
  };
  EXPECT_EQ(index("abc"), "");
  EXPECT_EQ(index("ab"), one("Value 'ab' at 'indexName' " + at_least(3)));
  EXPECT_EQ(index(std::string(255, 'i')), "");
  EXPECT_EQ(index(std::string(256, 'i')),
            one("Value '" + std::string(256, 'i') + "' at 'indexName' " + at_most(255)));
  EXPECT_EQ(index("a/b"), one(std::string("Value 'a/b' at 'indexName' ") + pattern));
  EXPECT_EQ(index("!"), "2 validation errors detected: Value '!' at 'indexName' " + at_least(3) +
                            "; Value '!' at 'indexName' " + pattern);
}

TEST(QueryConstraints, NeedATableName) {
  EXPECT_EQ(message(query_shape, "{}"), one(std::string("Value null at 'tableName' ") + not_null));
  EXPECT_EQ(message(scan_shape, "{}"), one(std::string("Value null at 'tableName' ") + not_null));
}

TEST(ScanConstraints, BoundSegments) {
  const auto scan = [](const std::string& members) {
    return message(scan_shape, R"({"TableName":"t",)" + members + "}");
  };
  EXPECT_EQ(scan(R"("Segment":0,"TotalSegments":1)"), "");
  EXPECT_EQ(scan(R"("Segment":999999,"TotalSegments":1000000)"), "");
  EXPECT_EQ(scan(R"("Segment":-1)"), one("Value '-1' at 'segment' " + value_at_least(0)));
  EXPECT_EQ(scan(R"("Segment":1000000)"),
            one("Value '1000000' at 'segment' " + value_at_most(999999)));
  EXPECT_EQ(scan(R"("TotalSegments":0)"), one("Value '0' at 'totalSegments' " + value_at_least(1)));
  EXPECT_EQ(scan(R"("TotalSegments":1000001)"),
            one("Value '1000001' at 'totalSegments' " + value_at_most(1000000)));
}

}  // namespace
}  // namespace dynarocks::wire
