#include "model/table_description.h"

#include <gtest/gtest.h>

namespace dynarocks::model {
namespace {

TEST(TableDescription, JoinsKeySchemaAndTypes) {
  TableDescription table;
  table.attribute_definitions = {
      {"artist", AttributeType::S}, {"cover", AttributeType::B}, {"year", AttributeType::N}};
  table.key_schema = {{"year", KeyType::HASH}, {"cover", KeyType::RANGE}};
  const KeyAttributes keys = table.key_attributes();
  ASSERT_EQ(keys.size(), 2U);
  EXPECT_EQ(keys[0].name, "year");
  EXPECT_EQ(keys[0].type, AttributeType::N);
  EXPECT_EQ(keys[0].key_type, KeyType::HASH);
  EXPECT_EQ(keys[1].name, "cover");
  EXPECT_EQ(keys[1].type, AttributeType::B);
  EXPECT_EQ(keys[1].key_type, KeyType::RANGE);
}

}  // namespace
}  // namespace dynarocks::model
