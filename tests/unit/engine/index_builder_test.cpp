#include "engine/index_builder.h"

#include <gmock/gmock.h>

#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include "base/clock.h"
#include "codec/layout.h"
#include "index_fixture.h"

namespace dynarocks::engine {
namespace {

using model::GlobalSecondaryIndex;
using model::IndexStatus;
using model::TableStatus;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

constexpr std::uint32_t new_index = 6;

class IndexBuilderTest : public IndexTest {
 protected:
  void SetUp() override {
    IndexTest::SetUp();
    model::TableDescription described = indexed_table("built");
    described.global_secondary_indexes.clear();
    table_ = *catalog_->create(described);
    start_builder({});
  }

  void start_builder(IndexDelays delays) {
    builder_.reset();
    builder_ =
        std::make_unique<IndexBuilder>(*store_, *catalog_, writer_->row_locks(), clock_, delays);
  }

  /// As after a restart: the catalog is read again.
  void restart() {
    builder_.reset();
    const model::TableKey key = table_->description()->key;
    table_.reset();
    catalog_ = std::move(*Catalog::open(*store_, clock_));
    table_ = catalog_->find(key);
    start_builder({});
  }

  /// What UpdateTable decides; the builder has yet to be told.
  void add_index() {
    change_table([](model::TableDescription& described) {
      GlobalSecondaryIndex index = global_index(new_index, "by-g", {{"g", model::KeyType::HASH}});
      index.status = IndexStatus::CREATING;
      index.backfilling = false;
      described.global_secondary_indexes.push_back(index);
      described.status = TableStatus::UPDATING;
    });
  }
  void delete_index() {
    change_table([](model::TableDescription& described) {
      described.global_secondary_indexes[0].status = IndexStatus::DELETING;
      described.status = TableStatus::UPDATING;
    });
  }

  void put_items(int count) {
    for (int i = 0; i < count; ++i) {
      ASSERT_TRUE(put(encoded({{"pk", text("p" + std::to_string(i % 9))},
                               {"sk", number(i)},
                               {"g", text("g" + std::to_string(i % 5))}})));
    }
  }

  [[nodiscard]] GlobalSecondaryIndex index() const {
    return table_->description()->global_secondary_indexes.at(0);
  }
  /// Entries and counters of the index.
  [[nodiscard]] std::size_t rows() const {
    const bool counted = !stored_rows(codec::index_counters_row(new_index)).empty();
    return stored_rows(codec::index_rows(new_index)).size() + (counted ? 1 : 0);
  }

  void expect_active(std::size_t entries) const {
    EXPECT_EQ(index().status, IndexStatus::ACTIVE);
    EXPECT_EQ(index().backfilling, std::nullopt);
    EXPECT_EQ(table_->description()->status, TableStatus::ACTIVE);
    EXPECT_EQ(stored_rows(codec::index_rows(new_index)).size(), entries);
    EXPECT_TRUE(table_->indexes()->find("by-g")->is_readable);
    expect_consistent();
  }

  /// Waits until `reached` holds, for a builder whose thread has been given the time.
  template <class Condition>
  void wait_for(Condition reached) const {
    for (int i = 0; i < 5000 && !reached(); ++i) std::this_thread::sleep_for(1ms);
    EXPECT_TRUE(reached());
  }

