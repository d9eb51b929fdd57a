#include "engine/table_transitions.h"

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include "base/clock.h"
#include "engine_fixture.h"
#include "model/table_lifecycle.h"

namespace dynarocks::engine {
namespace {

using model::TableStatus;
using namespace std::chrono_literals;

constexpr TableDelays minute{
    .creation = 60s, .update = 60s, .deletion = 60s, .encryption = 60s, .tags = 60s};

class TableTransitionsTest : public EngineTest {
 protected:
  void start(TableDelays delays) {
    transitions_.reset();
    transitions_ = std::make_unique<TableTransitions>(*catalog_, clock_, delays);
  }

  /// As after a restart with these delays: the catalog is read again.
  void restart(TableDelays delays) {
    transitions_.reset();
    table_.reset();
    catalog_ = std::move(*Catalog::open(*store_, clock_));
    table_ = catalog_->find(key_);
    start(delays);
    transitions_->resume();
  }

  void begin(const TableTransitions::Change& change) {
    ASSERT_TRUE(catalog_->update(key_, [&](auto& stored) -> model::ApiResult<void> {
      transitions_->begin(stored, change);
      return {};
    }));
    transitions_->watch(table_);
  }

  [[nodiscard]] TableStatus status() const { return table_->description()->status; }

  const model::TableKey key_{{"000000000000", "us-east-1"}, "t"};
  std::unique_ptr<TableTransitions> transitions_;
};

const model::ClassChange infrequent{model::TableClass::STANDARD_INFREQUENT_ACCESS, 42};

TEST_F(TableTransitionsTest, WithoutDelaysAChangeIsDoneAtOnce) {
  start({});
  begin(infrequent);
  EXPECT_EQ(status(), TableStatus::ACTIVE);
  EXPECT_EQ(table_->description()->table_class, model::TableClass::STANDARD_INFREQUENT_ACCESS);
  EXPECT_TRUE(table_->description()->transitions.empty());
  EXPECT_FALSE(transitions_->deletion_lasts());
}

TEST_F(TableTransitionsTest, AChangeLastsAsLongAsItsDelay) {
  start(minute);
  begin(infrequent);
  clock_.advance(60s - 1ms);
  transitions_->end_due();
  EXPECT_EQ(status(), TableStatus::UPDATING);
  EXPECT_EQ(table_->description()->table_class, std::nullopt);
  clock_.advance(1ms);
  transitions_->end_due();
  EXPECT_EQ(status(), TableStatus::ACTIVE);
  EXPECT_EQ(table_->description()->table_class, model::TableClass::STANDARD_INFREQUENT_ACCESS);
}

TEST_F(TableTransitionsTest, EveryKindHasItsDelay) {
  start({.creation = 1s,
         .update = 2s,
         .deletion = 3s,
         .encryption = 4s,
         .tags = 5s,
         .destination = 6s});
  const auto delay_of = [&](const TableTransitions::Change& change) {
    model::TableDescription table;
    transitions_->begin(table, change);
    return *model::next_end(table) - clock_.now_millis();
  };
  EXPECT_EQ(delay_of(model::TableCreation{}), 1000);
  EXPECT_EQ(delay_of(model::ThroughputChange{}), 2000);
  EXPECT_EQ(delay_of(model::StreamToggle{}), 2000);
  EXPECT_EQ(delay_of(model::ClassChange{}), 2000);
  EXPECT_EQ(delay_of(model::TableDeletion{}), 3000);
  EXPECT_EQ(delay_of(model::EncryptionChange{}), 4000);
  EXPECT_EQ(delay_of(model::TagsChange{}), 5000);
  EXPECT_EQ(delay_of(model::DestinationChange{}), 6000);
}

TEST_F(TableTransitionsTest, TheThreadEndsWhatIsDue) {
  start(minute);
  begin(infrequent);
  clock_.advance(60s);
  for (int tries = 0; tries < 3000 && status() != TableStatus::ACTIVE; ++tries) {
    std::this_thread::sleep_for(1ms);
  }
  EXPECT_EQ(status(), TableStatus::ACTIVE);
}

TEST_F(TableTransitionsTest, ADeletedTableGoesWhenItIsDue) {
  ASSERT_TRUE(put(item("p", 1)));
  start(minute);
  EXPECT_TRUE(transitions_->deletion_lasts());
  begin(model::TableDeletion{});
  EXPECT_EQ(status(), TableStatus::DELETING);
  EXPECT_FALSE(table_->serves_items());
  transitions_->end_due();
  EXPECT_EQ(catalog_->find(key_), table_);
  clock_.advance(60s);
  transitions_->end_due();
  EXPECT_EQ(catalog_->find(key_), nullptr);
  EXPECT_TRUE(table_->dropped());
}

TEST_F(TableTransitionsTest, ATableDroppedOtherwiseIsForgotten) {
  start(minute);
  begin(model::TableDeletion{});
  ASSERT_TRUE(catalog_->drop(key_, [](const auto&) { return model::ApiResult<void>(); }));
  table_ = create_table("t");
  clock_.advance(60s);
  transitions_->end_due();
  EXPECT_EQ(catalog_->find(key_), table_);
}

TEST_F(TableTransitionsTest, ServingItemsFollowsTheStatus) {
  start(minute);
  begin(model::TableCreation{});
  EXPECT_FALSE(table_->serves_items());
  restart(minute);
  EXPECT_EQ(status(), TableStatus::CREATING);
  EXPECT_FALSE(table_->serves_items());
  clock_.advance(60s);
  transitions_->end_due();
  EXPECT_TRUE(table_->serves_items());
}

TEST_F(TableTransitionsTest, WhatWasUnderWayEndsAfterARestart) {
  start(minute);
  begin(infrequent);
  restart(minute);
  EXPECT_EQ(status(), TableStatus::UPDATING);
  clock_.advance(60s);
  transitions_->end_due();
  EXPECT_EQ(status(), TableStatus::ACTIVE);
  EXPECT_EQ(table_->description()->table_class, model::TableClass::STANDARD_INFREQUENT_ACCESS);
}

TEST_F(TableTransitionsTest, ARestartWithoutDelaysEndsIt) {
  start(minute);
  begin(model::TableCreation{});
  restart({});
  EXPECT_EQ(status(), TableStatus::ACTIVE);
  start(minute);
  begin(model::TableDeletion{});
  restart({});
  EXPECT_EQ(catalog_->find(key_), nullptr);
}

TEST_F(TableTransitionsTest, ARestartCountsNoLongerThanADelay) {
  start(minute);
  begin(infrequent);
  clock_.set(0);  // it had been moved
  restart(minute);
  clock_.advance(60s);
  transitions_->end_due();
  EXPECT_EQ(status(), TableStatus::ACTIVE);
}

}  // namespace
}  // namespace dynarocks::engine
