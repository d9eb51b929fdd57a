#include "update_table_indexes_fixture.h"

namespace dynarocks::operations {
namespace {

using nlohmann::json;

using UpdateTableIndexesTest = UpdateTableIndexes;

// Create.

TEST_F(UpdateTableIndexesTest, CreateIsAnsweredBeforeItBegins) {
  create_plain();
  put(R"({"pk":{"S":"a"},"sk":{"S":"b"},"g":{"S":"c"}})");
  const json table = create_index(
      index("by-g", by_g,
            {{"Projection", {{"ProjectionType", "INCLUDE"}, {"NonKeyAttributes", {"z", "a"}}}}}));
  EXPECT_EQ(table["TableStatus"], "UPDATING");
  EXPECT_EQ(table["AttributeDefinitions"], attributes({{"g", "S"}, {"pk", "S"}, {"sk", "S"}}));
  json expected = json::parse(R"([{
      "IndexName": "by-g",
      "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}],
      "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["a", "z"]},
      "IndexStatus": "CREATING", "Backfilling": false,
      "ProvisionedThroughput":
          {"NumberOfDecreasesToday": 0, "ReadCapacityUnits": 0, "WriteCapacityUnits": 0},
      "IndexSizeBytes": 0, "ItemCount": 0,
      "IndexArn": "arn:aws:dynamodb:us-east-1:123456789012:table/Music/index/by-g",
      "WarmThroughput":
          {"ReadUnitsPerSecond": 12000, "WriteUnitsPerSecond": 4000, "Status": "UPDATING"}}])");
  EXPECT_EQ(table["GlobalSecondaryIndexes"], expected);

  expected[0].erase("Backfilling");
  expected[0]["IndexStatus"] = "ACTIVE";
  expected[0]["WarmThroughput"]["Status"] = "ACTIVE";
  expected[0]["ItemCount"] = 1;
  expected[0]["IndexSizeBytes"] = 8;
  EXPECT_EQ(described()["TableStatus"], "ACTIVE");
  EXPECT_EQ(described()["GlobalSecondaryIndexes"], expected);
}

TEST_F(UpdateTableIndexesTest, IdsAreNeverUsedAgain) {
  create_with_index();
  update({delete_of("by-g")});
  create_index(index("by-g", by_g));
  const auto table = catalog_->find({caller_, "Music"})->description();
  EXPECT_EQ(table->global_secondary_indexes[0].index.id, 2u);
  EXPECT_EQ(table->last_index_id, 2u);
}

TEST_F(UpdateTableIndexesTest, DefinitionsOfTheRequest) {
  create_plain();
  const std::string refused = "ValidationException: " + std::string(omp);
  EXPECT_EQ(create_error(index("by-g", by_g), nullptr),
            refused + "AttributeDefinitions is not specified for index: by-g");
  // Even of an attribute that the table defines.
  EXPECT_EQ(create_error(index("by-sk", {{"sk", "HASH"}})),
            refused +
                "Some index key attributes are not defined in AttributeDefinitions. Keys: [sk], "
                "AttributeDefinitions: [g]");
  EXPECT_EQ(create_error(index("by-sk", {{"g", "HASH"}, {"sk", "RANGE"}}),
                         attributes({{"g", "S"}, {"sk", "N"}})),
            refused +
                "Attributes cannot be redefined. Please check that your attribute has the same "
                "type as previously defined. Existing schema: Schema:[SchemaElement: "
                "key{pk:S:HASH}, SchemaElement: key{sk:S:RANGE}] New schema: "
                "Schema:[SchemaElement: key{g:S:HASH}, SchemaElement: key{sk:N:RANGE}]");
  // Unused and wrong ones do not matter.
  create_index(index("by-g", by_g), attributes({{"pk", "N"}, {"g", "N"}, {"unused", "B"}}));
  EXPECT_EQ(described()["AttributeDefinitions"],
            attributes({{"g", "N"}, {"pk", "S"}, {"sk", "S"}}));
}

