// What is refused while a change of a table lasts.
#include "operations/table_in_use.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "index_requests.h"
#include "model/table_lifecycle.h"
#include "operation_fixture.h"

namespace dynarocks::operations {
namespace {

using nlohmann::json;

const std::string in_use =
    "ResourceInUseException: Attempt to change a resource which is still in use: ";

class TableInUseTest : public OperationTest {
 protected:
  void SetUp() override { answer("CreateTable", music().dump()); }

  static json music() {
    return table_with({{"AttributeDefinitions", attributes({{"pk", "S"}, {"sk", "S"}})}});
  }

  /// As if the change lasted for ever.
  void put_under_way(decltype(model::TableTransition::change) change) {
    ASSERT_TRUE(catalog_->update({caller_, "Music"}, [&](auto& table) -> model::ApiResult<void> {
      table.latest_stream_label = "2026-01-01T00:00:00.000";
      table.transitions.clear();
      model::begin(table, {clock_.now_millis() + 1, std::move(change)});
      return {};
    }));
  }
  std::string update(json members) {
    members["TableName"] = "Music";
    return error("UpdateTable", members.dump());
  }
  std::string remove() { return error("DeleteTable", R"({"TableName": "Music"})"); }
};

const json units_change = {{"BillingMode", "PROVISIONED"}, {"ProvisionedThroughput", units(7, 8)}};
const json stream = {{"StreamSpecification", {{"StreamEnabled", false}}}};
const json class_change = {{"TableClass", "STANDARD_INFREQUENT_ACCESS"}};
const json caps = {{"OnDemandThroughput", {{"MaxReadRequestUnits", 5}}}};
const json no_encryption = {{"SSESpecification", {{"Enabled", false}}}};
const json protection = {{"DeletionProtectionEnabled", false}};
const json new_index = {
    {"AttributeDefinitions", attributes({{"g", "S"}})},
    {"GlobalSecondaryIndexUpdates", {{{"Create", index("by-g", {{"g", "HASH"}})}}}}};
const json old_index = {{"GlobalSecondaryIndexUpdates", {{{"Delete", {{"IndexName", "by-g"}}}}}}};

TEST_F(TableInUseTest, ATableBeingCreatedRefusesEverything) {
  put_under_way(model::TableCreation{});
  const std::string created = in_use + "Table is being created: Music";
  for (const json& change :
       {units_change, stream, class_change, caps, no_encryption, protection, new_index}) {
    EXPECT_EQ(update(change), created) << change;
  }
  EXPECT_EQ(remove(), created);
  EXPECT_EQ(error("CreateTable", music().dump()), created);
}

TEST_F(TableInUseTest, ATableBeingDeletedRefusesEverything) {
  put_under_way(model::TableDeletion{});
  const std::string deleted = in_use + "Table is being deleted: Music";
  for (const json& change :
       {units_change, stream, class_change, caps, no_encryption, protection, new_index}) {
    EXPECT_EQ(update(change), deleted) << change;
  }
  EXPECT_EQ(remove(), deleted);
  EXPECT_EQ(error("CreateTable", music().dump()),
            "ResourceInUseException: Table already exists: Music");
}

TEST_F(TableInUseTest, BesideAChangeOfThroughput) {
  put_under_way(model::ThroughputChange{});
  EXPECT_EQ(update(units_change), in_use + "Table IOPS are currently being updated. Table: Music");
  EXPECT_EQ(update({{"BillingMode", "PAY_PER_REQUEST"}}),
            in_use + "Table IOPS are currently being updated. Table: Music");
  EXPECT_EQ(
      update(stream),
      in_use + "Can't enable or disable stream while table IOPS are being updated. Table: Music");
  for (const json& change : {new_index, old_index}) {
    EXPECT_EQ(
        update(change),
        in_use + "Can't create or delete indexes while table IOPS are being updated. Table: Music");
  }
  EXPECT_EQ(update(class_change),
            in_use + "Can't update table class while table IOPS are being updated. Table: Music");
  EXPECT_EQ(
      update(caps),
      in_use + "OnDemandThroughput cannot be updated while BillingMode update is in progress");
  EXPECT_EQ(remove(), in_use + "Table: Music is in the process of being updated.");
}

TEST_F(TableInUseTest, BesideAStreamToggle) {
  for (const bool enabling : {true, false}) {
    put_under_way(model::StreamToggle{enabling});
    const std::string tail = std::string("Stream: 2026-01-01T00:00:00.000 Operation: ") +
                             (enabling ? "ENABLE" : "DISABLE");
    const std::string subject = " Table: Music " + tail;
    EXPECT_EQ(update(stream),
              in_use + "A stream status change is currently in progress." + subject);
    EXPECT_EQ(update(units_change),
              in_use + "Can't change table IOPS when stream status is being updated." + subject);
    EXPECT_EQ(
        update(new_index),
        in_use + "Can't create or delete an index when stream status is being updated." + subject);
    EXPECT_EQ(update(class_change),
              in_use + "Can't update table class when stream status is being updated." + subject);
    EXPECT_EQ(update(caps),
              in_use +
                  "OnDemandThroughput cannot be updated while stream status update is in "
                  "progress. " +
                  tail);
    EXPECT_EQ(remove(), in_use + "Cannot delete table while stream is being enabled/disabled.");
  }
}

TEST_F(TableInUseTest, BesideAClassSwitch) {
  put_under_way(model::ClassChange{model::TableClass::STANDARD_INFREQUENT_ACCESS, 0});
  const std::string tail = "TableClassUpdateInProgress: STANDARD_INFREQUENT_ACCESS";
  const std::string subject = " Table: Music " + tail;
  EXPECT_EQ(
      update(class_change),
      in_use + "Can't update table class when a table class update is in progress." + subject);
  EXPECT_EQ(
      update(stream),
      in_use + "Can't change stream status when a table class update is in progress." + subject);
  EXPECT_EQ(update(old_index),
            in_use + "Can't create or delete an index when a table class update is in progress." +
                subject);
  EXPECT_EQ(update(units_change),
            in_use + "Can't change table IOPS when a table class update is in progress." + subject);
  EXPECT_EQ(update(caps),
            in_use +
                "OnDemandThroughput cannot be updated while TableClass update is in progress. " +
                tail);
  EXPECT_EQ(remove(), in_use + "Table: Music is in the process of being updated.");
}

TEST_F(TableInUseTest, BesideAChangeOfEncryption) {
  put_under_way(model::EncryptionChange{});
  EXPECT_EQ(update(no_encryption), in_use + "Server-Side Encryption is still being updated");
  EXPECT_EQ(remove(), in_use + "Table: Music is in the process of being updated.");
  answer("UpdateTable", json{{"TableName", "Music"}, {"TableClass", "STANDARD"}}.dump());
}

TEST_F(TableInUseTest, TagsInFlightKeepTheTable) {
  put_under_way(model::TagsChange{{{"team", "blue"}}});
  EXPECT_EQ(remove(), in_use + "Table tags are being updated: Music");
  answer("UpdateTable", json{{"TableName", "Music"}, {"TableClass", "STANDARD"}}.dump());
}

TEST_F(TableInUseTest, AdmittedBesideEveryUpdate) {
  const decltype(model::TableTransition::change) changes[] = {
      model::ThroughputChange{}, model::StreamToggle{}, model::ClassChange{}};
  for (const auto& change : changes) {
    put_under_way(change);
    EXPECT_EQ(
        answer("UpdateTable", json{{"TableName", "Music"}, {"DeletionProtectionEnabled", false}}
                                  .dump())["TableDescription"]["TableStatus"],
        "UPDATING");
    answer(
        "UpdateTable",
        json{{"TableName", "Music"}, {"WarmThroughput", {{"ReadUnitsPerSecond", 13000}}}}.dump());
    EXPECT_EQ(update(no_encryption),
              "ValidationException: One or more parameter values were invalid: Table is already "
              "encrypted by default");
    answer_text("TagResource",
                json{{"ResourceArn", "arn:aws:dynamodb:us-east-1:123456789012:table/Music"},
                     {"Tags", {{{"Key", "team"}, {"Value", "blue"}}}}}
                    .dump());
    answer("UpdateTimeToLive",
           json{{"TableName", "Music"},
                {"TimeToLiveSpecification",
                 {{"Enabled", change.index() % 2 == 1}, {"AttributeName", "expires"}}}}
               .dump());
  }
}

TEST_F(TableInUseTest, OnDemandAskedForDuringTheSwitchAwayIsLost) {
  model::ThroughputChange away;
  away.old_mode = model::BillingMode::PAY_PER_REQUEST;
  put_under_way(away);
  const json answered = answer(
      "UpdateTable", json{{"TableName", "Music"}, {"BillingMode", "PAY_PER_REQUEST"}}.dump());
  EXPECT_EQ(answered["TableDescription"]["TableStatus"], "UPDATING");
  EXPECT_EQ(update(units_change), in_use + "Table IOPS are currently being updated. Table: Music");
}

TEST_F(TableInUseTest, TheDataPlaneFindsNoTableThatIsCreatedOrDeleted) {
  const decltype(model::TableTransition::change) changes[] = {model::TableCreation{},
                                                              model::TableDeletion{}};
  for (const auto& change : changes) {
    put_under_way(change);
    EXPECT_EQ(error("Scan", R"({"TableName": "Music"})"),
              "ResourceNotFoundException: Requested resource not found");
    answer("DescribeTable", R"({"TableName": "Music"})");
  }
}

}  // namespace
}  // namespace dynarocks::operations
