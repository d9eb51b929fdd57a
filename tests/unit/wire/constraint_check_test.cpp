// Every constraint text, path, order and layer specific of the constraint stage.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "wire/control_plane_shapes.h"
#include "wire/data_plane_shapes.h"
#include "wire/shape_check.h"

namespace dynarocks::wire {
namespace {

using model::ValidationLayer;

constexpr const char* pattern =
    "failed to satisfy constraint: Member must satisfy regular expression pattern: "
    "[a-zA-Z0-9_.-]+";
constexpr const char* not_null = "failed to satisfy constraint: Member must not be null";
constexpr const char* capacity_enum =
    "failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]";
constexpr const char* metrics_enum =
    "failed to satisfy constraint: Member must satisfy enum value set: [SIZE, NONE]";
constexpr const char* returns_enum =
    "failed to satisfy constraint: Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, "
    "ALL_OLD, NONE, UPDATED_NEW]";
constexpr const char* current_returns_enum =
    "Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD, "
    "ALL_NEW, UPDATE_NEW, NONE]";
constexpr const char* current_operator_enum =
    "Failed to satisfy constraint: Member must satisfy enum value set: [ALL, OR]";

std::string at_least(int n) {
  return "failed to satisfy constraint: Member must have length greater than or equal to " +
         std::to_string(n);
}
std::string at_most(int n) {
  return "failed to satisfy constraint: Member must have length less than or equal to " +
         std::to_string(n);
}
std::string value_at_least(int n) {
  return "failed to satisfy constraint: Member must have value greater than or equal to " +
         std::to_string(n);
}
std::string value_at_most(int n) {
  return "failed to satisfy constraint: Member must have value less than or equal to " +
         std::to_string(n);
}

/// The message of a body that passes the type check, or "" when it satisfies every constraint.
std::string message(const OperationShape& shape, const std::string& body,
                    ValidationLayer layer = ValidationLayer::current) {
  JsonDocument document;
  const auto root = document.parse(body);
  if (!root) return "not JSON: " + body;
  const auto types = check_types(shape, *root);
  if (!types) return "type fault: " + types.error().message;
  const auto result = check_constraints(shape, *root, layer);
  if (result) return "";
  EXPECT_EQ(result.error().code, model::ErrorCode::validation) << body;
  return result.error().message;
}
std::string classic(const OperationShape& shape, const std::string& body) {
  return message(shape, body, ValidationLayer::classic);
}
std::string one(const std::string& failure) { return "1 validation error detected: " + failure; }

struct ItemWrite {
  const OperationShape* shape;
  const char* required;  // the required member beside TableName, satisfied
  const char* absent;    // its name in a path
};
std::ostream& operator<<(std::ostream& out, const ItemWrite& write) {
  return out << write.shape->operation;
}
class WriteConstraints : public testing::TestWithParam<ItemWrite> {
 protected:
  static std::string with(const std::string& members) {
    return "{" + members + "," + GetParam().required + "}";
  }
  static std::string current(const std::string& members) {
    return message(*GetParam().shape, with(members));
  }
};

TEST_P(WriteConstraints, AcceptNamesAndArns) {
  EXPECT_EQ(current(R"("TableName":"t")"), "");
  EXPECT_EQ(current(R"("TableName":"a_B.c-9")"), "");
  EXPECT_EQ(current(R"("TableName":"arn:aws:dynamodb:us-east-1:000000000000:table/t")"), "");
  EXPECT_EQ(current("\"TableName\":\"" + std::string(1024, 'x') + "\""), "");
}

TEST_P(WriteConstraints, ReportABadTableNameAlone) {
  const std::string bad_enum = R"(,"ReturnConsumedCapacity":"X","ConditionalOperator":"X")";
  EXPECT_EQ(current(R"("TableName":"")" + bad_enum), one("Value at 'TableName' " + at_least(1)));
  EXPECT_EQ(current(R"("TableName":"a!b")" + bad_enum),
            one(std::string("Value 'a!b' at 'tableName' ") + pattern));
  const std::string name(1025, 'x');
  EXPECT_EQ(current("\"TableName\":\"" + name + "\"" + bad_enum),
            one("Value '" + name + "' at 'tableName' " + at_most(1024)));
  const std::string arn = "arn:" + std::string(1021, 'x');
  EXPECT_EQ(current("\"TableName\":\"" + arn + "\""),
            one("Value '" + arn + "' at 'tableName' " + at_most(1024)));
  EXPECT_EQ(current(R"("TableName":null)"),
            one(std::string("Value null at 'tableName' ") + not_null));
}

TEST_P(WriteConstraints, FallBackToClassicWithoutTheirRequiredMember) {
  const std::string absent = "Value null at '" + std::string(GetParam().absent) + "' " + not_null;
  EXPECT_EQ(message(*GetParam().shape, R"({"TableName":"t"})"), one(absent));
  EXPECT_EQ(message(*GetParam().shape, R"({"TableName":""})"),
            "2 validation errors detected: Value '' at 'tableName' " + at_least(1) + "; " + absent);
  EXPECT_EQ(message(*GetParam().shape, "{}"),
            "2 validation errors detected: Value null at 'tableName' " + std::string(not_null) +
                "; " + absent);
  EXPECT_EQ(message(*GetParam().shape,
                    R"({"ReturnValues":"A","ReturnConsumedCapacity":"B","TableName":"!",)"
                    R"("ReturnItemCollectionMetrics":"C","ConditionalOperator":"D",)"
                    R"("ReturnValuesOnConditionCheckFailure":"E"})"),
            std::string("7 validation errors detected: Value 'B' at 'returnConsumedCapacity' ") +
                capacity_enum + "; Value '!' at 'tableName' " + pattern +
                "; Value 'A' at 'returnValues' " + returns_enum +
                "; Value 'C' at 'returnItemCollectionMetrics' " + metrics_enum +
                "; Value 'D' at 'conditionalOperator' failed to satisfy constraint: Member must "
                "satisfy enum value set: [OR, AND]; Value 'E' at "
                "'returnValuesOnConditionCheckFailure' failed to satisfy constraint: Member must "
                "satisfy enum value set: [ALL_OLD, NONE]; " +
                absent);
}

TEST_P(WriteConstraints, ReportAnUnknownConditionalOperatorAlone) {
  EXPECT_EQ(current(R"("TableName":"t","ConditionalOperator":"XOR","ReturnConsumedCapacity":"X")"),
            one(current_operator_enum));
}

TEST_P(WriteConstraints, KeepTheClassicFormOfOtherEnums) {
  EXPECT_EQ(current(R"("TableName":"t","ReturnConsumedCapacity":"X")"),
            one(std::string("Value 'X' at 'returnConsumedCapacity' ") + capacity_enum));
  EXPECT_EQ(current(R"("TableName":"t","ReturnItemCollectionMetrics":"X")"),
            one(std::string("Value 'X' at 'returnItemCollectionMetrics' ") + metrics_enum));
  EXPECT_EQ(current(R"("TableName":"t","ReturnValuesOnConditionCheckFailure":"X")"),
            one("Value 'X' at 'returnValuesOnConditionCheckFailure' failed to satisfy constraint: "
                "Member must satisfy enum value set: [ALL_OLD, NONE]"));
  EXPECT_EQ(current(R"("TableName":"t","ReturnValues":"X")"), one(current_returns_enum));
}

TEST_P(WriteConstraints, SpeakClassicInTheClassicLayer) {
  EXPECT_EQ(classic(*GetParam().shape,
                    with(R"("TableName":"","ReturnValues":"A","ConditionalOperator":"D")")),
            "3 validation errors detected: Value '' at 'tableName' " + at_least(1) +
                "; Value 'A' at 'returnValues' " + returns_enum +
                "; Value 'D' at 'conditionalOperator' failed to satisfy constraint: Member must "
                "satisfy enum value set: [OR, AND]");
}

INSTANTIATE_TEST_SUITE_P(Operations, WriteConstraints,
                         testing::Values(ItemWrite{&put_item_shape, R"("Item":{})", "item"},
                                         ItemWrite{&update_item_shape, R"("Key":{})", "key"},
                                         ItemWrite{&delete_item_shape, R"("Key":{})", "key"}),
                         [](const auto& test) { return std::string(test.param.shape->operation); });

TEST(PutAndDeleteConstraints, ReportAllBadEnumsTogether) {
  const std::string enums =
      R"("TableName":"t","ReturnItemCollectionMetrics":"INVALID","ReturnValues":"INVALID",)"
      R"("ReturnConsumedCapacity":"INVALID"})";
  const std::string expected =
      std::string("3 validation errors detected: Value 'INVALID' at 'returnConsumedCapacity' ") +
      capacity_enum + "; " + current_returns_enum +
      "; Value 'INVALID' at 'returnItemCollectionMetrics' " + metrics_enum;
  EXPECT_EQ(message(put_item_shape, "{\"Item\":{}," + enums), expected);
  EXPECT_EQ(message(delete_item_shape, "{\"Key\":{}," + enums), expected);
}

TEST(UpdateItemConstraints, StopAtReturnValues) {
  EXPECT_EQ(
      message(update_item_shape, R"({"TableName":"t","Key":{},"ReturnItemCollectionMetrics":"X",)"
                                 R"("ReturnValues":"X","ReturnConsumedCapacity":"X"})"),
      one(current_returns_enum));
  EXPECT_EQ(
      message(update_item_shape, R"({"TableName":"t","Key":{},"ReturnItemCollectionMetrics":"X",)"
                                 R"("ReturnConsumedCapacity":"Y"})"),
      std::string("2 validation errors detected: Value 'Y' at 'returnConsumedCapacity' ") +
          capacity_enum + "; Value 'X' at 'returnItemCollectionMetrics' " + metrics_enum);
}

TEST(UpdateItemConstraints, NameTheAttributeOfABadAction) {
  EXPECT_EQ(message(update_item_shape,
                    R"({"TableName":"t","Key":{},"AttributeUpdates":{"a":{"Action":"SET"}}})"),
            one("Value 'SET' at 'attributeUpdates.a.member.action' failed to satisfy constraint: "
                "Member must satisfy enum value set: [ADD, DELETE, PUT]"));
}

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

constexpr const char* table_keys =
    "failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length "
    "less than or equal to 255, Member must have length greater than or equal to 3, Member must "
    "satisfy regular expression pattern: [a-zA-Z0-9_.-]+]";

TEST(BatchGetItemConstraints, NeedRequests) {
  EXPECT_EQ(message(batch_get_item_shape, "{}"),
            one(std::string("Value null at 'requestItems' ") + not_null));
  EXPECT_EQ(message(batch_get_item_shape, R"({"RequestItems":{}})"),
            one("Value at 'RequestItems' " + at_least(1)));
  EXPECT_EQ(classic(batch_get_item_shape, R"({"RequestItems":{}})"),
            "The requestItems parameter is required for BatchGetItem");
}

TEST(BatchGetItemConstraints, EchoABadTableNameAsJson) {
  const std::string body =
      R"({"RequestItems":{"b!d":{"Keys":[{"pk":{"S":"a"}}]}},"ReturnConsumedCapacity":"BOGUS"})";
  EXPECT_EQ(message(batch_get_item_shape, body),
            std::string("2 validation errors detected: Value "
                        R"('{"b!d":{"Keys":[{"pk":{"S":"a"}}]}}' at 'requestItems' )") +
                table_keys + "; Value 'BOGUS' at 'returnConsumedCapacity' " + capacity_enum);
  EXPECT_EQ(message(batch_get_item_shape, R"({"RequestItems":{"ab":{"Keys":[{}]}}})"),
            one(std::string(R"(Value '{"ab":{"Keys":[{}]}}' at 'requestItems' )") + table_keys));
  EXPECT_EQ(message(batch_get_item_shape,
                    R"({"RequestItems":{"arn:aws:dynamodb:r:0:table/t":{"Keys":[{}]}}})"),
            "");
}

std::string keys(std::size_t count) {
  std::string list = "[";
  for (std::size_t i = 0; i < count; ++i) list += i == 0 ? "{}" : ",{}";
  return list + "]";
}

TEST(BatchGetItemConstraints, BoundTheKeysOfATable) {
  const auto table = [](const std::string& list) {
    return R"({"RequestItems":{"tbl":{"Keys":)" + list + "}}}";
  };
  EXPECT_EQ(message(batch_get_item_shape, table(keys(100))), "");
  EXPECT_EQ(message(batch_get_item_shape, table("[]")),
            one("Value at 'RequestItems.tbl.member.Keys' " + at_least(1)));
  EXPECT_EQ(message(batch_get_item_shape, table(keys(101))),
            one("Value at 'RequestItems.tbl.member.Keys' " + at_most(100)));
  EXPECT_EQ(classic(batch_get_item_shape, table("[]")),
            one("Value '[]' at 'requestItems.tbl.member.keys' " + at_least(1)));
  EXPECT_EQ(message(batch_get_item_shape, R"({"RequestItems":{"tbl":{}}})"),
            one(std::string("Value null at 'requestItems.tbl.member.keys' ") + not_null));
}

TEST(BatchGetItemConstraints, BoundTheKeysOfAllTables) {
  EXPECT_EQ(message(batch_get_item_shape, R"({"RequestItems":{"one":{"Keys":)" + keys(50) +
                                              R"(},"two":{"Keys":)" + keys(50) + "}}}"),
            "");
  EXPECT_EQ(message(batch_get_item_shape, R"({"RequestItems":{"one":{"Keys":)" + keys(51) +
                                              R"(},"two":{"Keys":)" + keys(50) + "}}}"),
            "Too many items requested for the BatchGetItem call");
}

TEST(BatchGetItemConstraints, RefuseNullsInsideCollections) {
  EXPECT_EQ(message(batch_get_item_shape, R"({"RequestItems":{"tbl":null}})"),
            one("Value '{\"tbl\":null}' at 'requestItems' failed to satisfy constraint: Map value "
                "must satisfy constraint: [Member must not be null]"));
  EXPECT_EQ(message(batch_get_item_shape, R"({"RequestItems":{"tbl":{"Keys":[null]}}})"),
            one("Value '[null]' at 'requestItems.tbl.member.keys' failed to satisfy constraint: "
                "Member must satisfy constraint: [Member must not be null]"));
}

std::string deletes(std::size_t count) {
  std::string list = "[";
  for (std::size_t i = 0; i < count; ++i)
    list += i == 0 ? R"({"DeleteRequest":{"Key":{}}})" : R"(,{"DeleteRequest":{"Key":{}}})";
  return list + "]";
}

constexpr const char* request_lists =
    "at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: [Member "
    "must have length less than or equal to 25, Member must have length greater than or equal to "
    "1]";

TEST(BatchWriteItemConstraints, NeedRequests) {
  EXPECT_EQ(message(batch_write_item_shape, "{}"),
            one(std::string("Value null at 'requestItems' ") + not_null));
  EXPECT_EQ(message(batch_write_item_shape, R"({"RequestItems":{}})"),
            "The requestItems parameter is required for BatchWriteItem");
  EXPECT_EQ(
      message(batch_write_item_shape, R"({"RequestItems":{},"ReturnItemCollectionMetrics":"X"})"),
      one(std::string("Value 'X' at 'returnItemCollectionMetrics' ") + metrics_enum));
}

TEST(BatchWriteItemConstraints, BoundTheRequestsOfATable) {
  EXPECT_EQ(message(batch_write_item_shape, R"({"RequestItems":{"tbl":)" + deletes(25) + "}}"), "");
  EXPECT_EQ(message(batch_write_item_shape, R"({"RequestItems":{"tbl":[]}})"),
            one(std::string("Value '{tbl=[]}' ") + request_lists));
  const std::string many =
      message(batch_write_item_shape, R"({"RequestItems":{"tbl":)" + deletes(26) + "}}");
  EXPECT_TRUE(many.starts_with(
      one("Value '{tbl=[WriteRequest(putRequest=null, deleteRequest=DeleteRequest(key={})), ")))
      << many;
  EXPECT_TRUE(many.ends_with(request_lists)) << many;
}

TEST(BatchWriteItemConstraints, BoundTheRequestsOfAllTables) {
  EXPECT_EQ(message(batch_write_item_shape,
                    R"({"RequestItems":{"one":)" + deletes(13) + R"(,"two":)" + deletes(13) + "}}"),
            "Too many items requested for the BatchWriteItem call");
}

TEST(BatchWriteItemConstraints, ReportABadEnumAloneBesideABadTableName) {
  const std::string requests = R"("RequestItems":{"b!d":[{"PutRequest":{"Item":{}}}]})";
  EXPECT_EQ(message(batch_write_item_shape, "{" + requests + "}"),
            one(std::string("Value '{b!d=[WriteRequest(putRequest=PutRequest(item={}), "
                            "deleteRequest=null)]}' at 'requestItems' ") +
                table_keys));
  EXPECT_EQ(message(batch_write_item_shape, "{" + requests + R"(,"ReturnConsumedCapacity":"X"})"),
            one(std::string("Value 'X' at 'returnConsumedCapacity' ") + capacity_enum));
}

TEST(BatchWriteItemConstraints, ReportBothEnumsInOrder) {
  EXPECT_EQ(message(batch_write_item_shape,
                    R"({"ReturnItemCollectionMetrics":"Y","ReturnConsumedCapacity":"X",)"
                    R"("RequestItems":{"tbl":)" +
                        deletes(1) + "}}"),
            std::string("2 validation errors detected: Value 'X' at 'returnConsumedCapacity' ") +
                capacity_enum + "; Value 'Y' at 'returnItemCollectionMetrics' " + metrics_enum);
}

TEST(BatchWriteItemConstraints, NameTheRequestThatLacksItsKey) {
  EXPECT_EQ(message(batch_write_item_shape,
                    R"({"RequestItems":{"tbl":[{"DeleteRequest":{}},{"PutRequest":{}},{}]}})"),
            std::string("2 validation errors detected: Value null at "
                        "'requestItems.tbl.member.1.member.deleteRequest.key' ") +
                not_null + "; Value null at 'requestItems.tbl.member.2.member.putRequest.item' " +
                not_null);
}

class TableOperation : public testing::TestWithParam<const OperationShape*> {};

TEST_P(TableOperation, ReportsABadTableNameAlone) {
  const auto named = [](const std::string& name) {
    return message(*GetParam(), R"({"TableName":")" + name + R"(","BillingMode":"X"})");
  };
  for (const ValidationLayer layer : {ValidationLayer::current, ValidationLayer::classic}) {
    EXPECT_EQ(message(*GetParam(), R"({"TableName":"ab","BillingMode":"X"})", layer),
              one("Value 'ab' at 'tableName' " + at_least(3)));
    EXPECT_EQ(message(*GetParam(), R"({"BillingMode":"X"})", layer),
              "The parameter 'TableName' is required but was not present in the request");
  }
  const std::string name(256, 'n');
  EXPECT_EQ(named(name), one("Value '" + name + "' at 'tableName' " + at_most(255)));
  EXPECT_EQ(named("a b"), one(std::string("Value 'a b' at 'tableName' ") + pattern));
  EXPECT_EQ(named(""), "2 validation errors detected: Value '' at 'tableName' " + at_least(3) +
                           "; Value '' at 'tableName' " + pattern);
}

INSTANTIATE_TEST_SUITE_P(Operations, TableOperation,
                         testing::Values(&create_table_shape, &update_table_shape,
                                         &delete_table_shape, &describe_table_shape),
                         [](const auto& test) { return std::string(test.param->operation); });

TEST(TableNameConstraints, TakeAnArnExceptForNewTables) {
  const std::string body = R"({"TableName":"arn:aws:dynamodb:us-east-1:000000000000:table/abc"})";
  EXPECT_EQ(message(describe_table_shape, body), "");
  EXPECT_EQ(message(delete_table_shape, body), "");
  EXPECT_EQ(message(update_table_shape, body), "");
  EXPECT_EQ(message(create_table_shape, body),
            one(std::string("Value 'arn:aws:dynamodb:us-east-1:000000000000:table/abc' at "
                            "'tableName' ") +
                pattern));
}

/// A CreateTable body that satisfies every constraint, with these members added.
std::string create(const std::string& members) {
  return R"({"TableName":"abc","AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"}],)"
         R"("KeySchema":[{"AttributeName":"a","KeyType":"HASH"}])" +
         (members.empty() ? "" : "," + members) + "}";
}

struct CreateTableCase {
  const char* members;
  const char* failure;
};
class CreateTableConstraint : public testing::TestWithParam<CreateTableCase> {};
TEST_P(CreateTableConstraint, Fails) {
  EXPECT_EQ(message(create_table_shape, create(GetParam().members)), one(GetParam().failure));
}

#define LENGTH_AT_LEAST \
  "failed to satisfy constraint: Member must have length greater than or equal to "
#define LENGTH_AT_MOST \
  "failed to satisfy constraint: Member must have length less than or equal to "
#define VALUE_AT_LEAST \
  "failed to satisfy constraint: Member must have value greater than or equal to "
#define ENUM "failed to satisfy constraint: Member must satisfy enum value set: "
#define NOT_NULL "failed to satisfy constraint: Member must not be null"
#define PATTERN \
  "failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"

const CreateTableCase create_table_cases[] = {
    {R"("AttributeDefinitions":[{"AttributeName":"a","AttributeType":"SS"}])",
     "Value 'SS' at 'attributeDefinitions.1.member.attributeType' " ENUM "[B, N, S]"},
    {R"("AttributeDefinitions":[{"AttributeName":"a"}])",
     "Value null at 'attributeDefinitions.1.member.attributeType' " NOT_NULL},
    {R"("AttributeDefinitions":[{"AttributeType":"S"}])",
     "Value null at 'attributeDefinitions.1.member.attributeName' " NOT_NULL},
    {R"("AttributeDefinitions":[{"AttributeName":"","AttributeType":"S"}])",
     "Value '' at 'attributeDefinitions.1.member.attributeName' " LENGTH_AT_LEAST "1"},
    {R"("KeySchema":[])", "Value '[]' at 'keySchema' " LENGTH_AT_LEAST "1"},
    {R"("KeySchema":[{"AttributeName":"a","KeyType":"HASH"},{"AttributeName":"b","KeyType":"RANGE"},)"
     R"({"AttributeName":"c","KeyType":"RANGE"}])",
     "Value '[KeySchemaElement(attributeName=a, keyType=HASH), KeySchemaElement(attributeName=b, "
     "keyType=RANGE), KeySchemaElement(attributeName=c, keyType=RANGE)]' at "
     "'keySchema' " LENGTH_AT_MOST "2"},
    {R"("KeySchema":[{"AttributeName":"a","KeyType":"X"}])",
     "Value 'X' at 'keySchema.1.member.keyType' " ENUM "[HASH, RANGE]"},
    {R"("KeySchema":[{"AttributeName":"a"}])",
     "Value null at 'keySchema.1.member.keyType' " NOT_NULL},
    {R"("KeySchema":[{"KeyType":"HASH"}])",
     "Value null at 'keySchema.1.member.attributeName' " NOT_NULL},
    {R"("BillingMode":"X")", "Value 'X' at 'billingMode' " ENUM "[PROVISIONED, PAY_PER_REQUEST]"},
    {R"("ProvisionedThroughput":{"ReadCapacityUnits":1})",
     "Value null at 'provisionedThroughput.writeCapacityUnits' " NOT_NULL},
    {R"("ProvisionedThroughput":{"ReadCapacityUnits":0,"WriteCapacityUnits":1})",
     "Value '0' at 'provisionedThroughput.readCapacityUnits' " VALUE_AT_LEAST "1"},
    {R"("GlobalSecondaryIndexes":[{"KeySchema":[{"AttributeName":"a","KeyType":"HASH"}],"Projection":{}}])",
     "Value null at 'globalSecondaryIndexes.1.member.indexName' " NOT_NULL},
    {R"("GlobalSecondaryIndexes":[{"IndexName":"ab","KeySchema":[{"AttributeName":"a","KeyType":"HASH"}],"Projection":{}}])",
     "Value 'ab' at 'globalSecondaryIndexes.1.member.indexName' " LENGTH_AT_LEAST "3"},
    {R"("GlobalSecondaryIndexes":[{"IndexName":"a b","KeySchema":[{"AttributeName":"a","KeyType":"HASH"}],"Projection":{}}])",
     "Value 'a b' at 'globalSecondaryIndexes.1.member.indexName' " PATTERN},
    {R"("GlobalSecondaryIndexes":[{"IndexName":"abc","KeySchema":[],"Projection":{}}])",
     "Value '[]' at 'globalSecondaryIndexes.1.member.keySchema' " LENGTH_AT_LEAST "1"},
    {R"("GlobalSecondaryIndexes":[{"IndexName":"abc","KeySchema":[{"AttributeName":"a","KeyType":"HASH"}]}])",
     "Value null at 'globalSecondaryIndexes.1.member.projection' " NOT_NULL},
    {R"("GlobalSecondaryIndexes":[{"IndexName":"abc","KeySchema":[{"AttributeName":"a","KeyType":"HASH"}],"Projection":{"ProjectionType":"X"}}])",
     "Value 'X' at 'globalSecondaryIndexes.1.member.projection.projectionType' " ENUM
     "[ALL, INCLUDE, KEYS_ONLY]"},
    {R"("GlobalSecondaryIndexes":[{"IndexName":"abc","KeySchema":[{"AttributeName":"a","KeyType":"HASH"}],"Projection":{"NonKeyAttributes":[]}}])",
     "Value '[]' at 'globalSecondaryIndexes.1.member.projection.nonKeyAttributes' " LENGTH_AT_LEAST
     "1"},
    {R"("GlobalSecondaryIndexes":[{"IndexName":"abc","KeySchema":[{"AttributeName":"a","KeyType":"HASH"}],"Projection":{"NonKeyAttributes":["x",""]}}])",
     "Value '[x, ]' at 'globalSecondaryIndexes.1.member.projection.nonKeyAttributes' failed to "
     "satisfy constraint: Member must satisfy constraint: [Member must have length less than or "
     "equal to 255, Member must have length greater than or equal to 1]"},
    {R"("LocalSecondaryIndexes":[{"IndexName":"abc","KeySchema":[],"Projection":{}}])",
     "Value '[]' at 'localSecondaryIndexes.1.member.keySchema' " LENGTH_AT_LEAST "1"},
    {R"("StreamSpecification":{})", "Value null at 'streamSpecification.streamEnabled' " NOT_NULL},
    {R"("StreamSpecification":{"StreamEnabled":true,"StreamViewType":"X"})",
     "Value 'X' at 'streamSpecification.streamViewType' " ENUM
     "[OLD_IMAGE, KEYS_ONLY, NEW_AND_OLD_IMAGES, NEW_IMAGE]"},
    {R"("SSESpecification":{"SSEType":"X"})",
     "Value 'X' at 'sSESpecification.sSEType' " ENUM "[AES256, KMS]"},
    {R"("SSESpecification":{"KMSMasterKeyId":""})",
     "Value '' at 'sSESpecification.kMSMasterKeyId' " LENGTH_AT_LEAST "1"},
    {R"("TableClass":"X")",
     "Value 'X' at 'tableClass' " ENUM "[STANDARD, STANDARD_INFREQUENT_ACCESS]"},
    {R"("VectorIndexes":[{"IndexName":"vix","VectorAttribute":{"AttributeName":"e"},"Dimensions":0,"DistanceFunction":"COSINE","Projection":{}}])",
     "Value '0' at 'vectorIndexes.1.member.dimensions' " VALUE_AT_LEAST "1"},
    {R"("VectorIndexes":[{"IndexName":"vix","VectorAttribute":{"AttributeName":"e"},"Dimensions":1,"DistanceFunction":"X","Projection":{}}])",
     "Value 'X' at 'vectorIndexes.1.member.distanceFunction' " ENUM
     "[DOT_PRODUCT, COSINE, EUCLIDEAN]"},
    {R"("VectorIndexes":[{"IndexName":"vix","VectorAttribute":{},"Dimensions":1,"DistanceFunction":"COSINE","Projection":{}}])",
     "Value null at 'vectorIndexes.1.member.vectorAttribute.attributeName' " NOT_NULL},
    {R"("VectorIndexes":[{"IndexName":"vix","VectorAttribute":{"AttributeName":"e"},"Dimensions":1,"DistanceFunction":"COSINE","Projection":{},"SearchSchema":[{"AttributeName":"t","SearchSchemaElementType":"HASH"},{"AttributeName":"t","SearchSchemaElementType":"X"}]}])",
     "Value 'X' at 'vectorIndexes.1.member.searchSchema.2.member.searchSchemaElementType' " ENUM
     "[HASH, INLINE_FILTER]"},
};
INSTANTIATE_TEST_SUITE_P(Members, CreateTableConstraint, testing::ValuesIn(create_table_cases));

TEST(CreateTableConstraints, AcceptWhatLaterChecksDecide) {
  for (const char* members :
       {"", R"("Tags":[])", R"("Tags":[{}])", R"("Tags":[{"Key":"","Value":""}])",
        R"("GlobalSecondaryIndexes":[])", R"("LocalSecondaryIndexes":[])",
        R"("AttributeDefinitions":[])", R"("OnDemandThroughput":{"MaxReadRequestUnits":-1})",
        R"("WarmThroughput":{})", R"("SSESpecification":{})"})
    EXPECT_EQ(message(create_table_shape, create(members)), "") << members;
}

TEST(CreateTableConstraints, NeedDefinitionsAndKeySchema) {
  EXPECT_EQ(message(create_table_shape, R"({"TableName":"abc"})"),
            std::string("2 validation errors detected: Value null at 'attributeDefinitions' ") +
                not_null + "; Value null at 'keySchema' " + not_null);
}

TEST(CreateTableConstraints, AllowEightKeyAttributesOnlyInGlobalIndexes) {
  const auto schema = [](int elements) {
    std::string list = "[";
    for (int i = 0; i < elements; ++i)
      list += std::string(i == 0 ? "" : ",") + R"({"AttributeName":"a","KeyType":"HASH"})";
    return list + "]";
  };
  const auto index = [&](const std::string& kind, int elements) {
    return message(create_table_shape,
                   create("\"" + kind + R"(SecondaryIndexes":[{"IndexName":"abc","KeySchema":)" +
                          schema(elements) + R"(,"Projection":{}}])"));
  };
  EXPECT_EQ(index("Global", 8), "");
  EXPECT_TRUE(
      index("Global", 9).ends_with("at 'globalSecondaryIndexes.1.member.keySchema' " + at_most(8)));
  EXPECT_EQ(index("Local", 2), "");
  EXPECT_TRUE(
      index("Local", 3).ends_with("at 'localSecondaryIndexes.1.member.keySchema' " + at_most(2)));
}

TEST(CreateTableConstraints, ListAtMostTenFailures) {
  std::string definitions;
  for (int i = 0; i < 12; ++i)
    definitions += std::string(i == 0 ? "" : ",") + R"({"AttributeName":"a","AttributeType":"X"})";
  const std::string text =
      message(create_table_shape, create("\"AttributeDefinitions\":[" + definitions + "]"));
  EXPECT_TRUE(
      text.starts_with("10 validation errors detected: Value 'X' at "
                       "'attributeDefinitions.1.member.attributeType' "))
      << text;
  EXPECT_NE(text.find("'attributeDefinitions.10.member.attributeType'"), std::string::npos);
  EXPECT_EQ(text.find("'attributeDefinitions.11.member.attributeType'"), std::string::npos);
}

TEST(UpdateTableConstraints, NameNestedMembers) {
  const auto update = [](const std::string& members) {
    return message(update_table_shape, R"({"TableName":"abc",)" + members + "}");
  };
  EXPECT_EQ(update(R"("GlobalSecondaryIndexUpdates":[])"), "");
  EXPECT_EQ(
      update(R"("GlobalSecondaryIndexUpdates":[{},{"Delete":{"IndexName":"ab"}}])"),
      one("Value 'ab' at 'globalSecondaryIndexUpdates.2.member.delete.indexName' " + at_least(3)));
  EXPECT_EQ(update(R"("GlobalSecondaryIndexUpdates":[{"Update":{"IndexName":"abc",)"
                   R"("ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":0}}}])"),
            one("Value '0' at 'globalSecondaryIndexUpdates.1.member.update.provisionedThroughput."
                "writeCapacityUnits' " +
                value_at_least(1)));
  EXPECT_EQ(update(R"("GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"abc"}}])"),
            std::string("2 validation errors detected: Value null at "
                        "'globalSecondaryIndexUpdates.1.member.create.keySchema' ") +
                not_null +
                "; Value null at 'globalSecondaryIndexUpdates.1.member.create.projection' " +
                not_null);
  EXPECT_EQ(
      update(R"("VectorIndexUpdates":[{"Delete":{}}])"),
      one(std::string("Value null at 'vectorIndexUpdates.1.member.delete.indexName' ") + not_null));
  EXPECT_EQ(
      update(R"("ReplicaUpdates":[{"Create":{}}])"),
      one(std::string("Value null at 'replicaUpdates.1.member.create.regionName' ") + not_null));
  EXPECT_EQ(update(R"("MultiRegionConsistency":"X")"),
            one("Value 'X' at 'multiRegionConsistency' failed to satisfy constraint: Member must "
                "satisfy enum value set: [EVENTUAL, STRONG]"));
}