TEST_F(UpdateTableIndexesTest, RulesOfTheDefinition) {
  create_plain();
  const std::string refused = "ValidationException: ";
  EXPECT_EQ(create_error(index("by-g", {{"g", "RANGE"}})),
            refused + "Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
  EXPECT_EQ(create_error(index("by-g", by_g, {{"Projection", json::object()}})),
            refused + std::string(omp) + "Unknown ProjectionType: null");
  EXPECT_EQ(create_error(index("by-g", by_g, {{"ProvisionedThroughput", units(1, 1)}})),
            refused + std::string(omp) +
                "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: by-g "
                "when BillingMode is PAY_PER_REQUEST");
  EXPECT_EQ(
      create_error(index("by-g", by_g, {{"ProvisionedThroughput", units(1, 1'000'000'000'001)}})),
      refused + "Given value 1000000000001 for WriteCapacityUnits is out of bounds for index by-g");
  EXPECT_EQ(
      create_error(index("by-g", by_g, {{"OnDemandThroughput", {{"MaxReadRequestUnits", -1}}}})),
      refused + std::string(omp) +
          "Requested MaxReadRequestUnits for OnDemandThroughput for index : by-g is outside of "
          "valid range");
  EXPECT_EQ(create_error(index("by-g", by_g, {{"WarmThroughput", {{"ReadUnitsPerSecond", 1}}}})),
            refused + std::string(omp) +
                "Requested ReadUnitsPerSecond for WarmThroughput for index by-g is lower than "
                "initial throughput for OnDemand. See: "
                "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/"
                "on-demand-capacity-mode.html#on-demand-capacity-mode-initial");
  EXPECT_FALSE(described().contains("GlobalSecondaryIndexes"));
}

TEST_F(UpdateTableIndexesTest, UnitsOnAProvisionedTable) {
  create_provisioned();
  EXPECT_EQ(create_error(index("more", by_g)),
            "ValidationException: " + std::string(omp) +
                "Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: more");
  create_index(index("more", by_g, {{"ProvisionedThroughput", units(3, 4)}}));
  EXPECT_EQ(described_index(1)["ProvisionedThroughput"]["WriteCapacityUnits"], 4);
  EXPECT_EQ(described_index(1)["WarmThroughput"]["ReadUnitsPerSecond"], 3);
}

TEST_F(UpdateTableIndexesTest, NamesAreTaken) {
  create(
      table_with({{"GlobalSecondaryIndexes", {index("by-g", by_g)}},
                  {"LocalSecondaryIndexes", {index("local", {{"pk", "HASH"}, {"g", "RANGE"}})}}}));
  for (const std::string name : {"by-g", "local"}) {
    EXPECT_EQ(create_error(index(name, by_g)),
              "ValidationException: Attempting to create an index which already exists");
  }
}

TEST_F(UpdateTableIndexesTest, TheTwentyFirstIndex) {
  json list = json::array();
  for (int i = 0; i < 20; ++i) list.push_back(index("index-" + std::to_string(i), by_g));
  create(table_with({{"GlobalSecondaryIndexes", list}}));
  EXPECT_EQ(create_error(index("more", by_g)),
            "LimitExceededException: Subscriber limit exceeded: Number of global secondary indexes "
            "exceeds per-table limit of 20");
}

TEST_F(UpdateTableIndexesTest, CreateBesideOtherChanges) {
  create_provisioned();
  json table = update({{{"Create", index("more", by_g, {{"ProvisionedThroughput", units(1, 1)}})}},
                       update_of("by-g", {{"ProvisionedThroughput", units(7, 8)}})},
                      {{"AttributeDefinitions", only_g}});
  EXPECT_EQ(table["GlobalSecondaryIndexes"][0]["IndexStatus"], "UPDATING");
  EXPECT_EQ(table["GlobalSecondaryIndexes"][1]["IndexStatus"], "CREATING");
  table = update({{{"Create", index("third", by_g)}}},
                 {{"AttributeDefinitions", only_g}, {"BillingMode", "PAY_PER_REQUEST"}});
  EXPECT_EQ(table["BillingModeSummary"]["BillingMode"], "PAY_PER_REQUEST");
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(described_index(i)["IndexStatus"], "ACTIVE");
    EXPECT_EQ(described_index(i)["ProvisionedThroughput"]["ReadCapacityUnits"], 0);
  }
}

