#include "operations/update_table.h"

#include "operation_fixture.h"

namespace dynarocks::operations {
namespace {

using nlohmann::json;

constexpr EpochMillis hour = 60LL * 60 * 1000;

const std::string nothing_to_do_tail =
    "DeletionProtectionEnabled, OnDemandThroughput, WarmThroughput or TableClass is required";
const std::string nothing_to_do =
    "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, "
    "GlobalSecondaryIndexUpdates, SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, "
    "ReplicaTransitRoleArn, ";

std::string units(std::int64_t read, std::int64_t write) {
  return R"("ProvisionedThroughput":{"ReadCapacityUnits":)" + std::to_string(read) +
         R"(,"WriteCapacityUnits":)" + std::to_string(write) + "}";
}

/// One entry of each kind of index update, and streams.
const std::string index_create =
    R"({"Create":{"IndexName":"idx","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],)"
    R"("Projection":{"ProjectionType":"ALL"}}})";
const std::string index_delete = R"({"Delete":{"IndexName":"idx"}})";
const std::string index_update = R"({"Update":{"IndexName":"idx",)" + units(1, 1) + "}}";
const std::string stream =
    R"("StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_IMAGE"})";

std::string index_updates(const std::string& entries) {
  return R"("GlobalSecondaryIndexUpdates":[)" + entries + "]";
}

class UpdateTableTest : public OperationTest {
 protected:
  void create(const std::string& members) {
    answer("CreateTable", R"({"TableName":"Music",
        "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],
        "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],)" +
                              members + "}");
  }
  void create_on_demand() { create(R"("BillingMode":"PAY_PER_REQUEST")"); }

  static std::string request(const std::string& members) {
    return R"({"TableName":"Music",)" + members + "}";
  }
  json update(const std::string& members) {
    return answer("UpdateTable", request(members))["TableDescription"];
  }
  json described() { return answer("DescribeTable", R"({"TableName":"Music"})")["Table"]; }

  void refused(const std::string& members, const std::string& message) {
    EXPECT_EQ(error("UpdateTable", request(members)), "ValidationException: " + message) << members;
  }
  void invalid(const std::string& members, const std::string& detail) {
    refused(members, "One or more parameter values were invalid: " + detail);
  }
};

// Request rules; they come before the table is looked for, so none is created.

TEST_F(UpdateTableTest, NothingToDo) {
  const std::string message = nothing_to_do + "MultiRegionConsistency, " + nothing_to_do_tail;
  for (const std::string members :
       {R"("Unknown":1)", R"("AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"}])",
        R"("GlobalSecondaryIndexUpdates":[])", R"("VectorIndexUpdates":[])",
        R"("GlobalTableWitnessUpdates":[{"Create":{"RegionName":"eu-west-1"}}])",
        R"("WarmThroughput":{})", R"("OnDemandThroughput":{})", R"("BillingMode":null)"}) {
    refused(members, message);
  }
  refused(R"("MultiRegionConsistency":"STRONG")", nothing_to_do + nothing_to_do_tail);
}

