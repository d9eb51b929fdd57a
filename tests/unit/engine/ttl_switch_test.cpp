// Enabling and disabling: the expiry rows are exactly those of the items, beside writers and after
// a restart.
#include "engine/ttl_switch.h"

#include <gmock/gmock.h>

#include <random>
#include <thread>

#include "engine/ttl_worker.h"
#include "ttl_fixture.h"

namespace dynarocks::engine {
namespace {

class TtlSwitchTest : public TtlTest {
 protected:
  void put_items(int count) {
    for (int i = 0; i < count; ++i) ASSERT_TRUE(put(expiring(i, number(now_second - 100 + i))));
  }
  [[nodiscard]] bool exact() const { return table_->time_to_live()->expiry_rows_exact; }
  void restart() {
    ttl_switch_.reset();
    catalog_ = std::move(*Catalog::open(*store_, clock_));
    table_ = catalog_->find(table_->description()->key);
    ttl_switch_ = std::make_unique<TtlSwitch>(*store_, *catalog_, writer_->row_locks());
  }
  void publish(std::optional<std::string> attribute_name) {
    ASSERT_TRUE(catalog_->update(table_->description()->key,
                                 [&](auto& description) -> model::ApiResult<void> {
                                   auto& ttl = description.time_to_live;
                                   ttl.attribute_name = attribute_name;
                                   ttl.last_change = ttl.last_change.value_or(0) + 1;
                                   ttl.expiry_rows_exact = false;
                                   return {};
                                 }));
  }
};

TEST_F(TtlSwitchTest, ASmallTableIsDoneAtOnce) {
  put_items(300);
  expect_expiry_rows(std::nullopt);
  ASSERT_TRUE(turn("t"));
  EXPECT_TRUE(exact());
  EXPECT_EQ(stored_rows(codec::expiry_rows).size(), 300u);
  expect_expiry_rows("t");
  ASSERT_TRUE(turn(std::nullopt));
  EXPECT_TRUE(exact());
  expect_expiry_rows(std::nullopt);
  ASSERT_TRUE(turn("sk"));
  expect_expiry_rows("sk");
}

TEST_F(TtlSwitchTest, ARefusedChangeChangesNothing) {
  ASSERT_TRUE(turn("t"));
  const model::TimeToLive before = *table_->time_to_live();
  const auto refused = ttl_switch_->turn(
      *table_,
      [](const auto&) -> model::ApiResult<void> { return failure(model::validation_error("no")); },
      std::nullopt, 5);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().message, "no");
  EXPECT_EQ(*table_->time_to_live(), before);
}

TEST_F(TtlSwitchTest, ALargeTableIsLeftToSettle) {
  put_items(1001);
  ASSERT_TRUE(turn("t"));
  EXPECT_FALSE(exact());
  ASSERT_TRUE(remove("p0", 0));
  ASSERT_TRUE(put(expiring(5000, number(1))));
  ASSERT_TRUE(ttl_switch_->settle(*table_, never_));
  EXPECT_TRUE(exact());
  expect_expiry_rows("t");
}

TEST_F(TtlSwitchTest, ARestartTakesUpWhatWasLeft) {
  put_items(100);
  publish("t");
  restart();
  ASSERT_FALSE(exact());
  ASSERT_TRUE(ttl_switch_->settle(*table_, never_));
  EXPECT_TRUE(exact());
  expect_expiry_rows("t");
  publish(std::nullopt);
  restart();
  EXPECT_EQ(stored_rows(codec::expiry_rows).size(), 100u);
  ASSERT_TRUE(ttl_switch_->settle(*table_, never_));
  expect_expiry_rows(std::nullopt);
  restart();
  EXPECT_TRUE(exact());
}

TEST_F(TtlSwitchTest, EnablingTakesAwayWhatAnInterruptedDisablingLeft) {
  put_items(10);
  ASSERT_TRUE(turn("t"));
  publish(std::nullopt);
  ASSERT_TRUE(turn("n"));
  expect_expiry_rows("n");
}

TEST_F(TtlSwitchTest, AStoppedBackfillIsNotDeclaredExact) {
  put_items(100);
  publish("t");
  const std::atomic<bool> stopping = true;
  ASSERT_TRUE(ttl_switch_->settle(*table_, stopping));
  EXPECT_FALSE(exact());
}

TEST_F(TtlSwitchTest, ExactBesideConcurrentWritersAndTurns) {
  put_items(2000);
  std::atomic<bool> done = false;
  std::vector<std::thread> threads;
  for (unsigned seed = 0; seed < 2; ++seed) {
    threads.emplace_back([&, seed] {
      std::mt19937 random(seed);
      const auto below = [&](int bound) {
        return std::uniform_int_distribution<int>(0, bound - 1)(random);
      };
      for (int i = 0; i < 500 || !done; ++i) {
        const int sk = below(2100);
        if (below(3) == 0) {
          EXPECT_TRUE(remove("p" + std::to_string(sk % 7), sk));
        } else {
          EXPECT_TRUE(put(expiring(sk, number(now_second + below(100)))));
        }
      }
    });
  }
  std::thread settler([&] {
    while (!done) EXPECT_TRUE(ttl_switch_->settle(*table_, done));
  });
  for (int i = 0; i < 5; ++i) {
    ASSERT_TRUE(turn("t"));
    if (i % 2 == 0) {
      ASSERT_TRUE(ttl_switch_->settle(*table_, never_));
    }
    ASSERT_TRUE(turn(std::nullopt));
    ASSERT_TRUE(turn("n"));
    ASSERT_TRUE(turn(std::nullopt));
  }
  expect_expiry_rows(std::nullopt);
  ASSERT_TRUE(turn("t"));
  ASSERT_TRUE(ttl_switch_->settle(*table_, never_));
  done = true;
  for (std::thread& thread : threads) thread.join();
  settler.join();
  ASSERT_TRUE(ttl_switch_->settle(*table_, never_));
  EXPECT_TRUE(exact());
  expect_expiry_rows("t");
  expect_consistent();
}

class TtlWorkerTest : public TtlSwitchTest {};

TEST_F(TtlWorkerTest, SettlesAndSweepsInTheCallersThread) {
  put_items(1200);
  ASSERT_TRUE(turn("t"));
  TtlWorker worker(*catalog_, *ttl_switch_, *sweeper_, std::chrono::hours(1));
  worker.sweep_now();
  EXPECT_TRUE(exact());
  EXPECT_EQ(table_->item_count(), 1100);
  expect_expiry_rows("t");
  clock_.advance(std::chrono::seconds(1));
  worker.sweep_now();
  EXPECT_EQ(table_->item_count(), 1099);
}

TEST_F(TtlWorkerTest, ItsThreadStartsWhenATableHasTimeToLive) {
  put_items(200);
  TtlWorker worker(*catalog_, *ttl_switch_, *sweeper_, std::chrono::hours(1));
  worker.wake();
  ASSERT_TRUE(turn("t"));
  worker.wake();
  while (table_->item_count() != 100) std::this_thread::yield();
  clock_.advance(std::chrono::seconds(50));
  worker.wake();
  while (table_->item_count() != 50) std::this_thread::yield();
  ASSERT_TRUE(turn(std::nullopt));
  worker.wake();
}

}  // namespace
}  // namespace dynarocks::engine