// Delete.

TEST_F(UpdateTableIndexesTest, Delete) {
  create(table_with(
      {{"AttributeDefinitions", attributes({{"pk", "S"}, {"sk", "S"}, {"g", "S"}, {"h", "S"}})},
       {"GlobalSecondaryIndexes",
        {index("by-g", by_g), index("by-h", {{"h", "HASH"}, {"pk", "RANGE"}})}}}));
  json table = update({delete_of("by-h")});
  EXPECT_EQ(table["TableStatus"], "UPDATING");
  EXPECT_EQ(table["GlobalSecondaryIndexes"][1]["IndexStatus"], "DELETING");
  EXPECT_EQ(table["AttributeDefinitions"].size(), 4u);
  table = described();
  EXPECT_EQ(table["TableStatus"], "ACTIVE");
  EXPECT_EQ(table["GlobalSecondaryIndexes"].size(), 1u);
  EXPECT_EQ(table["AttributeDefinitions"], attributes({{"g", "S"}, {"pk", "S"}, {"sk", "S"}}));
  update({delete_of("by-g")});
  EXPECT_FALSE(described().contains("GlobalSecondaryIndexes"));
}

TEST_F(UpdateTableIndexesTest, UnknownAndLocalIndexes) {
  create(
      table_with({{"LocalSecondaryIndexes", {index("local", {{"pk", "HASH"}, {"g", "RANGE"}})}}}));
  const json caps = {{"OnDemandThroughput", {{"MaxReadRequestUnits", 5}}}};
  const std::string missing =
      "ResourceNotFoundException: Requested resource not found: Index none for table Music";
  EXPECT_EQ(error("UpdateTable", request({delete_of("none")})), missing);
  EXPECT_EQ(error("UpdateTable", request({update_of("none", caps)})), missing);
  EXPECT_EQ(error("UpdateTable", request({delete_of("local")})),
            "ValidationException: Cannot delete an index that is not a GlobalSecondaryIndex: "
            "local");
  EXPECT_EQ(error("UpdateTable", request({update_of("local", caps)})),
            "ValidationException: Cannot update an index that is not a GlobalSecondaryIndex: "
            "local");
}

// Update.

TEST_F(UpdateTableIndexesTest, AnswerShowsOldUnitsAndTheIndexHasNewOnes) {
  create_provisioned();
  clock_.advance(std::chrono::seconds(10));
  const json table = update({update_of("by-g", {{"ProvisionedThroughput", units(9, 4)}})});
  EXPECT_EQ(table["TableStatus"], "ACTIVE");
  const json& answered = table["GlobalSecondaryIndexes"][0];
  EXPECT_EQ(answered["IndexStatus"], "UPDATING");
  EXPECT_EQ(answered["ProvisionedThroughput"],
            json::parse(R"({"NumberOfDecreasesToday": 0, "ReadCapacityUnits": 5,
                "WriteCapacityUnits": 6, "LastIncreaseDateTime": 1700000010.25,
                "LastDecreaseDateTime": 1700000010.25})"));
  const json stored = described_index();
  EXPECT_EQ(stored["IndexStatus"], "ACTIVE");
  EXPECT_EQ(stored["ProvisionedThroughput"],
            json::parse(R"({"NumberOfDecreasesToday": 1, "ReadCapacityUnits": 9,
                "WriteCapacityUnits": 4, "LastIncreaseDateTime": 1700000010.25,
                "LastDecreaseDateTime": 1700000010.25})"));
  EXPECT_EQ(stored["WarmThroughput"],
            json::parse(R"({"ReadUnitsPerSecond": 9, "WriteUnitsPerSecond": 6,
                            "Status": "ACTIVE"})"));
  EXPECT_EQ(described()["ProvisionedThroughput"]["NumberOfDecreasesToday"], 0);
}