TEST_F(UpdateTableTest, OneConcernPerCall) {
  const std::string sse = R"("SSESpecification":{"Enabled":true})";
  const std::string table_class = R"("TableClass":"STANDARD")";
  const std::string protection = R"("DeletionProtectionEnabled":true)";
  const std::string warm = R"("WarmThroughput":{"ReadUnitsPerSecond":20000})";
  const std::string caps = R"("OnDemandThroughput":{"MaxReadRequestUnits":5})";
  const std::string replicas = R"("ReplicaUpdates":[{"Create":{"RegionName":"eu-west-1"}}])";
  const std::string on_demand = R"("BillingMode":"PAY_PER_REQUEST")";
  const std::string only = " modification must be the only operation in the request";
  const struct {
    std::string members;
    std::string detail;
  } cases[] = {
      {sse + "," + on_demand, "Server-Side Encryption" + only},
      {sse + "," + table_class, "Server-Side Encryption" + only},
      {table_class + "," + protection, "TableClass" + only},
      {table_class + "," + on_demand, "TableClass" + only},
      {protection + "," + warm, "DeletionProtection" + only},
      {protection + "," + units(1, 1), "DeletionProtection" + only},
      {replicas + "," + units(1, 1), "Replica" + only},
      {warm + "," + on_demand, "WarmThroughput must be the only operation in the request"},
      {warm + "," + index_updates(index_create),
       "Create global secondary index cannot be specified when updating WarmThroughput"},
      {caps + "," + stream,
       "OnDemandThroughput can only be combined with BillingMode in an UpdateTable request"},
      {caps + "," + on_demand + "," + index_updates(index_delete),
       "OnDemandThroughput can only be combined with BillingMode in an UpdateTable request"},
      {units(1, 1) + "," + stream, "You cannot modify stream status while updating table IOPS"},
      {R"("BillingMode":"PROVISIONED",)" + stream,
       "You cannot modify stream status while updating table IOPS"},
      {units(1, 1) + "," + index_updates(index_create),
       "You cannot create or delete index while updating table IOPS"},
      {R"("BillingMode":"PAY_PER_REQUEST",)" + index_updates(index_delete),
       "You cannot create or delete index while updating table IOPS"},
      {units(1, 1) + "," + index_updates(index_delete),
       "You cannot create or delete index while updating table IOPS"},
      {stream + "," + index_updates(index_delete),
       "You cannot create or delete index while changing stream status"},
  };
  for (const auto& [members, detail] : cases) invalid(members, detail);
}

TEST_F(UpdateTableTest, EmptyThroughputNextToAChangeIsDropped) {
  create_on_demand();
  EXPECT_EQ(update(R"("DeletionProtectionEnabled":true,"WarmThroughput":{},
                      "OnDemandThroughput":{})")["DeletionProtectionEnabled"],
            true);
}

TEST_F(UpdateTableTest, ThroughputRulesOfTheRequest) {
  invalid(R"("BillingMode":"PAY_PER_REQUEST",)" + units(1, 1),
          "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is "
          "PAY_PER_REQUEST");
  invalid(R"("BillingMode":"PROVISIONED")",
          "ProvisionedThroughput must be specified when BillingMode is PROVISIONED");
  refused(units(1'000'000'000'001, 1),
          "Given value 1000000000001 for ReadCapacityUnits is out of bounds");
  for (const std::string cap : {"0", "-2"}) {
    invalid(R"("OnDemandThroughput":{"MaxReadRequestUnits":)" + cap + "}",
            "Requested MaxReadRequestUnits for OnDemandThroughput for table is outside of valid "
            "range");
    invalid(R"("OnDemandThroughput":{"MaxWriteRequestUnits":)" + cap + "}",
            "Requested MaxWriteRequestUnits for OnDemandThroughput for table is outside of valid "
            "range");
  }
}

TEST_F(UpdateTableTest, ConstraintsOfUnits) {
  refused(R"("ProvisionedThroughput":{"ReadCapacityUnits":0})",
          "2 validation errors detected: Value '0' at 'provisionedThroughput.readCapacityUnits' "
          "failed to satisfy constraint: Member must have value greater than or equal to 1; Value "
          "null at 'provisionedThroughput.writeCapacityUnits' failed to satisfy constraint: Member "
          "must not be null");
}

TEST_F(UpdateTableTest, IndexUpdateRules) {
  const std::string class_change = R"("BillingMode":"PAY_PER_REQUEST",)";
  invalid(index_updates("{}"),
          "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, "
          "GlobalSecondaryIndexUpdate.Delete must not be null");
  invalid(
      index_updates(R"({"Delete":{"IndexName":"idx"},"Update":{"IndexName":"idx"}})"),
      "Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object");
  invalid(index_updates(index_update + "," + index_delete),
          "Only one global secondary index update per index is allowed simultaneously. Index: idx");
  invalid(class_change + index_updates(""), "List of GlobalSecondaryIndexUpdates is empty");
  EXPECT_EQ(error("UpdateTable",
                  request(index_updates(index_create + R"(,{"Delete":{"IndexName":"other"}})"))),
            "LimitExceededException: Subscriber limit exceeded: Only 1 online index can be created "
            "or deleted simultaneously per table");
}

