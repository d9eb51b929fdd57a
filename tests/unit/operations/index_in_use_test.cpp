// What is refused while work on an index is under way.
#include "operations/index_in_use.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "index_requests.h"
#include "operation_fixture.h"

namespace dynarocks::operations {
namespace {

using model::IndexStatus;
using nlohmann::json;

const std::string in_use =
    "ResourceInUseException: Attempt to change a resource which is still in use: ";
const std::string by_g_of_music = " Table: Music Index: by-g";

class IndexInUseTest : public OperationTest {
 protected:
  /// Music, provisioned or on demand, with the indexes by-g and by-h.
  void create(bool provisioned) {
    const json throughput = provisioned ? json{{"ProvisionedThroughput", units(5, 6)}} : json({});
    json changes = {
        {"AttributeDefinitions", attributes({{"pk", "S"}, {"sk", "S"}, {"g", "S"}, {"h", "S"}})},
        {"GlobalSecondaryIndexes",
         {index("by-g", {{"g", "HASH"}}, throughput), index("by-h", {{"h", "HASH"}}, throughput)}}};
    if (provisioned) {
      changes["BillingMode"] = "PROVISIONED";
      changes["ProvisionedThroughput"] = units(1, 2);
    }
    answer("CreateTable", table_with(changes).dump());
  }
  /// As if work on by-g were under way.
  void put_under_way(IndexStatus status, std::optional<bool> backfilling = std::nullopt) {
    ASSERT_TRUE(catalog_->update({caller_, "Music"}, [&](auto& table) -> model::ApiResult<void> {
      auto& by_g = table.global_secondary_indexes[0];
      by_g.status = status;
      by_g.backfilling = backfilling;
      return {};
    }));
  }
  std::string update_error(json members) {
    members["TableName"] = "Music";
    return error("UpdateTable", members.dump());
  }
  std::string index_error(const std::string& action, json members) {
    return update_error({{"GlobalSecondaryIndexUpdates", {{{action, std::move(members)}}}}});
  }
};

const json new_units = {{"ProvisionedThroughput", units(7, 8)}};
const json new_units_of_index = {{"IndexName", "by-g"}, {"ProvisionedThroughput", units(7, 8)}};
const json by_g = {{"IndexName", "by-g"}};
const json by_h = {{"IndexName", "by-h"}};

TEST_F(IndexInUseTest, UnitsOfTheTableWaitForIndexes) {
  create(true);
  const std::string refused = in_use + "Can't change table IOPS when an index is being ";
  put_under_way(IndexStatus::CREATING, false);
  EXPECT_EQ(update_error(new_units), refused + "created. Table: Music Indexes: [by-g]");
  put_under_way(IndexStatus::DELETING);
  EXPECT_EQ(update_error(new_units), refused + "deleted. Table: Music Indexes: [by-g]");
  EXPECT_EQ(update_error({{"BillingMode", "PAY_PER_REQUEST"}}),
            refused + "deleted. Table: Music Indexes: [by-g]");
}

TEST_F(IndexInUseTest, CapsWaitForIndexes) {
  create(false);
  const json caps = {{"OnDemandThroughput", {{"MaxReadRequestUnits", 9}}}};
  const std::string refused = in_use + "OnDemandThroughput cannot be updated while index ";
  put_under_way(IndexStatus::CREATING, false);
  EXPECT_EQ(update_error(caps), refused + "creation is in progress for indexes: [by-g]");
  put_under_way(IndexStatus::DELETING);
  EXPECT_EQ(update_error(caps), refused + "deletion is in progress for indexes: [by-g]");
  json of_index = caps;
  of_index["IndexName"] = "by-h";
  EXPECT_EQ(index_error("Update", of_index),
            refused + "deletion is in progress for indexes: [by-g]");
}

TEST_F(IndexInUseTest, AnIndexUnderWayIsNotUpdated) {
  create(true);
  put_under_way(IndexStatus::CREATING, false);
  EXPECT_EQ(index_error("Update", new_units_of_index),
            in_use + "Index is being created but is not backfilling yet. " + by_g_of_music);
  put_under_way(IndexStatus::UPDATING);
  EXPECT_EQ(index_error("Update", new_units_of_index),
            in_use + "Index is being updated. " + by_g_of_music);
  put_under_way(IndexStatus::DELETING);
  EXPECT_EQ(index_error("Update", new_units_of_index),
            in_use + "Index is being deleted." + by_g_of_music);
}

TEST_F(IndexInUseTest, AnIndexUnderWayIsNotDeleted) {
  create(false);
  put_under_way(IndexStatus::CREATING, false);
  EXPECT_EQ(index_error("Delete", by_g),
            in_use +
                "Index creation is in resource allocation phase. Retry deletion during backfilling "
                "phase or when the index is active." +
                by_g_of_music);
  put_under_way(IndexStatus::UPDATING);
  EXPECT_EQ(index_error("Delete", by_g), in_use + "Index is being updated. " + by_g_of_music);
  put_under_way(IndexStatus::DELETING);
  EXPECT_EQ(index_error("Delete", by_g), in_use + "Index is being deleted." + by_g_of_music);
}

TEST_F(IndexInUseTest, AnIndexThatIsBackfilledMayBeDeleted) {
  create(false);
  put_under_way(IndexStatus::CREATING, true);
  const json deletion = {{"TableName", "Music"},
                         {"GlobalSecondaryIndexUpdates", {{{"Delete", by_g}}}}};
  const json table = answer("UpdateTable", deletion.dump())["TableDescription"];
  EXPECT_EQ(table["GlobalSecondaryIndexes"][0]["IndexStatus"], "DELETING");
}

TEST_F(IndexInUseTest, OneIndexIsMadeOrDeletedAtATime) {
  create(false);
  const std::string one =
      "LimitExceededException: Subscriber limit exceeded: Only 1 online index can be created or "
      "deleted simultaneously per table";
  const json creation = {
      {"AttributeDefinitions", attributes({{"g", "S"}})},
      {"GlobalSecondaryIndexUpdates", {{{"Create", index("more", {{"g", "HASH"}})}}}}};
  for (const IndexStatus status : {IndexStatus::CREATING, IndexStatus::DELETING}) {
    put_under_way(status, status == IndexStatus::CREATING ? std::optional(true) : std::nullopt);
    EXPECT_EQ(update_error(creation), one);
    EXPECT_EQ(index_error("Delete", by_h), one);
  }
}

TEST_F(IndexInUseTest, ATableWithAnIndexUnderWayIsNotDeleted) {
  create(false);
  for (const IndexStatus status :
       {IndexStatus::CREATING, IndexStatus::UPDATING, IndexStatus::DELETING}) {
    put_under_way(status);
    EXPECT_EQ(error("DeleteTable", R"({"TableName":"Music"})"),
              in_use + "Cannot delete table while indexes are being created, updated, or deleted.");
  }
  put_under_way(IndexStatus::ACTIVE);
  answer("DeleteTable", R"({"TableName":"Music"})");
}

}  // namespace
}  // namespace dynarocks::operations