TEST_F(UpdateTableIndexesTest, UnchangedUnits) {
  create_provisioned();
  EXPECT_EQ(
      error("UpdateTable", request({update_of("by-g", {{"ProvisionedThroughput", units(5, 6)}})})),
      "ValidationException: The provisioned throughput for the index by-g will not change. The "
      "requested value equals the current value. Current ReadCapacityUnits provisioned for index "
      "by-g: 5. Requested ReadCapacityUnits: 5. Current WriteCapacityUnits provisioned for index "
      "by-g: 6. Requested WriteCapacityUnits: 6. Refer to the Amazon DynamoDB Developer Guide for "
      "current limits and how to request higher limits.");
}

TEST_F(UpdateTableIndexesTest, ACallIsDoneAsAWholeOrNotAtAll) {
  create_provisioned();
  error("UpdateTable", request({update_of("by-g", {{"ProvisionedThroughput", units(5, 6)}})},
                               {{"ProvisionedThroughput", units(9, 9)}}));
  EXPECT_EQ(described()["ProvisionedThroughput"]["ReadCapacityUnits"], 1);
  const json table = update({update_of("by-g", {{"ProvisionedThroughput", units(7, 7)}})},
                            {{"ProvisionedThroughput", units(9, 9)}});
  EXPECT_EQ(table["TableStatus"], "UPDATING");
  EXPECT_EQ(described()["ProvisionedThroughput"]["ReadCapacityUnits"], 9);
  EXPECT_EQ(described_index()["ProvisionedThroughput"]["ReadCapacityUnits"], 7);
}

TEST_F(UpdateTableIndexesTest, WhatAnIndexOnDemandTakes) {
  create_with_index();
  const std::string only =
      "The only Updates for index: by-g when TableThroughputMode is PAY_PER_REQUEST can be to "
      "OnDemandThroughput, WarmThroughput";
  invalid({update_of("by-g", {{"ProvisionedThroughput", units(1, 1)}})}, only);
  invalid({update_of("by-g", json::object())}, only);
  invalid({update_of("by-g", {{"OnDemandThroughput", json::object()}})}, only);
  // Told before the index is looked for.
  invalid({update_of("none", {{"WarmThroughput", json::object()}})},
          "WarmThroughput must have at least one of ReadUnitsPerSecond or WriteUnitsPerSecond "
          "specified for index: none");
}