TEST(ListTablesConstraints, BoundLimitAndCursor) {
  EXPECT_EQ(message(list_tables_shape, "{}"), "");
  EXPECT_EQ(message(list_tables_shape, R"({"Limit":100})"), "");
  EXPECT_EQ(message(list_tables_shape, R"({"Limit":0})"),
            one("Value '0' at 'limit' " + value_at_least(1)));
  EXPECT_EQ(message(list_tables_shape, R"({"Limit":101})"),
            one("Value '101' at 'limit' " + value_at_most(100)));
  EXPECT_EQ(message(list_tables_shape, R"({"ExclusiveStartTableName":"ab","Limit":0})"),
            "2 validation errors detected: Value 'ab' at 'exclusiveStartTableName' " + at_least(3) +
                "; Value '0' at 'limit' " + value_at_least(1));
  EXPECT_EQ(
      message(list_tables_shape, R"({"ExclusiveStartTableName":"arn:aws:dynamodb:r:0:table/abc"})"),
      one(std::string("Value 'arn:aws:dynamodb:r:0:table/abc' at "
                      "'exclusiveStartTableName' ") +
          pattern));
}

TEST(ParameterlessOperations, AcceptAnything) {
  EXPECT_EQ(message(describe_limits_shape, R"({"TableName":5})"), "");
  EXPECT_EQ(message(describe_endpoints_shape, "{}"), "");
}

