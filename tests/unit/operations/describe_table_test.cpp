#include "operations/describe_table.h"

#include "operation_fixture.h"

namespace dynarocks::operations {
namespace {

using nlohmann::json;

class DescribeTableTest : public OperationTest {
 protected:
  json described() { return answer("DescribeTable", R"({"TableName":"Music"})")["Table"]; }
};

TEST_F(DescribeTableTest, EveryMemberOfATableOnDemand) {
  const json created = answer("CreateTable", R"({"TableName":"Music",
      "BillingMode":"PAY_PER_REQUEST",
      "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],
      "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}]})");
  json table = described();
  EXPECT_EQ(table["TableId"], created["TableDescription"]["TableId"]);
  table.erase("TableId");
  EXPECT_EQ(table, json::parse(R"({
    "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
    "TableName": "Music",
    "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
    "TableStatus": "ACTIVE",
    "CreationDateTime": 1700000000.25,
    "ProvisionedThroughput":
        {"NumberOfDecreasesToday": 0, "ReadCapacityUnits": 0, "WriteCapacityUnits": 0},
    "TableSizeBytes": 0, "ItemCount": 0,
    "TableArn": "arn:aws:dynamodb:us-east-1:123456789012:table/Music",
    "BillingModeSummary": {"BillingMode": "PAY_PER_REQUEST",
                           "LastUpdateToPayPerRequestDateTime": 1700000000.25},
    "TableThroughputModeSummary": {"TableThroughputMode": "PAY_PER_REQUEST",
                                   "LastUpdateToPayPerRequestDateTime": 1700000000.25},
    "WarmThroughput": {"ReadUnitsPerSecond": 12000, "WriteUnitsPerSecond": 4000,
                       "Status": "ACTIVE"},
    "DeletionProtectionEnabled": false})"));
}

TEST_F(DescribeTableTest, ProvisionedTable) {
  answer("CreateTable", R"({"TableName":"Music",
      "ProvisionedThroughput":{"ReadCapacityUnits":5,"WriteCapacityUnits":6},
      "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],
      "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}]})");
  const json table = described();
  EXPECT_FALSE(table.contains("BillingModeSummary"));
  EXPECT_FALSE(table.contains("TableThroughputModeSummary"));
  EXPECT_EQ(table["ProvisionedThroughput"],
            json::parse(R"({"NumberOfDecreasesToday": 0, "ReadCapacityUnits": 5,
                            "WriteCapacityUnits": 6})"));
  EXPECT_EQ(table["WarmThroughput"],
            json::parse(R"({"ReadUnitsPerSecond": 5, "WriteUnitsPerSecond": 6,
                            "Status": "ACTIVE"})"));
  for (const std::string_view absent :
       {"OnDemandThroughput", "TableClassSummary", "SSEDescription", "StreamSpecification",
        "LatestStreamArn", "GlobalSecondaryIndexes", "LocalSecondaryIndexes", "Replicas",
        "RestoreSummary", "ArchivalSummary", "Tags"}) {
    EXPECT_FALSE(table.contains(absent)) << absent;
  }
}

TEST_F(DescribeTableTest, CountersAreLive) {
  answer("CreateTable", R"({"TableName":"Music","BillingMode":"PAY_PER_REQUEST",
      "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],
      "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}]})");
  answer("PutItem", R"({"TableName":"Music","Item":{"pk":{"S":"a"},"n":{"S":"xyz"}}})");
  EXPECT_EQ(described()["ItemCount"], 1);
  EXPECT_EQ(described()["TableSizeBytes"], 7);  // pk + a + n + xyz
  answer("DeleteItem", R"({"TableName":"Music","Key":{"pk":{"S":"a"}}})");
  EXPECT_EQ(described()["ItemCount"], 0);
  EXPECT_EQ(described()["TableSizeBytes"], 0);
}

TEST_F(DescribeTableTest, ByArn) {
  answer("CreateTable", R"({"TableName":"Music","BillingMode":"PAY_PER_REQUEST",
      "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],
      "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}]})");
  const json table =
      answer("DescribeTable",
             R"({"TableName":"arn:aws:dynamodb:us-east-1:123456789012:table/Music"})")["Table"];
  EXPECT_EQ(table["TableName"], "Music");
}

TEST_F(DescribeTableTest, NoSuchTable) {
  EXPECT_EQ(error("DescribeTable", R"({"TableName":"Music"})"),
            "ResourceNotFoundException: Requested resource not found: Table: Music not found");
  EXPECT_EQ(error("DescribeTable", R"({"TableName":"2a0b7f6c-8c4e-4f6a-9d64-3f1f4a8b9c01"})"),
            "ResourceNotFoundException: Requested resource not found: Table: "
            "2a0b7f6c-8c4e-4f6a-9d64-3f1f4a8b9c01 not found");
}

TEST_F(DescribeTableTest, NameRules) {
  const std::string failed = "' at 'tableName' failed to satisfy constraint: Member must ";
  const std::string pattern = "satisfy regular expression pattern: [a-zA-Z0-9_.-]+";
  EXPECT_EQ(error("DescribeTable", "{}"),
            "ValidationException: The parameter 'TableName' is required but was not present in the "
            "request");
  EXPECT_EQ(error("DescribeTable", R"({"TableName":""})"),
            "ValidationException: 2 validation errors detected: Value '" + failed +
                "have length greater than or equal to 3; Value '" + failed + pattern);
  EXPECT_EQ(error("DescribeTable", R"({"TableName":"a#c"})"),
            "ValidationException: 1 validation error detected: Value 'a#c" + failed + pattern);
}

}  // namespace
}  // namespace dynarocks::operations
