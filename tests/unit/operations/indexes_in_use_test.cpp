// What is refused while an index is being created, updated or deleted.

#include "operations/index_in_use.h"

#include "update_table_indexes_fixture.h"

namespace dynarocks::operations {
namespace {

using model::IndexStatus;
using nlohmann::json;

class IndexesInUseTest : public UpdateTableIndexes {
 protected:
  void in_use_error(const std::string& operation_error, const std::string& detail) {
    EXPECT_EQ(operation_error, std::string(in_use) + detail);
  }
  std::string table_error(const json& members) {
    json body = members;
    body["TableName"] = "Music";
    return error("UpdateTable", body.dump());
  }
  std::string index_error(const json& entry) { return error("UpdateTable", request({entry})); }
  std::string delete_table_error() { return error("DeleteTable", R"({"TableName":"Music"})"); }
};

const json caps = {{"OnDemandThroughput", {{"MaxReadRequestUnits", 5}}}};
const json other_units = {{"ProvisionedThroughput", units(9, 9)}};
const json on_demand = {{"BillingMode", "PAY_PER_REQUEST"}};
constexpr std::string_view one_online =
    "LimitExceededException: Subscriber limit exceeded: Only 1 online index can be created or "
    "deleted simultaneously per table";
constexpr std::string_view no_table_deletion =
    "Cannot delete table while indexes are being created, updated, or deleted.";

TEST_F(IndexesInUseTest, WhileAllocated) {
  create_provisioned();
  put_under_way(IndexStatus::CREATING, false);
  const std::string iops =
      "Can't change table IOPS when an index is being created. Table: Music Indexes: [by-g]";
  in_use_error(table_error(other_units), iops);
  in_use_error(table_error(on_demand), iops);
  // Two spaces.
  in_use_error(index_error(update_of("by-g", other_units)),
               "Index is being created but is not backfilling yet.  Table: Music Index: by-g");
  in_use_error(index_error(delete_of("by-g")),
               "Index creation is in resource allocation phase. Retry deletion during backfilling "
               "phase or when the index is active. Table: Music Index: by-g");
  EXPECT_EQ(create_error(index("more", by_g, other_units)), one_online);
  in_use_error(delete_table_error(), std::string(no_table_deletion));
  answer("UpdateTable", R"({"TableName":"Music","DeletionProtectionEnabled":true})");
}

TEST_F(IndexesInUseTest, CapsWhileAllocated) {
  create_with_index();
  put_under_way(IndexStatus::CREATING, false);
  in_use_error(table_error(caps),
               "OnDemandThroughput cannot be updated while index creation is in progress for "
               "indexes: [by-g]");
}

TEST_F(IndexesInUseTest, WhileBackfilled) {
  create_provisioned();
  put_under_way(IndexStatus::CREATING, true);
  EXPECT_EQ(create_error(index("more", by_g, other_units)), one_online);
  in_use_error(delete_table_error(), std::string(no_table_deletion));
  // Units may change, and the index is still being created.
  const json table =
      update({update_of("by-g", other_units)}, {{"ProvisionedThroughput", units(3, 3)}});
  EXPECT_EQ(table["GlobalSecondaryIndexes"][0]["IndexStatus"], "CREATING");
  EXPECT_EQ(table["GlobalSecondaryIndexes"][0]["Backfilling"], true);
  EXPECT_EQ(described_index()["ProvisionedThroughput"]["ReadCapacityUnits"], 9);
}

TEST_F(IndexesInUseTest, ABackfilledIndexMayBeDeleted) {
  create_with_index();
  put_under_way(IndexStatus::CREATING, true);
  const json table = update({delete_of("by-g")});
  EXPECT_EQ(table["GlobalSecondaryIndexes"][0]["IndexStatus"], "DELETING");
  EXPECT_FALSE(table["GlobalSecondaryIndexes"][0].contains("Backfilling"));
  EXPECT_FALSE(described().contains("GlobalSecondaryIndexes"));
}

TEST_F(IndexesInUseTest, WhileDeleted) {
  create_provisioned();
  put_under_way(IndexStatus::DELETING);
  const std::string iops =
      "Can't change table IOPS when an index is being deleted. Table: Music Indexes: [by-g]";
  in_use_error(table_error(other_units), iops);
  in_use_error(table_error(on_demand), iops);
  const std::string itself = "Index is being deleted. Table: Music Index: by-g";
  in_use_error(index_error(update_of("by-g", other_units)), itself);
  in_use_error(index_error(delete_of("by-g")), itself);
  EXPECT_EQ(create_error(index("more", by_g, other_units)), one_online);
  in_use_error(delete_table_error(), std::string(no_table_deletion));
}

TEST_F(IndexesInUseTest, CapsWhileDeleted) {
  create(table_with({{"GlobalSecondaryIndexes", {index("by-g", by_g), index("more", by_g)}}}));
  put_under_way(IndexStatus::DELETING);
  const std::string message =
      "OnDemandThroughput cannot be updated while index deletion is in progress for indexes: "
      "[by-g]";
  in_use_error(table_error(caps), message);
  in_use_error(index_error(update_of("more", caps)), message);
  EXPECT_EQ(index_error(delete_of("more")), one_online);
}

TEST_F(IndexesInUseTest, WhileUpdated) {
  create_provisioned();
  put_under_way(IndexStatus::UPDATING);
  const std::string itself = "Index is being updated.  Table: Music Index: by-g";
  in_use_error(index_error(update_of("by-g", other_units)), itself);
  in_use_error(index_error(delete_of("by-g")), itself);
  in_use_error(table_error(on_demand), itself);
  in_use_error(delete_table_error(), std::string(no_table_deletion));
}

}  // namespace
}  // namespace dynarocks::operations
