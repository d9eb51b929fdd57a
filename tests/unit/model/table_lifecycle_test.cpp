#include "model/table_lifecycle.h"

#include <gtest/gtest.h>

namespace dynarocks::model {
namespace {

constexpr EpochMillis soon = 100;
constexpr EpochMillis late = 200;

GlobalSecondaryIndex index(IndexStatus status, std::optional<bool> backfilling = std::nullopt) {
  GlobalSecondaryIndex global;
  global.status = status;
  global.backfilling = backfilling;
  return global;
}

ThroughputChange to_units(std::int64_t units) {
  ThroughputChange change;
  change.last_update_to_pay_per_request = 7;
  change.provisioned_throughput.read_capacity_units = units;
  change.warm_throughput = {units, units};
  return change;
}

TEST(TableLifecycle, EveryChangeHasItsStatus) {
  const auto status_with = [](decltype(TableTransition::change) change) {
    TableDescription table;
    begin(table, {soon, std::move(change)});
    return table.status;
  };
  EXPECT_EQ(status_with(TableCreation{}), TableStatus::CREATING);
  EXPECT_EQ(status_with(ThroughputChange{}), TableStatus::UPDATING);
  EXPECT_EQ(status_with(StreamToggle{}), TableStatus::UPDATING);
  EXPECT_EQ(status_with(ClassChange{}), TableStatus::UPDATING);
  EXPECT_EQ(status_with(EncryptionChange{}), TableStatus::ACTIVE);
  EXPECT_EQ(status_with(TagsChange{}), TableStatus::ACTIVE);
  EXPECT_EQ(status_with(DestinationChange{}), TableStatus::ACTIVE);
  EXPECT_EQ(status_with(TableDeletion{}), TableStatus::DELETING);
}

TEST(TableLifecycle, AllocatedAndDeletedIndexesUpdateTheTable) {
  const auto status_with = [](const GlobalSecondaryIndex& global) {
    TableDescription table;
    table.global_secondary_indexes = {index(IndexStatus::ACTIVE), global};
    refresh_status(table);
    return table.status;
  };
  EXPECT_EQ(status_with(index(IndexStatus::CREATING, false)), TableStatus::UPDATING);
  EXPECT_EQ(status_with(index(IndexStatus::CREATING, true)), TableStatus::ACTIVE);
  EXPECT_EQ(status_with(index(IndexStatus::UPDATING)), TableStatus::ACTIVE);
  EXPECT_EQ(status_with(index(IndexStatus::DELETING)), TableStatus::UPDATING);
}

TEST(TableLifecycle, TheDataPlaneFindsTablesThatAreThere) {
  TableDescription table;
  EXPECT_TRUE(serves_items(table));
  table.status = TableStatus::UPDATING;
  EXPECT_TRUE(serves_items(table));
  table.status = TableStatus::CREATING;
  EXPECT_FALSE(serves_items(table));
  table.status = TableStatus::DELETING;
  EXPECT_FALSE(serves_items(table));
}

TEST(TableLifecycle, ValuesChangeWhenTheChangeEnds) {
  TableDescription table;
  table.provisioned_throughput.read_capacity_units = 1;
  table.warm_throughput = {1, 50};
  begin(table, {soon, to_units(9)});
  begin(table, {soon, ClassChange{TableClass::STANDARD_INFREQUENT_ACCESS, 42}});
  begin(table, {soon, TagsChange{{{"team", "blue"}}}});
  EXPECT_FALSE(end_due(table, soon - 1));
  EXPECT_EQ(table.provisioned_throughput.read_capacity_units, 1);
  EXPECT_EQ(table.table_class, std::nullopt);
  EXPECT_TRUE(table.tags.empty());
  EXPECT_EQ(table.status, TableStatus::UPDATING);
  EXPECT_FALSE(end_due(table, soon));
  EXPECT_EQ(table.provisioned_throughput.read_capacity_units, 9);
  EXPECT_EQ(table.last_update_to_pay_per_request, 7);
  // Warm throughput was raised meanwhile, and never falls.
  EXPECT_EQ(table.warm_throughput, (WarmThroughput{9, 50}));
  EXPECT_EQ(table.table_class, TableClass::STANDARD_INFREQUENT_ACCESS);
  EXPECT_EQ(table.table_class_update, 42);
  EXPECT_EQ(table.tags, (std::vector<Tag>{{"team", "blue"}}));
  EXPECT_TRUE(table.transitions.empty());
  EXPECT_EQ(table.status, TableStatus::ACTIVE);
}

TEST(TableLifecycle, EachChangeEndsAtItsOwnTime) {
  TableDescription table;
  EXPECT_EQ(next_end(table), std::nullopt);
  begin(table, {late, StreamToggle{false}});
  begin(table, {soon, to_units(9)});
  EXPECT_EQ(next_end(table), soon);
  EXPECT_FALSE(end_due(table, soon));
  EXPECT_EQ(next_end(table), late);
  EXPECT_EQ(under_way<ThroughputChange>(table), nullptr);
  ASSERT_NE(under_way<StreamToggle>(table), nullptr);
  EXPECT_FALSE(under_way<StreamToggle>(table)->enabling);
  EXPECT_EQ(table.status, TableStatus::UPDATING);
}

TEST(TableLifecycle, AChangeTakesThePlaceOfOneOfItsKind) {
  TableDescription table;
  begin(table, {soon, TagsChange{{{"a", "1"}}}});
  begin(table, {late, TagsChange{{{"b", "2"}}}});
  ASSERT_EQ(table.transitions.size(), 1U);
  EXPECT_FALSE(end_due(table, late));
  EXPECT_EQ(table.tags, (std::vector<Tag>{{"b", "2"}}));
}

TEST(TableLifecycle, ADestinationBecomesWhatItsChangeSays) {
  using enum DestinationStatus;
  TableDescription table;
  table.kinesis_destinations = {{"old", DISABLED, "", {}}, {"arn", DISABLING, "", {}}};
  const KinesisDestination after{"arn", DISABLED, "why", CreationTimePrecision::MICROSECOND};
  begin(table, {soon, DestinationChange{after}});
  EXPECT_FALSE(end_due(table, soon));
  EXPECT_EQ(table.kinesis_destinations,
            (std::vector<KinesisDestination>{{"old", DISABLED, "", {}}, after}));
}

TEST(TableLifecycle, ADeletionEndsWithTheTable) {
  TableDescription table;
  begin(table, {soon, TableDeletion{}});
  EXPECT_FALSE(end_due(table, soon - 1));
  EXPECT_TRUE(end_due(table, soon));
  EXPECT_EQ(table.status, TableStatus::DELETING);
  EXPECT_TRUE(end_due(table, late)) << "it may have to be tried again";
}

TEST(TableLifecycle, AnIndexGetsItsThroughputWhenItsUpdateEnds) {
  GlobalSecondaryIndex global;
  global.warm_throughput = {1, 1};
  end_update(global);
  EXPECT_EQ(global.warm_throughput, (WarmThroughput{1, 1}));
  global.pending = IndexThroughput{{5, 6, 0, {}, {}}, {5, 6}, {7, 8}};
  end_update(global);
  EXPECT_EQ(global.provisioned_throughput.write_capacity_units, 6);
  EXPECT_EQ(global.warm_throughput, (WarmThroughput{5, 6}));
  EXPECT_EQ(global.on_demand_throughput, (OnDemandThroughput{7, 8}));
  EXPECT_FALSE(global.pending);
}

}  // namespace
}  // namespace dynarocks::model
