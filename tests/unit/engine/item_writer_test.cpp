#include "engine/item_writer.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "engine_fixture.h"
#include "expression/condition.h"
#include "expression/update.h"
#include "model/limits.h"

namespace dynarocks::engine {
namespace {

using codec::ItemView;

class ItemWriterTest : public EngineTest {
 protected:
  static expression::Condition condition(std::string_view text) {
    expression::Placeholders placeholders;
    return *expression::Condition::parse(text, expression::ConditionKind::condition,
                                         model::ValidationLayer::current, placeholders);
  }

  static expression::Update update(std::string_view text, const model::AttributeValue& value) {
    expression::Placeholders placeholders;
    placeholders.set_value(":v", codec::encode_value(value));
    return *expression::Update::parse(text, placeholders);
  }

  model::ApiResult<ItemWriteResult> apply(const std::string& pk, int sk,
                                          const expression::Update* change) {
    const std::string key = item(pk, sk);
    const std::string item_row = row(key);
    return writer_->write(*table_, ItemWrite{item_row, nullptr, UpdateItem{change, key}, false});
  }
};

TEST_F(ItemWriterTest, PutReturnsWhatWasThereBefore) {
  const auto first = put(item("a", 1, "one"));
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(first->old_item, "");
  const auto second = put(item("a", 1, "two"));
  ASSERT_TRUE(second.has_value());
  EXPECT_EQ(second->old_item, item("a", 1, "one"));
  EXPECT_EQ(get("a", 1), item("a", 1, "two"));
}

TEST_F(ItemWriterTest, CountersFollowEveryKindOfWrite) {
  ASSERT_TRUE(put(item("a", 1, "12345")));
  ASSERT_TRUE(put(item("a", 2)));
  EXPECT_EQ(table_->item_count(), 2);
  const auto key_bytes = static_cast<std::int64_t>(ItemView(item("a", 2)).size());
  EXPECT_EQ(table_->size_bytes(), 2 * key_bytes + 9);  // "data" + "12345"
  ASSERT_TRUE(put(item("a", 1, "1")));
  EXPECT_EQ(table_->size_bytes(), 2 * key_bytes + 5);
  const std::string item_row = row(item("a", 1));
  ASSERT_TRUE(writer_->write(*table_, ItemWrite{item_row, nullptr, RemoveItem{}, false}));
  EXPECT_EQ(table_->item_count(), 1);
  EXPECT_EQ(table_->size_bytes(), key_bytes);
}

TEST_F(ItemWriterTest, CountersAreStoredWithTheItems) {
  ASSERT_TRUE(put(item("a", 1, "12345")));
  ASSERT_TRUE(put(item("b", 1)));
  const auto reopened = Catalog::open(*store_, clock_);
  ASSERT_TRUE(reopened.has_value());
  const auto table = (*reopened)->find(table_->description()->key);
  ASSERT_NE(table, nullptr);
  EXPECT_EQ(table->item_count(), 2);
  EXPECT_EQ(table->size_bytes(), table_->size_bytes());
}

TEST_F(ItemWriterTest, FailedConditionChangesNothingAndCanCarryTheItem) {
  const std::string stored = item("a", 1, "stored");
  ASSERT_TRUE(put(stored));
  const auto must_be_new = condition("attribute_not_exists(pk)");
  const std::string replacement = item("a", 1, "new");
  const std::string item_row = row(stored);
  ItemWrite write{item_row, &must_be_new, ReplaceItem{replacement}, false};
  auto outcome = writer_->write(*table_, write);
  ASSERT_FALSE(outcome.has_value());
  EXPECT_EQ(outcome.error().code, model::ErrorCode::conditional_check_failed);
  EXPECT_EQ(outcome.error().message, "The conditional request failed");
  EXPECT_EQ(outcome.error().item, "");
  write.old_item_on_failure = true;
  outcome = writer_->write(*table_, write);
  ASSERT_FALSE(outcome.has_value());
  EXPECT_EQ(outcome.error().item, stored);
  EXPECT_EQ(get("a", 1), stored);
}

TEST_F(ItemWriterTest, ConditionSeesMissingItemAsEmpty) {
  const auto must_exist = condition("attribute_exists(pk)");
  const std::string item_row = row(item("a", 1));
  EXPECT_FALSE(writer_->write(*table_, ItemWrite{item_row, &must_exist, RemoveItem{}, false}));
  const auto must_be_new = condition("attribute_not_exists(pk)");
  EXPECT_TRUE(writer_->write(*table_, ItemWrite{item_row, &must_be_new, RemoveItem{}, false}));
}

TEST_F(ItemWriterTest, UpdateWithoutExpressionCreatesAKeyOnlyItem) {
  const auto created = apply("a", 1, nullptr);
  ASSERT_TRUE(created.has_value());
  EXPECT_EQ(created->new_item, item("a", 1));
  ASSERT_TRUE(put(item("a", 1, "kept")));
  ASSERT_TRUE(apply("a", 1, nullptr));
  EXPECT_EQ(get("a", 1), item("a", 1, "kept"));
  EXPECT_EQ(table_->item_count(), 1);
}

TEST_F(ItemWriterTest, RemoveAloneDoesNotCreateAnItem) {
  const auto remove = update("REMOVE gone", {});
  const auto outcome = apply("a", 1, &remove);
  ASSERT_TRUE(outcome.has_value());
  EXPECT_EQ(outcome->new_item, "");
  EXPECT_EQ(get("a", 1), std::nullopt);
  EXPECT_EQ(table_->item_count(), 0);
}

TEST_F(ItemWriterTest, UpdateIsBoundedBySizeAndDepth) {
  const auto grow = update("SET big = :v", model::AttributeValue(std::string(409600, 'x')));
  auto outcome = apply("a", 1, &grow);
  ASSERT_FALSE(outcome.has_value());
  EXPECT_EQ(outcome.error().message, "Item size to update has exceeded the maximum allowed size");

  // 31 maps around a leaf are as deep as a value may be; one level further down is too deep.
  model::AttributeValue deep(std::string("leaf"));
  for (int i = 0; i < 31; ++i) {
    model::AttributeMap map;
    map.set("k", std::move(deep));
    deep = model::AttributeValue(std::move(map));
  }
  const auto set_map = update("SET m = :v", model::AttributeValue(model::AttributeMap()));
  ASSERT_TRUE(apply("a", 1, &set_map));
  const auto at_limit = update("SET n = :v", deep);
  EXPECT_TRUE(apply("a", 1, &at_limit));
  const auto below_map = update("SET m.x = :v", deep);
  outcome = apply("a", 1, &below_map);
  ASSERT_FALSE(outcome.has_value());
  EXPECT_EQ(outcome.error().message,
            "Nesting Levels have exceeded supported limits: Attributes in the item have nested "
            "levels beyond supported limit");
}

TEST_F(ItemWriterTest, ConcurrentIncrementsLoseNothing) {
  const auto increment = update("ADD hits :v", model::AttributeValue(model::Number::from_int(1)));
  constexpr int threads = 4;
  constexpr int increments = 500;
  std::vector<std::thread> pool;
  for (int t = 0; t < threads; ++t) {
    pool.emplace_back([&] {
      for (int i = 0; i < increments; ++i) ASSERT_TRUE(apply("counter", 1, &increment));
    });
  }
  for (std::thread& thread : pool) thread.join();
  const auto counter = get("counter", 1);
  ASSERT_TRUE(counter.has_value());
  const auto map = codec::decode_item(ItemView(*counter));
  EXPECT_EQ(*map.find("hits")->get_if<model::Number>(),
            model::Number::from_int(threads * increments));
  EXPECT_EQ(table_->item_count(), 1);
}

TEST_F(ItemWriterTest, WritesToADroppedTableAreRefused) {
  const auto dropped =
      catalog_->drop(table_->description()->key,
                     [](const model::TableDescription&) { return model::ApiResult<void>(); });
  ASSERT_TRUE(dropped.has_value());
  const auto outcome = put(item("a", 1));
  ASSERT_FALSE(outcome.has_value());
  EXPECT_EQ(outcome.error().code, model::ErrorCode::resource_not_found);
  EXPECT_EQ(outcome.error().message, "Requested resource not found");
}

}  // namespace
}  // namespace dynarocks::engine