TEST_F(UpdateTableIndexesTest, CapsOfAnIndex) {
  create_with_index();
  const auto caps = [](const json& members) { return json{{"OnDemandThroughput", members}}; };
  json table = update({update_of("by-g", caps({{"MaxReadRequestUnits", 9}}))});
  EXPECT_EQ(table["TableStatus"], "ACTIVE");
  EXPECT_EQ(table["GlobalSecondaryIndexes"][0]["IndexStatus"], "UPDATING");
  update({update_of("by-g", caps({{"MaxWriteRequestUnits", 8}}))});
  EXPECT_EQ(described_index()["OnDemandThroughput"],
            json::parse(R"({"MaxReadRequestUnits": 9, "MaxWriteRequestUnits": 8})"));
  table = update({update_of("by-g", caps({{"MaxReadRequestUnits", -1}}))});
  EXPECT_EQ(table["GlobalSecondaryIndexes"][0]["OnDemandThroughput"]["MaxReadRequestUnits"], -1);
  EXPECT_EQ(described_index()["OnDemandThroughput"], json::parse(R"({"MaxWriteRequestUnits": 8})"));
  invalid({update_of("by-g", caps({{"MaxReadRequestUnits", 0}}))},
          "Requested MaxReadRequestUnits for OnDemandThroughput for index : by-g is outside of "
          "valid range");
  EXPECT_EQ(
      error("UpdateTable", request({update_of("by-g", caps({{"MaxWriteRequestUnits", 40'001}}))})),
      "LimitExceededException: Subscriber limit exceeded: Requested MaxWriteRequestUnits for "
      "OnDemandThroughput for index : by-g exceeds TableMaxWriteCapacityUnits of the account "
      "in region us-east-1");
}

TEST_F(UpdateTableIndexesTest, ProvisionedIndexesTakeNoCaps) {
  create_provisioned();
  invalid({update_of("by-g", {{"OnDemandThroughput", {{"MaxReadRequestUnits", 9}}}})},
          "MaxReadRequestUnits for OnDemandThroughput for index: by-g cannot be specified when the "
          "table BillingMode is PROVISIONED");
  invalid({update_of("by-g", json::object())},
          "Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: by-g");
}

TEST_F(UpdateTableIndexesTest, WarmThroughputRisesAlone) {
  create_with_index();
  const json table =
      update({update_of("by-g", {{"WarmThroughput", {{"ReadUnitsPerSecond", 20'000}}}})});
  EXPECT_EQ(table["TableStatus"], "ACTIVE");
  EXPECT_EQ(table["WarmThroughput"]["Status"], "ACTIVE");
  EXPECT_EQ(table["GlobalSecondaryIndexes"][0]["IndexStatus"], "UPDATING");
  EXPECT_EQ(table["GlobalSecondaryIndexes"][0]["WarmThroughput"],
            json::parse(R"({"ReadUnitsPerSecond": 12000, "WriteUnitsPerSecond": 4000,
                            "Status": "UPDATING"})"));
  EXPECT_EQ(described_index()["WarmThroughput"],
            json::parse(R"({"ReadUnitsPerSecond": 20000, "WriteUnitsPerSecond": 4000,
                            "Status": "ACTIVE"})"));
  invalid({update_of("by-g", {{"WarmThroughput", {{"WriteUnitsPerSecond", 3999}}}})},
          "Requested WriteUnitsPerSecond for WarmThroughput for index by-g is lower than current "
          "WarmThroughput, decreasing WarmThroughput is not supported");
}

// Billing mode.

TEST_F(UpdateTableIndexesTest, SwitchToProvisionedNeedsUnitsForEveryIndex) {
  create(table_with({{"GlobalSecondaryIndexes",
                      {index("ix1", by_g),
                       index("ix2", by_g, {{"OnDemandThroughput", {{"MaxReadRequestUnits", 9}}}}),
                       index("ix3", by_g)}}}));
  const json mode = {{"BillingMode", "PROVISIONED"}, {"ProvisionedThroughput", units(1, 1)}};
  const auto to = [](const std::string& name) {
    return update_of(name, {{"ProvisionedThroughput", units(5, 6)}});
  };
  invalid({to("ix3")}, "ProvisionedThroughput must be specified for index: ix1,ix2", mode);
  const json table = update({to("ix1"), to("ix2"), to("ix3")}, mode);
  EXPECT_EQ(table["TableStatus"], "UPDATING");
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(table["GlobalSecondaryIndexes"][i]["IndexStatus"], "UPDATING");
    EXPECT_EQ(table["GlobalSecondaryIndexes"][i]["ProvisionedThroughput"]["ReadCapacityUnits"], 5);
    EXPECT_EQ(described_index(i)["IndexStatus"], "ACTIVE");
    EXPECT_EQ(described_index(i)["ProvisionedThroughput"]["WriteCapacityUnits"], 6);
    EXPECT_EQ(described_index(i)["WarmThroughput"]["ReadUnitsPerSecond"], 12'000);
    EXPECT_FALSE(described_index(i).contains("OnDemandThroughput"));
  }
}

TEST_F(UpdateTableIndexesTest, SwitchToOnDemandCountsAsADecrease) {
  create_provisioned();
  const json table =
      answer("UpdateTable",
             R"({"TableName":"Music","BillingMode":"PAY_PER_REQUEST"})")["TableDescription"];
  EXPECT_EQ(table["GlobalSecondaryIndexes"][0]["IndexStatus"], "UPDATING");
  EXPECT_EQ(table["GlobalSecondaryIndexes"][0]["ProvisionedThroughput"]["ReadCapacityUnits"], 5);
  const json stored = described_index();
  EXPECT_EQ(stored["IndexStatus"], "ACTIVE");
  EXPECT_EQ(stored["ProvisionedThroughput"]["ReadCapacityUnits"], 0);
  EXPECT_EQ(stored["ProvisionedThroughput"]["NumberOfDecreasesToday"], 1);
  EXPECT_EQ(stored["WarmThroughput"]["ReadUnitsPerSecond"], 12'000);
  EXPECT_EQ(stored["WarmThroughput"]["WriteUnitsPerSecond"], 4'000);
}

}  // namespace
}  // namespace dynarocks::operations
