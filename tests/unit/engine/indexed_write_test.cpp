// Writes to a table with indexes: entries, counters, item collections and capacity
// (engine/item_commit.h).
#include <gmock/gmock.h>

#include <optional>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "engine/item_transaction.h"
#include "expression/update.h"
#include "index_fixture.h"
#include "model/limits.h"

namespace dynarocks::engine {
namespace {

using codec::ItemView;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

expression::Update parse_update(
    std::string_view text,
    const std::vector<std::pair<std::string, model::AttributeValue>>& values = {}) {
  expression::Placeholders placeholders;
  for (const auto& [name, value] : values) {
    placeholders.set_value(name, codec::encode_value(value));
  }
  return *expression::Update::parse(text, placeholders);
}

/// "by-g 2" for each index that was charged.
std::vector<std::string> arms(const ItemWriteResult& result) {
  std::vector<std::string> texts;
  for (const auto& index : result.capacity.indexes()) {
    std::string units = std::to_string(index.units);
    units.resize(units.find('.') + 2);
    texts.push_back(index.index_name + (index.is_global ? " global " : " local ") + units);
  }
  return texts;
}

/// Random items and updates over few keys and values, so that most writes meet what is there.
class Writes {
 public:
  explicit Writes(unsigned seed) : random_(seed) {}

  int below(int bound) { return std::uniform_int_distribution<int>(0, bound - 1)(random_); }

  std::string pk() { return "p" + std::to_string(below(3)); }
  int sk() { return below(4); }

  std::string item(const std::string& pk, int sk) {
    std::vector<std::pair<std::string, model::AttributeValue>> attributes{{"pk", text(pk)},
                                                                          {"sk", number(sk)}};
    if (below(2) == 0) attributes.emplace_back("a", word());
    if (below(2) == 0) attributes.emplace_back("c", bytes(std::string(1 + below(2), '\0')));
    if (below(3) != 0) attributes.emplace_back("g", word());
    if (below(3) != 0) attributes.emplace_back("n", number(below(3) - 1));
    if (below(2) == 0) attributes.emplace_back("x", text(std::string(below(2000), 'x')));
    if (below(2) == 0) attributes.emplace_back("y", word());
    return encoded(attributes);
  }

  expression::Update update() {
    switch (below(5)) {
      case 0:
        return parse_update("SET g = :v REMOVE a", {{":v", word()}});
      case 1:
        return parse_update("ADD n :v", {{":v", number(below(3) - 1)}});
      case 2:
        return parse_update("REMOVE g, y");
      case 3:
        return parse_update("SET x = :v", {{":v", word()}});
      default:
        return parse_update("SET a = :v, y = :w", {{":v", word()}, {":w", word()}});
    }
  }

 private:
  model::AttributeValue word() {
    return text(std::string(1 + below(2), static_cast<char>('a' + below(2))));
  }

  std::mt19937 random_;
};

class IndexedWriteTest : public IndexTest {
 protected:
  ItemWriteResult put_item(
      const std::vector<std::pair<std::string, model::AttributeValue>>& attributes) {
    std::vector<std::pair<std::string, model::AttributeValue>> all{{"pk", text("p")},
                                                                   {"sk", number(1)}};
    all.insert(all.end(), attributes.begin(), attributes.end());
    auto result = put(encoded(all));
    EXPECT_TRUE(result.has_value());
    return result ? *result : ItemWriteResult{};
  }

