#include "engine/index_backfill.h"

#include <gmock/gmock.h>

#include <atomic>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "codec/layout.h"
#include "engine/item_transaction.h"
#include "index_fixture.h"

namespace dynarocks::engine {
namespace {

using model::GlobalSecondaryIndex;
using model::IndexStatus;
using ::testing::IsEmpty;

constexpr std::uint32_t new_index = 6;

class IndexBackfillTest : public IndexTest {
 protected:
  void SetUp() override {
    IndexTest::SetUp();
    model::TableDescription described = indexed_table("backfilled");
    described.global_secondary_indexes.clear();
    table_ = *catalog_->create(described);
    transactions_ = std::make_unique<ItemTransactions>(*store_, *writer_);
  }

  /// What UpdateTable does: an index that has to be filled.
  void add_index() {
    change_table([](model::TableDescription& described) {
      GlobalSecondaryIndex index = global_index(new_index, "by-g", {{"g", model::KeyType::HASH}},
                                                model::ProjectionType::INCLUDE, {"x"});
      index.status = IndexStatus::CREATING;
      index.backfilling = true;
      described.global_secondary_indexes.push_back(index);
    });
  }
  void set_status(IndexStatus status) {
    change_table([&](model::TableDescription& described) {
      described.global_secondary_indexes[0].status = status;
    });
  }

  [[nodiscard]] std::string group_item(int number_of_item, const std::string& group) const {
    return encoded({{"pk", text("p" + std::to_string(number_of_item % 50))},
                    {"sk", number(number_of_item)},
                    {"g", text(group)},
                    {"x", text(std::string(static_cast<std::size_t>(number_of_item % 40), 'x'))}});
  }
  void put_items(int count) {
    for (int i = 0; i < count; ++i) {
      ASSERT_TRUE(put(group_item(i, "g" + std::to_string(i % 7))));
    }
  }

  /// Changes the item with the key of `same_key`, after any transaction that is about it.
  void write_one(const std::string& same_key,
                 const std::variant<ReplaceItem, RemoveItem, UpdateItem, KeepItem>& change) {
    const std::string item_row = row(same_key);
    EXPECT_TRUE(writer_->write(*table_, {item_row, nullptr, change, false, true}));
  }

  /// Puts one item and removes another, as a transaction or as a batch. Transactions may meet.
  void write_several(const std::string& kept, int removed, bool in_transaction) {
    const std::string kept_row = row(kept);
    const std::string removed_row = row(group_item(removed, "any"));
    if (kept_row == removed_row) return;
    std::vector<TableWrite> writes{
        {table_.get(), {kept_row, nullptr, ReplaceItem{kept}, false, true}},
        {table_.get(), {removed_row, nullptr, RemoveItem{}, false, true}}};
    if (!in_transaction) {
      for (const auto& result : writer_->write_each(writes)) EXPECT_TRUE(result.has_value());
      return;
    }
    const auto committed = transactions_->commit(writes);
    if (!committed) {
      EXPECT_EQ(committed.error().code, model::ErrorCode::transaction_canceled);
    }
  }

  [[nodiscard]] std::size_t entries() const {
    return stored_rows(codec::index_rows(new_index)).size();
  }
  model::ApiResult<bool> backfill() {
    return backfill_index(*store_, *table_, new_index, writer_->row_locks(), stopping_);
  }