TEST_F(UpdateTableTest, StreamAndEncryptionRules) {
  invalid(R"("StreamSpecification":{"StreamEnabled":true})",
          "If stream is being enabled then UpdateViewType is required");
  invalid(R"("StreamSpecification":{"StreamEnabled":false,"StreamViewType":"NEW_IMAGE"})",
          "If stream is being disabled, then UpdateViewType must not be specified");
  invalid(R"("SSESpecification":{"SSEType":"AES256"})", "SSEType AES256 is not supported");
}

TEST_F(UpdateTableTest, UnsupportedMembersAreRefused) {
  const std::string version = " not supported by this version of DynaRocks";
  const struct {
    std::string members;
    std::string subject;
  } cases[] = {
      {R"("VectorIndexUpdates":[{"Delete":{"IndexName":"vix"}}])", "VectorIndexUpdates are"},
      {R"("ReplicaUpdates":[{"Create":{"RegionName":"eu-west-1"}}])", "ReplicaUpdates are"},
      {R"("MultiRegionConsistency":"STRONG",
          "ReplicaUpdates":[{"Create":{"RegionName":"eu-west-1"}}])",
       "ReplicaUpdates are"},
      {R"("MultiRegionConsistency":"STRONG",
          "GlobalTableWitnessUpdates":[{"Create":{"RegionName":"eu-west-1"}}])",
       "MultiRegionConsistency is"},
      {R"("GlobalTableSettingsReplicationMode":"ENABLED",)" + units(2, 2),
       "GlobalTableSettingsReplicationMode is"},
  };
  for (const auto& [members, subject] : cases) invalid(members, subject + version);
}

// The table.

TEST_F(UpdateTableTest, NoSuchTable) {
  EXPECT_EQ(error("UpdateTable", request(units(1, 1))),
            "ResourceNotFoundException: Requested resource not found: Table: Music not found");
}

TEST_F(UpdateTableTest, ByArn) {
  create_on_demand();
  const json answered =
      answer("UpdateTable", R"({"TableName":"arn:aws:dynamodb:us-east-1:123456789012:table/Music",
                                "DeletionProtectionEnabled":true})");
  EXPECT_EQ(answered["TableDescription"]["TableName"], "Music");
}

TEST_F(UpdateTableTest, NothingToLeave) {
  create_on_demand();
  refused(R"("StreamSpecification":{"StreamEnabled":false})",
          "Table has no stream to disable: TableName: Music");
  for (const std::string specification : {"{}", R"({"Enabled":false})"}) {
    invalid(R"("SSESpecification":)" + specification, "Table is already encrypted by default");
  }
}

// Provisioned throughput.

TEST_F(UpdateTableTest, AnswerShowsOldUnitsAndTheTableHasNewOnes) {
  create(units(5, 6));
  clock_.advance(std::chrono::seconds(10));
  const json table = update(units(7, 8));
  EXPECT_EQ(table["TableStatus"], "UPDATING");
  EXPECT_EQ(table["ProvisionedThroughput"],
            json::parse(R"({"NumberOfDecreasesToday": 0, "ReadCapacityUnits": 5,
                "WriteCapacityUnits": 6, "LastIncreaseDateTime": 1700000010.25})"));
  EXPECT_EQ(described()["TableStatus"], "ACTIVE");
  EXPECT_EQ(described()["ProvisionedThroughput"],
            json::parse(R"({"NumberOfDecreasesToday": 0, "ReadCapacityUnits": 7,
                "WriteCapacityUnits": 8, "LastIncreaseDateTime": 1700000010.25})"));
}

TEST_F(UpdateTableTest, AnswerHasTheWholeDefinition) {
  create(units(5, 6));
  const json table = update(units(7, 8));
  for (const std::string_view member :
       {"AttributeDefinitions", "KeySchema", "CreationDateTime", "TableArn", "TableId", "ItemCount",
        "TableSizeBytes", "DeletionProtectionEnabled"}) {
    EXPECT_TRUE(table.contains(member)) << member;
  }
}