  void write_randomly(Writes& writes) {
    const std::string pk = writes.pk();
    const int sk = writes.sk();
    switch (writes.below(3)) {
      case 0:
        ASSERT_TRUE(put(writes.item(pk, sk)));
        break;
      case 1:
        ASSERT_TRUE(update(pk, sk, writes.update()));
        break;
      default:
        ASSERT_TRUE(remove(pk, sk));
    }
  }
};

TEST_F(IndexedWriteTest, RandomWritesKeepEveryIndexAndCounterExact) {
  Writes writes(1);
  for (int step = 0; step < 600; ++step) {
    write_randomly(writes);
    if (step % 20 == 0) expect_consistent();
    ASSERT_FALSE(HasFailure()) << "after step " << step;
  }
  expect_consistent();
}

TEST_F(IndexedWriteTest, RandomTransactionsKeepEveryIndexAndCounterExact) {
  Writes writes(2);
  ItemTransactions transactions(*store_, *writer_);
  for (int step = 0; step < 150; ++step) {
    std::vector<std::string> items;
    std::vector<std::string> rows;
    std::vector<expression::Update> updates;
    const std::string pk = writes.pk();
    for (int sk = 0; sk < 4; ++sk) {
      items.push_back(writes.item(pk, sk));
      rows.push_back(row(items.back()));
      updates.push_back(writes.update());
    }
    std::vector<TransactionWrite> actions;
    std::vector<std::string> keys;
    for (int sk = 0; sk < 4; ++sk) keys.push_back(item(pk, sk));
    for (std::size_t i = 0; i < 4; ++i) {
      ItemWrite write{rows[i], nullptr, RemoveItem{}, false};
      const int kind = writes.below(3);
      if (kind == 0) write.change = ReplaceItem{items[i]};
      if (kind == 1) write.change = UpdateItem{&updates[i], keys[i]};
      actions.push_back({table_.get(), write});
    }
    ASSERT_TRUE(transactions.commit(actions));
    if (step % 10 == 0) expect_consistent();
    ASSERT_FALSE(HasFailure()) << "after step " << step;
  }
  expect_consistent();
}

TEST_F(IndexedWriteTest, RandomBatchesKeepEveryIndexAndCounterExact) {
  Writes writes(3);
  for (int step = 0; step < 150; ++step) {
    std::vector<std::string> items;
    std::vector<std::string> rows;
    for (const char* pk : {"p0", "p1"}) {
      for (int sk = 0; sk < 4; ++sk) {
        items.push_back(writes.item(pk, sk));
        rows.push_back(row(items.back()));
      }
    }
    std::vector<TableWrite> batch;
    for (std::size_t i = 0; i < items.size(); ++i) {
      ItemWrite write{rows[i], nullptr, RemoveItem{}, false};
      if (writes.below(2) == 0) write.change = ReplaceItem{items[i]};
      batch.push_back({table_.get(), write});
    }
    for (const auto& result : writer_->write_each(batch)) ASSERT_TRUE(result.has_value());
    if (step % 10 == 0) expect_consistent();
    ASSERT_FALSE(HasFailure()) << "after step " << step;
  }
  expect_consistent();
}

TEST_F(IndexedWriteTest, ConcurrentWritersKeepEveryIndexAndCounterExact) {
  std::vector<std::thread> threads;
  for (unsigned seed = 10; seed < 14; ++seed) {
    threads.emplace_back([&, seed] {
      Writes writes(seed);
      for (int step = 0; step < 300; ++step) write_randomly(writes);
    });
  }
  for (std::thread& thread : threads) thread.join();
  expect_consistent();
}

TEST_F(IndexedWriteTest, NewEntryIsChargedItsProjectedSize) {
  const auto result = put_item(
      {{"g", text("g")}, {"x", text(std::string(1500, 'x'))}, {"y", text(std::string(3000, 'y'))}});
  EXPECT_EQ(result.capacity.table_units(), 5);
  EXPECT_THAT(arms(result), ElementsAre("by-g global 2.0"));
  EXPECT_EQ(result.capacity.total_units(), 7);
}

TEST_F(IndexedWriteTest, EveryIndexOfTheItemIsCharged) {
  const auto result = put_item({{"a", text("a")},
                                {"c", bytes("c")},
                                {"g", text("g")},
                                {"n", number(1)},
                                {"y", text(std::string(3000, 'y'))}});
  EXPECT_THAT(arms(result), ElementsAre("by-a local 3.0", "by-c local 1.0", "by-g global 1.0",
                                        "by-g-n global 3.0", "many global 1.0"));
}

TEST_F(IndexedWriteTest, LeavingTheIndexIsChargedTheOldEntry) {
  put_item({{"g", text("g")}, {"x", text(std::string(1500, 'x'))}});
  const auto result = put_item({{"x", text("x")}});
  EXPECT_THAT(arms(result), ElementsAre("by-g global 2.0"));
  put_item({{"g", text("g")}, {"x", text(std::string(2500, 'x'))}});
  const auto removed = remove("p", 1);
  ASSERT_TRUE(removed.has_value());
  EXPECT_EQ(removed->capacity.table_units(), 3);
  EXPECT_THAT(arms(*removed), ElementsAre("by-g global 3.0"));
}

TEST_F(IndexedWriteTest, EqualEntriesAreFree) {
  put_item({{"g", text("g")}, {"x", text("x")}, {"y", text("y")}});
  EXPECT_THAT(arms(put_item({{"g", text("g")}, {"x", text("x")}, {"y", text("other")}})),
              IsEmpty());
  EXPECT_THAT(arms(put_item({{"g", text("g")}, {"x", text("x")}, {"y", text("other")}})),
              IsEmpty());
  EXPECT_THAT(arms(put_item({{"y", text("y")}, {"x", text("x")}, {"g", text("g")}})), IsEmpty());
}

TEST_F(IndexedWriteTest, ChangedEntryIsChargedTheLargerOfOldAndNew) {
  put_item({{"g", text("g")}, {"x", text(std::string(2500, 'x'))}});
  EXPECT_THAT(arms(put_item({{"g", text("g")}, {"x", text("x")}})), ElementsAre("by-g global 3.0"));
  EXPECT_THAT(arms(put_item({{"g", text("g")}, {"x", text(std::string(1500, 'x'))}})),
              ElementsAre("by-g global 2.0"));
}

TEST_F(IndexedWriteTest, MovedEntryIsChargedOldAndNew) {
  put_item({{"g", text("g")}, {"x", text(std::string(2500, 'x'))}});
  EXPECT_THAT(arms(put_item({{"g", text("h")}, {"x", text("x")}})), ElementsAre("by-g global 4.0"));
  const auto update_result = update("p", 1, parse_update("SET g = :v", {{":v", text("i")}}));
  ASSERT_TRUE(update_result.has_value());
  EXPECT_THAT(arms(*update_result), ElementsAre("by-g global 2.0"));
}

TEST_F(IndexedWriteTest, MovingEntriesOf1517BytesTakesFourUnits) {
  // Names and key values of the entry: pk 3, sk 4, g 2, x 1.
  const std::string large(1507, 'x');
  put_item({{"g", text("g")}, {"x", text(large)}});
  const auto entries = stored_rows(codec::index_rows(3));
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(ItemView(entries.begin()->second).size(), 1517u);
  EXPECT_THAT(arms(put_item({{"g", text("h")}, {"x", text(large)}})),
              ElementsAre("by-g global 4.0"));
}

TEST_F(IndexedWriteTest, CollectionBytesFollowItemsAndLocalEntries) {
  const auto first = put_item({{"a", text("1")}, {"g", text("g")}});
  const auto stored = static_cast<std::int64_t>(ItemView(first.new_item).size());
  EXPECT_EQ(first.collection_bytes, 2 * stored);  // the item and its entry in by-a
  const auto same = put_item({{"a", text("1")}, {"g", text("g")}});
  EXPECT_EQ(same.collection_bytes, 2 * stored);
  const auto other = put(item("other", 1));
  EXPECT_EQ(other->collection_bytes, static_cast<std::int64_t>(ItemView(item("other", 1)).size()));
  const auto removed = remove("p", 1);
  EXPECT_EQ(removed->collection_bytes, 0);
  EXPECT_EQ(remove("p", 1)->collection_bytes, std::nullopt);
}

TEST_F(IndexedWriteTest, TablesWithoutLocalIndexesHaveNoCollections) {
  model::TableDescription described = indexed_table("global");
  described.local_secondary_indexes.clear();
  table_ = *catalog_->create(described);
  const auto result = put_item({{"g", text("g")}});
  EXPECT_EQ(result.collection_bytes, std::nullopt);
  EXPECT_THAT(stored_rows("K"), IsEmpty());
  expect_consistent();
}

class CollectionLimitTest : public IndexedWriteTest {
 protected:
  /// Has the collection of "p" lack `room` bytes to its limit.
  void leave_room(std::int64_t room) {
    const auto batch = store_->begin();
    batch->add(table_->space(), codec::collection_counters_row("p"), 0,
               model::limits::item_collection_bytes - room);
    ASSERT_TRUE(store_->commit(*batch));
  }
};

TEST_F(CollectionLimitTest, GrowthBeyondItIsRefused) {
  const auto stored = static_cast<std::int64_t>(ItemView(item("p", 1)).size());
  leave_room(stored);
  ASSERT_TRUE(put(item("p", 1)));
  const auto refused = put(item("p", 2));
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, model::ErrorCode::item_collection_size_limit_exceeded);
  EXPECT_EQ(refused.error().message, "Collection size exceeded.");
  EXPECT_EQ(get("p", 2), std::nullopt);
  EXPECT_EQ(table_->item_count(), 1);
  EXPECT_TRUE(put(item("other", 1)));
}

TEST_F(CollectionLimitTest, EntriesOfLocalIndexesCount) {
  leave_room(static_cast<std::int64_t>(ItemView(item("p", 1)).size()));
  EXPECT_FALSE(put(encoded({{"pk", text("p")}, {"sk", number(1)}, {"a", text("x")}})).has_value());
  EXPECT_TRUE(put(item("p", 1)));
}

TEST_F(CollectionLimitTest, FullCollectionsMayShrink) {
  ASSERT_TRUE(put(item("p", 1, "12345")));
  leave_room(0);
  EXPECT_FALSE(put(item("p", 1, "123456")).has_value());
  EXPECT_TRUE(put(item("p", 1, "12345")).has_value());
  EXPECT_TRUE(put(item("p", 1, "1")).has_value());
  EXPECT_TRUE(remove("p", 1).has_value());
}

TEST_F(CollectionLimitTest, KeepsNoOtherWriteOfABatchFromHappening) {
  leave_room(static_cast<std::int64_t>(ItemView(item("p", 1)).size()));
  const std::string long_item = item("p", 1, "too long");
  const std::string other = item("other", 1);
  const std::string fits = item("p", 2);
  const std::string rows[] = {row(long_item), row(other), row(fits)};
  const auto results = writer_->write_each(
      std::vector<TableWrite>{{table_.get(), {rows[0], nullptr, ReplaceItem{long_item}, false}},
                              {table_.get(), {rows[1], nullptr, ReplaceItem{other}, false}},
                              {table_.get(), {rows[2], nullptr, ReplaceItem{fits}, false}}});
  ASSERT_EQ(results.size(), 3u);
  ASSERT_FALSE(results[0].has_value());
  EXPECT_EQ(results[0].error().code, model::ErrorCode::item_collection_size_limit_exceeded);
  EXPECT_TRUE(results[1].has_value());
  EXPECT_TRUE(results[2].has_value());
  EXPECT_EQ(get("p", 1), std::nullopt);
  EXPECT_EQ(get("other", 1), other);
  EXPECT_EQ(get("p", 2), fits);
  EXPECT_EQ(table_->item_count(), 2);
}

TEST_F(CollectionLimitTest, CancelsTransactions) {
  leave_room(static_cast<std::int64_t>(ItemView(item("p", 1)).size()));
  ItemTransactions transactions(*store_, *writer_);
  const std::string first = item("p", 1);
  const std::string second = item("p", 2);
  const std::string first_row = row(first);
  const std::string second_row = row(second);
  const auto outcome = transactions.commit(std::vector<TransactionWrite>{
      {table_.get(), {first_row, nullptr, ReplaceItem{first}, false}},
      {table_.get(), {second_row, nullptr, ReplaceItem{second}, false}}});
  ASSERT_FALSE(outcome.has_value());
  ASSERT_EQ(outcome.error().cancellation_reasons.size(), 2u);
  EXPECT_EQ(outcome.error().cancellation_reasons[0].code, "None");
  EXPECT_EQ(outcome.error().cancellation_reasons[1].code, "ItemCollectionSizeLimitExceeded");
  EXPECT_EQ(outcome.error().cancellation_reasons[1].message, "Collection size exceeded.");
  EXPECT_EQ(table_->item_count(), 0);
  EXPECT_THAT(stored_rows("I"), IsEmpty());
}

TEST_F(IndexedWriteTest, UpdatesCannotMakeBadIndexKeys) {
  put_item({{"x", number(1)}, {"g", text("g")}});
  const auto refused = update("p", 1, parse_update("SET g = x"));
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(
      refused.error().message,
      "The update expression attempted to update the secondary index key to unsupported type");
  EXPECT_EQ(ItemView(*get("p", 1)).find("g")->scalar(), "g");
}

}  // namespace
}  // namespace dynarocks::engine
