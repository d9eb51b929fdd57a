#include "operations/delete_table.h"

#include "operation_fixture.h"

namespace dynarocks::operations {
namespace {

using nlohmann::json;

constexpr std::string_view music = R"({"TableName":"Music"})";

class DeleteTableTest : public OperationTest {
 protected:
  void create(const std::string& members) {
    answer("CreateTable", R"({"TableName":"Music",
        "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],
        "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],)" +
                              members + "}");
  }
};

TEST_F(DeleteTableTest, AnswerHasIdentityAndCountersAlone) {
  create(R"("BillingMode":"PAY_PER_REQUEST","TableClass":"STANDARD_INFREQUENT_ACCESS",
            "OnDemandThroughput":{"MaxReadRequestUnits":5})");
  answer("PutItem", R"({"TableName":"Music","Item":{"pk":{"S":"a"}}})");
  json table = answer("DeleteTable", music)["TableDescription"];
  EXPECT_TRUE(table.erase("TableId"));
  EXPECT_EQ(table, json::parse(R"({
    "TableName": "Music", "TableStatus": "DELETING",
    "ProvisionedThroughput":
        {"NumberOfDecreasesToday": 0, "ReadCapacityUnits": 0, "WriteCapacityUnits": 0},
    "TableSizeBytes": 3, "ItemCount": 1,
    "TableArn": "arn:aws:dynamodb:us-east-1:123456789012:table/Music",
    "BillingModeSummary": {"BillingMode": "PAY_PER_REQUEST",
                           "LastUpdateToPayPerRequestDateTime": 1700000000.25},
    "TableThroughputModeSummary": {"TableThroughputMode": "PAY_PER_REQUEST",
                                   "LastUpdateToPayPerRequestDateTime": 1700000000.25},
    "DeletionProtectionEnabled": false})"));
}

TEST_F(DeleteTableTest, ProvisionedTableShowsItsUnits) {
  create(R"("ProvisionedThroughput":{"ReadCapacityUnits":5,"WriteCapacityUnits":6})");
  const json table = answer("DeleteTable", music)["TableDescription"];
  EXPECT_EQ(table["ProvisionedThroughput"]["ReadCapacityUnits"], 5);
  EXPECT_FALSE(table.contains("BillingModeSummary"));
}

TEST_F(DeleteTableTest, GoneAndTheNameIsFree) {
  create(R"("BillingMode":"PAY_PER_REQUEST")");
  answer("PutItem", R"({"TableName":"Music","Item":{"pk":{"S":"a"}}})");
  answer("DeleteTable", music);
  const std::string not_found =
      "ResourceNotFoundException: Requested resource not found: Table: Music not found";
  EXPECT_EQ(error("DescribeTable", music), not_found);
  EXPECT_EQ(error("DeleteTable", music), not_found);
  EXPECT_EQ(error("GetItem", R"({"TableName":"Music","Key":{"pk":{"S":"a"}}})"),
            "ResourceNotFoundException: Requested resource not found");
  EXPECT_EQ(answer("ListTables", "{}")["TableNames"], json::array());
  create(R"("BillingMode":"PAY_PER_REQUEST")");
  EXPECT_EQ(answer("GetItem", R"({"TableName":"Music","Key":{"pk":{"S":"a"}}})"), json::object());
}

TEST_F(DeleteTableTest, ByArn) {
  create(R"("BillingMode":"PAY_PER_REQUEST")");
  const json answered = answer(
      "DeleteTable", R"({"TableName":"arn:aws:dynamodb:us-east-1:123456789012:table/Music"})");
  EXPECT_EQ(answered["TableDescription"]["TableName"], "Music");
  EXPECT_EQ(answer("ListTables", "{}")["TableNames"], json::array());
}

TEST_F(DeleteTableTest, ProtectedTableStays) {
  create(R"("BillingMode":"PAY_PER_REQUEST","DeletionProtectionEnabled":true)");
  EXPECT_EQ(error("DeleteTable", music),
            "ValidationException: Resource cannot be deleted as it is currently protected against "
            "deletion. Disable deletion protection first.");
  EXPECT_EQ(answer("DescribeTable", music)["Table"]["TableStatus"], "ACTIVE");
  answer("UpdateTable", R"({"TableName":"Music","DeletionProtectionEnabled":false})");
  answer("DeleteTable", music);
}

TEST_F(DeleteTableTest, NameRules) {
  EXPECT_EQ(error("DeleteTable", "{}"),
            "ValidationException: The parameter 'TableName' is required but was not present in the "
            "request");
  EXPECT_EQ(error("DeleteTable", R"({"TableName":"ab"})"),
            "ValidationException: 1 validation error detected: Value 'ab' at 'tableName' failed to "
            "satisfy constraint: Member must have length greater than or equal to 3");
}

}  // namespace
}  // namespace dynarocks::operations