  std::unique_ptr<ItemTransactions> transactions_;
  std::atomic<bool> stopping_ = false;
};

TEST_F(IndexBackfillTest, ReadsTheTableIntoTheIndex) {
  put_items(300);
  ASSERT_TRUE(put(item("without", 1)));
  add_index();
  EXPECT_EQ(entries(), 0u);
  ASSERT_EQ(backfill(), true);
  EXPECT_EQ(entries(), 300u);
  expect_consistent();
  ASSERT_EQ(backfill(), true) << "again";
  expect_consistent();
}

TEST_F(IndexBackfillTest, AnEmptyTableIsDoneAtOnce) {
  add_index();
  ASSERT_EQ(backfill(), true);
  expect_consistent();
}

TEST_F(IndexBackfillTest, PassesOverItemsThatCannotBeInTheIndex) {
  ASSERT_TRUE(put(encoded({{"pk", text("p")}, {"sk", number(1)}, {"g", number(1)}})));
  ASSERT_TRUE(put(encoded({{"pk", text("p")}, {"sk", number(2)}, {"g", text("")}})));
  ASSERT_TRUE(
      put(encoded({{"pk", text("p")}, {"sk", number(3)}, {"g", text(std::string(2049, 'x'))}})));
  ASSERT_TRUE(put(encoded({{"pk", text("p")}, {"sk", number(4)}, {"g", text("fine")}})));
  add_index();
  ASSERT_EQ(backfill(), true);
  EXPECT_EQ(entries(), 1u);
  ASSERT_TRUE(remove("p", 1));
  ASSERT_TRUE(remove("p", 4));
  EXPECT_EQ(entries(), 0u);
  expect_counters(codec::index_counters_row(new_index), {0, 0}, "by-g");
}

TEST_F(IndexBackfillTest, WritesMeanwhileMeetBothFilledAndUnfilledItems) {
  put_items(10);
  add_index();
  // Before the backfill: the index does not know the old items.
  ASSERT_TRUE(remove("p0", 0));
  ASSERT_TRUE(put(group_item(1, "moved")));
  ASSERT_TRUE(put(group_item(2, "g2")));  // the same item again
  ASSERT_TRUE(put(group_item(50, "new")));
  EXPECT_EQ(entries(), 2u) << "the changed item and the new one";
  ASSERT_EQ(backfill(), true);
  ASSERT_TRUE(remove("p3", 3));
  ASSERT_TRUE(put(group_item(4, "moved")));
  EXPECT_EQ(entries(), 9u);
  expect_consistent();
}

TEST_F(IndexBackfillTest, ConcurrentWritersAndBackfillEndInTheSameIndex) {
  constexpr int items = 3000;
  put_items(items);
  std::atomic<bool> done = false;
  std::vector<std::thread> writers;
  for (unsigned seed = 0; seed < 3; ++seed) {
    writers.emplace_back([&, seed] {
      std::mt19937 random(seed);
      const auto below = [&](int bound) {
        return std::uniform_int_distribution<int>(0, bound - 1)(random);
      };
      for (int writes = 0; writes < 1500 || !done; ++writes) {
        const int target = below(items);
        const std::string with_group = group_item(target, "g" + std::to_string(below(7)));
        const std::string without_group = item("p" + std::to_string(target % 50), target);
        switch (below(5)) {
          case 0:
            write_one(with_group, RemoveItem{});
            break;
          case 1:
            write_one(without_group, ReplaceItem{without_group});
            break;
          case 2:
            write_one(with_group, ReplaceItem{with_group});
            break;
          default:
            write_several(with_group, below(items), below(2) == 0);
        }
      }
    });
  }
  add_index();
  EXPECT_EQ(backfill(), true);
  done = true;
  for (std::thread& writer : writers) writer.join();
  expect_consistent();
}

TEST_F(IndexBackfillTest, AStoppedBackfillIsTakenUpAgain) {
  put_items(1000);
  add_index();
  stopping_ = true;
  EXPECT_EQ(backfill(), false);
  EXPECT_EQ(entries(), 0u);
  stopping_ = false;
  std::atomic<bool> ended = false;
  std::thread stopper([&] {
    while (entries() < 100 && !ended) std::this_thread::yield();
    stopping_ = true;
  });
  const auto outcome = backfill();
  ended = true;
  stopper.join();
  ASSERT_TRUE(outcome.has_value());
  ASSERT_TRUE(remove("p0", 0));
  ASSERT_TRUE(put(group_item(999, "moved")));
  stopping_ = false;
  ASSERT_EQ(backfill(), true);
  EXPECT_EQ(entries(), 999u);
  expect_consistent();
}

TEST_F(IndexBackfillTest, EndsWhenTheIndexIsDeleted) {
  put_items(1000);
  add_index();
  std::atomic<bool> ended = false;
  std::thread deleter([&] {
    while (entries() < 100 && !ended) std::this_thread::yield();
    set_status(IndexStatus::DELETING);
  });
  const auto outcome = backfill();
  ended = true;
  deleter.join();
  ASSERT_TRUE(outcome.has_value());
  EXPECT_EQ(backfill(), false);
  // Writers do not know the index any more.
  const std::size_t left = entries();
  ASSERT_TRUE(put(group_item(2000, "new")));
  EXPECT_EQ(entries(), left);
}

TEST_F(IndexBackfillTest, EndsWhenTheTableIsDropped) {
  put_items(100);
  add_index();
  ASSERT_TRUE(catalog_->drop(table_->description()->key,
                             [](const auto&) -> model::ApiResult<void> { return {}; }));
  const auto outcome = backfill();
  ASSERT_FALSE(outcome.has_value());
  EXPECT_EQ(outcome.error().code, model::ErrorCode::resource_not_found);
}

}  // namespace
}  // namespace dynarocks::engine