  std::unique_ptr<IndexBuilder> builder_;
};

TEST_F(IndexBuilderTest, SmallTablesAreDoneAtOnce) {
  put_items(100);
  add_index();
  builder_->submit(table_);
  expect_active(100);
}

TEST_F(IndexBuilderTest, LargeTablesAreDoneInTheBackground) {
  put_items(1500);
  add_index();
  builder_->submit(table_);
  ASSERT_TRUE(remove("p0", 0));
  builder_->wait_until_idle();
  expect_active(1499);
}

TEST_F(IndexBuilderTest, DeletionTakesEveryRowAndDefinition) {
  put_items(100);
  add_index();
  builder_->submit(table_);
  EXPECT_EQ(rows(), 101u);
  delete_index();
  builder_->submit(table_);
  EXPECT_THAT(table_->description()->global_secondary_indexes, IsEmpty());
  EXPECT_EQ(table_->description()->status, TableStatus::ACTIVE);
  EXPECT_EQ(rows(), 0u);
  for (const auto& definition : table_->description()->attribute_definitions) {
    EXPECT_NE(definition.attribute_name, "g");
    EXPECT_NE(definition.attribute_name, "n");
  }
  EXPECT_EQ(table_->item_count(), 100);
  expect_consistent();
}

TEST_F(IndexBuilderTest, StepsStayVisibleForTheirDelays) {
  start_builder({.allocation = 100ms, .backfill = 200ms, .deletion = 300ms});
  put_items(10);
  add_index();
  builder_->submit(table_);
  EXPECT_EQ(index().backfilling, false);
  clock_.advance(100ms);
  wait_for([&] { return index().backfilling == true; });
  EXPECT_EQ(table_->description()->status, TableStatus::ACTIVE);
  EXPECT_EQ(index().status, IndexStatus::CREATING);
  EXPECT_FALSE(table_->indexes()->find("by-g")->is_readable);
  // The next delay begins when the step has been taken, which may be a moment from now.
  std::this_thread::sleep_for(30ms);
  EXPECT_EQ(index().status, IndexStatus::CREATING);
  wait_for([&] {
    clock_.advance(200ms);
    return index().status == IndexStatus::ACTIVE;
  });
  expect_active(10);
  delete_index();
  builder_->submit(table_);
  EXPECT_EQ(index().status, IndexStatus::DELETING);
  clock_.advance(300ms);
  builder_->wait_until_idle();
  EXPECT_THAT(table_->description()->global_secondary_indexes, IsEmpty());
}

TEST_F(IndexBuilderTest, DeletionMayComeDuringTheBackfill) {
  start_builder({.backfill = 100ms});
  put_items(50);
  add_index();
  builder_->submit(table_);
  wait_for([&] { return index().backfilling == true; });
  ASSERT_TRUE(put(encoded({{"pk", text("p")}, {"sk", number(1)}, {"g", text("written")}})));
  EXPECT_EQ(rows(), 2u);
  delete_index();
  builder_->submit(table_);
  wait_for([&] { return table_->description()->global_secondary_indexes.empty(); });
  EXPECT_EQ(rows(), 0u);
}

TEST_F(IndexBuilderTest, UpdatesEndByThemselves) {
  put_items(10);
  add_index();
  builder_->submit(table_);
  change_table([](model::TableDescription& described) {
    described.global_secondary_indexes[0].status = IndexStatus::UPDATING;
  });
  EXPECT_TRUE(table_->indexes()->find("by-g")->is_readable);
  builder_->submit(table_);
  expect_active(10);
}

TEST_F(IndexBuilderTest, ARestartTakesUpWhatWasLeft) {
  start_builder({.allocation = 1h});
  put_items(20);
  add_index();
  builder_->submit(table_);
  restart();
  EXPECT_EQ(index().status, IndexStatus::CREATING);
  builder_->resume();
  builder_->wait_until_idle();
  expect_active(20);

  delete_index();
  restart();
  builder_->resume();
  builder_->wait_until_idle();
  EXPECT_THAT(table_->description()->global_secondary_indexes, IsEmpty());
  EXPECT_EQ(rows(), 0u);
}

TEST_F(IndexBuilderTest, CatchesUpWithAClockThatJumpedOverSeveralDelays) {
  start_builder({.allocation = 10min, .backfill = 10min, .deletion = 10min});
  put_items(10);
  add_index();
  builder_->submit(table_);
  clock_.advance(10min - 1ms);
  builder_->catch_up();
  EXPECT_EQ(index().backfilling, false);
  clock_.advance(1ms);
  builder_->catch_up();
  EXPECT_EQ(index().backfilling, true);
  EXPECT_EQ(index().status, IndexStatus::CREATING);
  clock_.advance(25h);
  builder_->catch_up();
  expect_active(10);
  delete_index();
  builder_->submit(table_);
  builder_->catch_up();
  EXPECT_EQ(index().status, IndexStatus::DELETING);
  clock_.advance(25h);
  builder_->catch_up();
  EXPECT_THAT(table_->description()->global_secondary_indexes, IsEmpty());
}

TEST_F(IndexBuilderTest, OneJumpIsEnoughForAllDelays) {
  start_builder({.allocation = 10min, .backfill = 10min});
  put_items(10);
  add_index();
  builder_->submit(table_);
  clock_.advance(20min);
  builder_->catch_up();
  expect_active(10);
}

TEST_F(IndexBuilderTest, WhatWaitsForADroppedTableIsLetGo) {
  start_builder({.allocation = 1h});
  add_index();
  builder_->submit(table_);
  builder_->forget_dropped_tables();
  EXPECT_GT(table_.use_count(), 2);  // the catalog's and the builder's
  ASSERT_TRUE(catalog_->drop(table_->description()->key,
                             [](const auto&) -> model::ApiResult<void> { return {}; }));
  builder_->forget_dropped_tables();
  EXPECT_EQ(table_.use_count(), 1);
  builder_->wait_until_idle();
}

TEST_F(IndexBuilderTest, ADroppedTableIsForgotten) {
  start_builder({.allocation = 100ms});
  put_items(10);
  add_index();
  builder_->submit(table_);
  ASSERT_TRUE(catalog_->drop(table_->description()->key,
                             [](const auto&) -> model::ApiResult<void> { return {}; }));
  clock_.advance(100ms);
  builder_->wait_until_idle();
}

}  // namespace
}  // namespace dynarocks::engine