TEST_F(UpdateTableTest, ADecreaseIsCountedWhenActive) {
  create(units(5, 6));
  EXPECT_EQ(update(units(4, 6))["ProvisionedThroughput"]["NumberOfDecreasesToday"], 0);
  json throughput = described()["ProvisionedThroughput"];
  EXPECT_EQ(throughput["NumberOfDecreasesToday"], 1);
  EXPECT_TRUE(throughput.contains("LastDecreaseDateTime"));
  EXPECT_FALSE(throughput.contains("LastIncreaseDateTime"));
  EXPECT_EQ(update(units(3, 5))["ProvisionedThroughput"]["NumberOfDecreasesToday"], 1);
  EXPECT_EQ(described()["ProvisionedThroughput"]["NumberOfDecreasesToday"], 2);
}

TEST_F(UpdateTableTest, RaisingOneAndLoweringTheOtherIsBoth) {
  create(units(5, 6));
  update(units(6, 5));
  const json throughput = described()["ProvisionedThroughput"];
  EXPECT_EQ(throughput["NumberOfDecreasesToday"], 1);
  EXPECT_TRUE(throughput.contains("LastDecreaseDateTime"));
  EXPECT_TRUE(throughput.contains("LastIncreaseDateTime"));
}

TEST_F(UpdateTableTest, TheCountOfDecreasesEndsAtMidnightUtc) {
  create(units(9, 9));  // at 22:13 UTC
  update(units(8, 8));
  update(units(7, 7));
  EXPECT_EQ(described()["ProvisionedThroughput"]["NumberOfDecreasesToday"], 2);
  clock_.advance(std::chrono::milliseconds(2 * hour));
  EXPECT_EQ(described()["ProvisionedThroughput"]["NumberOfDecreasesToday"], 0);
  EXPECT_EQ(update(units(6, 6))["ProvisionedThroughput"]["NumberOfDecreasesToday"], 0);
  EXPECT_EQ(described()["ProvisionedThroughput"]["NumberOfDecreasesToday"], 1);
}

TEST_F(UpdateTableTest, UnchangedUnits) {
  create(units(5, 6));
  const std::string message =
      "The provisioned throughput for the table will not change. The requested value equals the "
      "current value. Current ReadCapacityUnits provisioned for the table: 5. Requested "
      "ReadCapacityUnits: 5. Current WriteCapacityUnits provisioned for the table: 6. Requested "
      "WriteCapacityUnits: 6. Refer to the Amazon DynamoDB Developer Guide for current limits and "
      "how to request higher limits.";
  refused(units(5, 6), message);
  refused(R"("BillingMode":"PROVISIONED",)" + units(5, 6), message);
}