TEST(TransactionConstraints, BothLayers) {
  const std::string empty = R"({"TransactItems":[]})";
  EXPECT_EQ(message(transact_write_items_shape, empty, ValidationLayer::classic),
            "1 validation error detected: Value '[]' at 'transactItems' " + at_least(1));
  EXPECT_EQ(message(transact_write_items_shape, empty),
            "1 validation error detected: Value at 'TransactItems' " + at_least(1));
  EXPECT_EQ(message(transact_get_items_shape, empty),
            "1 validation error detected: Value at 'TransactItems' " + at_least(1));

  const std::string token(37, 't');
  const std::string several =
      R"({"TransactItems":[{"Put":{"TableName":"a!"}}],"ClientRequestToken":")" + token +
      R"(","ReturnConsumedCapacity":"X"})";
  EXPECT_EQ(message(transact_write_items_shape, several),
            "1 validation error detected: Value at 'ClientRequestToken' " + at_most(36))
      << "alone";
  EXPECT_EQ(message(transact_write_items_shape, several, ValidationLayer::classic),
            "4 validation errors detected: Value '" + token + "' at 'clientRequestToken' " +
                at_most(36) + "; Value 'X' at 'returnConsumedCapacity' " + capacity_enum +
                "; Value 'a!' at 'transactItems.1.member.put.tableName' " + pattern +
                "; Value null at 'transactItems.1.member.put.item' " + not_null);
}

TEST(TransactionConstraints, RequiredMembersOfEachAction) {
  EXPECT_EQ(message(transact_write_items_shape,
                    R"({"TransactItems":[{"ConditionCheck":{"TableName":"abc"}},
                                         {"Update":{"TableName":"abc"}},{"Delete":{}}]})",
                    ValidationLayer::classic),
            std::string("6 validation errors detected: ") +
                "Value null at 'transactItems.1.member.conditionCheck.conditionExpression' " +
                not_null + "; Value null at 'transactItems.1.member.conditionCheck.key' " +
                not_null + "; Value null at 'transactItems.2.member.update.updateExpression' " +
                not_null + "; Value null at 'transactItems.2.member.update.key' " + not_null +
                "; Value null at 'transactItems.3.member.delete.tableName' " + not_null +
                "; Value null at 'transactItems.3.member.delete.key' " + not_null);
}

}  // namespace
}  // namespace dynarocks::wire
