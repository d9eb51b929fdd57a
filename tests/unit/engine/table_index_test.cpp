#include "engine/table_index.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "index_fixture.h"

namespace dynarocks::engine {
namespace {

using model::IndexStatus;
using ::testing::ElementsAre;

TEST(TableIndexes, AreInTheOrderOfTheirNames) {
  model::TableDescription table = indexed_table("t");
  table.local_secondary_indexes[0].name = "z";
  std::vector<std::string> names;
  const TableIndexes indexes(table);
  for (const TableIndex& index : indexes.all()) names.push_back(index.name);
  EXPECT_THAT(names, ElementsAre("by-c", "by-g", "by-g-n", "many", "z"));
  EXPECT_TRUE(indexes.has_local());
  EXPECT_FALSE(indexes.empty());
}

TEST(TableIndexes, ATableMayHaveNone) {
  model::TableDescription table = indexed_table("t");
  table.local_secondary_indexes.clear();
  EXPECT_FALSE(TableIndexes(table).has_local());
  table.global_secondary_indexes.clear();
  EXPECT_TRUE(TableIndexes(table).empty());
  EXPECT_EQ(TableIndexes(table).find("by-g"), nullptr);
}

TEST(TableIndexes, KeysHaveTheTypesOfTheDefinitions) {
  const TableIndexes indexes(indexed_table("t"));
  const TableIndex* local = indexes.find("by-c");
  ASSERT_NE(local, nullptr);
  EXPECT_EQ(local->id, 2u);
  EXPECT_FALSE(local->is_global);
  ASSERT_EQ(local->key_attributes.size(), 2u);
  EXPECT_EQ(local->key_attributes[0].name, "pk");
  EXPECT_EQ(local->key_attributes[1].type, model::AttributeType::B);
  EXPECT_EQ(local->hash_attribute_count(), 1u);
  const TableIndex* many = indexes.find("many");
  ASSERT_NE(many, nullptr);
  EXPECT_TRUE(many->is_global);
  EXPECT_EQ(many->hash_attribute_count(), 2u);
  EXPECT_EQ(many->key_attributes.size(), 4u);
}

TEST(TableIndexes, ProjectionsHoldTheKeysOfTableAndIndex) {
  const TableIndexes indexes(indexed_table("t"));
  EXPECT_THAT(indexes.find("by-c")->attributes, ElementsAre("c", "pk", "sk"));
  EXPECT_THAT(indexes.find("by-g")->attributes, ElementsAre("g", "pk", "sk", "x"));
  EXPECT_TRUE(indexes.find("by-g")->projects("x"));
  EXPECT_FALSE(indexes.find("by-g")->projects("y"));
  EXPECT_TRUE(indexes.find("by-a")->projects("anything"));
}

TEST(TableIndexes, StatusDecidesWhoUsesAnIndex) {
  model::TableDescription table = indexed_table("t");
  auto& global = table.global_secondary_indexes;
  global[0].status = IndexStatus::DELETING;
  global[1].status = IndexStatus::CREATING;
  global[1].backfilling = false;
  global[2].status = IndexStatus::UPDATING;
  const TableIndexes indexes(table);
  EXPECT_EQ(indexes.find("by-g"), nullptr);
  EXPECT_FALSE(indexes.find("by-g-n")->is_complete);
  EXPECT_FALSE(indexes.find("by-g-n")->is_readable);
  EXPECT_TRUE(indexes.find("many")->is_complete);
  EXPECT_TRUE(indexes.find("many")->is_readable);
  global[1].backfilling.reset();
  EXPECT_TRUE(TableIndexes(table).find("by-g-n")->is_complete) << "made with its table";
}

}  // namespace
}  // namespace dynarocks::engine