TEST_F(UpdateTableTest, QuotaOfUnits) {
  create(units(5, 6));
  EXPECT_EQ(error("UpdateTable", request(units(5, 40'001))),
            "LimitExceededException: The requested WriteCapacityUnits, 40001, is above the per "
            "table maximum for the account in us-east-1. Per table maximum: 40000. Refer to the "
            "Amazon DynamoDB Developer Guide for current limits and how to request higher limits.");
  EXPECT_EQ(described()["ProvisionedThroughput"]["WriteCapacityUnits"], 6);
}

TEST_F(UpdateTableTest, WarmThroughputFollowsTheHighestUnits) {
  create(units(5, 6));
  update(units(7, 3));
  EXPECT_EQ(described()["WarmThroughput"],
            json::parse(R"({"ReadUnitsPerSecond":7,"WriteUnitsPerSecond":6,"Status":"ACTIVE"})"));
}

// Billing mode.

TEST_F(UpdateTableTest, UnitsForATableOnDemand) {
  create_on_demand();
  invalid(units(1, 1),
          "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is "
          "PAY_PER_REQUEST");
}

TEST_F(UpdateTableTest, SwitchToOnDemand) {
  create(units(5, 6));
  clock_.advance(std::chrono::seconds(10));
  const json table = update(R"("BillingMode":"PAY_PER_REQUEST")");
  EXPECT_EQ(table["TableStatus"], "UPDATING");
  EXPECT_EQ(table["ProvisionedThroughput"]["ReadCapacityUnits"], 5);
  EXPECT_EQ(table["BillingModeSummary"], json::parse(R"({"BillingMode":"PAY_PER_REQUEST"})"));
  const json stored = described();
  EXPECT_EQ(stored["ProvisionedThroughput"]["ReadCapacityUnits"], 0);
  EXPECT_EQ(stored["ProvisionedThroughput"]["WriteCapacityUnits"], 0);
  EXPECT_EQ(stored["BillingModeSummary"], json::parse(R"({"BillingMode":"PAY_PER_REQUEST",
                            "LastUpdateToPayPerRequestDateTime":1700000010.25})"));
  EXPECT_EQ(stored["WarmThroughput"]["ReadUnitsPerSecond"], 12000);
  EXPECT_EQ(stored["WarmThroughput"]["WriteUnitsPerSecond"], 4000);
}

TEST_F(UpdateTableTest, SwitchToProvisionedDropsTheCaps) {
  create(R"("BillingMode":"PAY_PER_REQUEST","OnDemandThroughput":{"MaxReadRequestUnits":9})");
  const json table = update(R"("BillingMode":"PROVISIONED",)" + units(5, 6));
  EXPECT_EQ(table["TableStatus"], "UPDATING");
  EXPECT_EQ(table["ProvisionedThroughput"]["ReadCapacityUnits"], 5);
  const json stored = described();
  EXPECT_EQ(stored["ProvisionedThroughput"]["WriteCapacityUnits"], 6);
  EXPECT_FALSE(stored.contains("OnDemandThroughput"));
  EXPECT_EQ(stored["BillingModeSummary"], json::parse(R"({"BillingMode":"PROVISIONED",
                            "LastUpdateToPayPerRequestDateTime":1700000000.25})"));
  EXPECT_EQ(stored["TableThroughputModeSummary"]["TableThroughputMode"], "PROVISIONED");
  EXPECT_EQ(stored["WarmThroughput"]["ReadUnitsPerSecond"], 12000);
}

TEST_F(UpdateTableTest, SameModeAgainIsAnsweredAsAChange) {
  create_on_demand();
  const json before = described();
  clock_.advance(std::chrono::seconds(10));
  EXPECT_EQ(update(R"("BillingMode":"PAY_PER_REQUEST")")["TableStatus"], "UPDATING");
  EXPECT_EQ(described(), before);
}

// On-demand caps.

TEST_F(UpdateTableTest, CapsAreMergedAndClearedAtOnce) {
  create_on_demand();
  json table = update(R"("OnDemandThroughput":{"MaxReadRequestUnits":9})");
  EXPECT_EQ(table["TableStatus"], "ACTIVE");
  EXPECT_EQ(table["OnDemandThroughput"], json::parse(R"({"MaxReadRequestUnits":9})"));
  update(R"("OnDemandThroughput":{"MaxWriteRequestUnits":8})");
  EXPECT_EQ(described()["OnDemandThroughput"],
            json::parse(R"({"MaxReadRequestUnits":9,"MaxWriteRequestUnits":8})"));
  table = update(R"("OnDemandThroughput":{"MaxReadRequestUnits":-1})");
  EXPECT_EQ(table["OnDemandThroughput"],
            json::parse(R"({"MaxReadRequestUnits":-1,"MaxWriteRequestUnits":8})"));
  EXPECT_EQ(described()["OnDemandThroughput"], json::parse(R"({"MaxWriteRequestUnits":8})"));
  update(R"("OnDemandThroughput":{"MaxWriteRequestUnits":-1})");
  EXPECT_FALSE(described().contains("OnDemandThroughput"));
}

TEST_F(UpdateTableTest, CapsWithTheSwitchToOnDemand) {
  create(units(5, 6));
  update(R"("BillingMode":"PAY_PER_REQUEST","OnDemandThroughput":{"MaxReadRequestUnits":9})");
  EXPECT_EQ(described()["OnDemandThroughput"], json::parse(R"({"MaxReadRequestUnits":9})"));
}

TEST_F(UpdateTableTest, CapsOfAProvisionedTable) {
  create(units(5, 6));
  for (const std::string member : {"MaxReadRequestUnits", "MaxWriteRequestUnits"}) {
    invalid(R"("OnDemandThroughput":{")" + member + R"(":9})",
            member +
                " for OnDemandThroughput cannot be specified when the table BillingMode is "
                "PROVISIONED");
  }
}

TEST_F(UpdateTableTest, QuotaOfCaps) {
  create_on_demand();
  EXPECT_EQ(error("UpdateTable", request(R"("OnDemandThroughput":{"MaxReadRequestUnits":40001})")),
            "LimitExceededException: Subscriber limit exceeded: Requested MaxReadRequestUnits for "
            "OnDemandThroughput for table exceeds TableMaxReadCapacityUnits of the account in "
            "region us-east-1");
}

// Warm throughput.

TEST_F(UpdateTableTest, WarmThroughputRises) {
  create_on_demand();
  const json table = update(R"("WarmThroughput":{"ReadUnitsPerSecond":20000})");
  EXPECT_EQ(table["TableStatus"], "ACTIVE");
  EXPECT_EQ(table["WarmThroughput"],
            json::parse(R"({"ReadUnitsPerSecond":12000,"WriteUnitsPerSecond":4000,
                            "Status":"UPDATING"})"));
  EXPECT_EQ(described()["WarmThroughput"],
            json::parse(R"({"ReadUnitsPerSecond":20000,"WriteUnitsPerSecond":4000,
                            "Status":"ACTIVE"})"));
}

TEST_F(UpdateTableTest, WarmThroughputNeverFalls) {
  create_on_demand();
  const std::string tail =
      " for WarmThroughput for table is lower than current WarmThroughput, decreasing "
      "WarmThroughput is not supported";
  invalid(R"("WarmThroughput":{"ReadUnitsPerSecond":11999,"WriteUnitsPerSecond":1})",
          "Requested ReadUnitsPerSecond" + tail);
  invalid(R"("WarmThroughput":{"WriteUnitsPerSecond":3999})",
          "Requested WriteUnitsPerSecond" + tail);
  const json table =
      update(R"("WarmThroughput":{"ReadUnitsPerSecond":12000,"WriteUnitsPerSecond":4000})");
  EXPECT_EQ(table["WarmThroughput"]["Status"], "ACTIVE");
}

// Deletion protection and table class.

TEST_F(UpdateTableTest, DeletionProtectionIsSynchronous) {
  create_on_demand();
  for (const bool enabled : {true, true, false}) {
    const json table = update(R"("DeletionProtectionEnabled":)" + json(enabled).dump());
    EXPECT_EQ(table["TableStatus"], "ACTIVE");
    EXPECT_EQ(table["DeletionProtectionEnabled"], enabled);
    EXPECT_EQ(described()["DeletionProtectionEnabled"], enabled);
  }
}

TEST_F(UpdateTableTest, TableClass) {
  create_on_demand();
  const json before = described();
  EXPECT_EQ(update(R"("TableClass":"STANDARD")")["TableStatus"], "ACTIVE");
  EXPECT_EQ(described(), before);

  json table = update(R"("TableClass":"STANDARD_INFREQUENT_ACCESS")");
  EXPECT_EQ(table["TableStatus"], "UPDATING");
  EXPECT_FALSE(table.contains("TableClassSummary"));
  EXPECT_EQ(described()["TableClassSummary"],
            json::parse(R"({"TableClass":"STANDARD_INFREQUENT_ACCESS",
                            "LastUpdateDateTime":1700000000.25})"));

  clock_.advance(std::chrono::seconds(1));
  table = update(R"("TableClass":"STANDARD")");
  EXPECT_EQ(table["TableClassSummary"]["TableClass"], "STANDARD_INFREQUENT_ACCESS");
  EXPECT_EQ(described()["TableClassSummary"],
            json::parse(R"({"TableClass":"STANDARD","LastUpdateDateTime":1700000001.25})"));
}

TEST_F(UpdateTableTest, ChangesSurviveReopening) {
  create(units(5, 6));
  update(units(7, 5));
  const json before = described();
  const auto reopened = engine::Catalog::open(*store_, clock_).value();
  const auto table = reopened->find({caller_, "Music"});
  ASSERT_TRUE(table);
  EXPECT_EQ(table->description()->provisioned_throughput.read_capacity_units, 7);
  EXPECT_EQ(table->description()->provisioned_throughput.number_of_decreases_today, 1);
  EXPECT_EQ(table->description()->table_id, before["TableId"].get<std::string>());
}

}  // namespace
}  // namespace dynarocks::operations
