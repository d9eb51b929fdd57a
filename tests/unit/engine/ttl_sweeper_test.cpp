// What a sweep deletes and what it leaves, and which expiry rows writes keep.
#include "engine/ttl_sweeper.h"

#include <gmock/gmock.h>

#include <random>
#include <thread>

#include "model/limits.h"
#include "ttl_fixture.h"

namespace dynarocks::engine {
namespace {

class TtlSweeperTest : public TtlTest {
 protected:
  void SetUp() override {
    TtlTest::SetUp();
    ASSERT_TRUE(turn("t"));
  }
  /// Whether an item with this value of the attribute is deleted at now_second.
  bool expires(const model::AttributeValue& value) {
    EXPECT_TRUE(put(expiring(1, value)));
    expect_expiry_rows("t");
    const std::size_t removed = sweep();
    EXPECT_EQ(removed, stored(1) ? 0u : 1u);
    expect_expiry_rows("t");
    expect_consistent();
    return removed == 1;
  }
};

TEST_F(TtlSweeperTest, StrictlyBeforeNow) {
  EXPECT_TRUE(expires(number(now_second - 1)));
  EXPECT_FALSE(expires(number(now_second)));
  EXPECT_FALSE(expires(number(now_second + 1)));
}

TEST_F(TtlSweeperTest, NowIsAWholeSecond) {
  clock_.advance(std::chrono::milliseconds(999));
  EXPECT_FALSE(expires(number(now_second)));
  clock_.advance(std::chrono::milliseconds(1));
  EXPECT_TRUE(expires(number(now_second)));
}

TEST_F(TtlSweeperTest, FractionsAndExponents) {
  EXPECT_TRUE(expires(decimal("1699999999.9999999999")));
  EXPECT_FALSE(expires(decimal("1700000000.0000000001")));
  EXPECT_TRUE(expires(decimal("1.699999999E9")));
  EXPECT_TRUE(expires(decimal("16E8")));
  EXPECT_FALSE(expires(decimal("17E8")));
  EXPECT_FALSE(expires(decimal("1E100")));
  EXPECT_FALSE(expires(decimal("-1E100")));
}

TEST_F(TtlSweeperTest, OtherTypesNeverExpire) {
  EXPECT_FALSE(expires(text("1600000000")));
  EXPECT_FALSE(expires(bytes("1600000000")));
  EXPECT_THAT(stored_rows(codec::expiry_rows), testing::IsEmpty());
}

TEST_F(TtlSweeperTest, MoreThanFiveYearsAgoIsIgnored) {
  const std::int64_t oldest = now_second - model::limits::expiry_ignored_seconds;
  EXPECT_FALSE(expires(number(oldest - 1)));
  EXPECT_FALSE(expires(decimal(std::to_string(oldest - 1) + ".9")));
  EXPECT_TRUE(expires(number(oldest)));
  EXPECT_FALSE(expires(number(0)));
  EXPECT_FALSE(expires(number(-5)));
}

TEST_F(TtlSweeperTest, AnUpdateRescuesAnExpiredItem) {
  ASSERT_TRUE(put(expiring(1, number(now_second - 10))));
  ASSERT_TRUE(put(expiring(2, number(now_second - 10))));
  ASSERT_TRUE(put(expiring(1, number(now_second + 10))));
  EXPECT_EQ(sweep(), 1u);
  EXPECT_TRUE(stored(1));
  expect_expiry_rows("t");
  clock_.advance(std::chrono::seconds(11));
  EXPECT_EQ(sweep(), 1u);
  EXPECT_FALSE(stored(1));
}

TEST_F(TtlSweeperTest, WithoutTheAttributeNothingExpires) {
  ASSERT_TRUE(put(expiring(1, number(now_second - 10))));
  ASSERT_TRUE(put(item("p1", 1)));
  EXPECT_EQ(sweep(), 0u);
  expect_expiry_rows("t");
}

TEST_F(TtlSweeperTest, ManyItemsWithTheirIndexEntriesAndCounters) {
  for (int i = 0; i < 300; ++i) {
    ASSERT_TRUE(put(expiring(i, number(i % 2 == 0 ? now_second - 1 - i : now_second + i))));
  }
  EXPECT_EQ(sweep(), 150u);
  EXPECT_EQ(table_->item_count(), 150);
  EXPECT_EQ(stored_rows(codec::index_rows(3)).size(), 150u);
  expect_consistent();
  expect_expiry_rows("t");
  EXPECT_EQ(sweep(), 0u);
}

TEST_F(TtlSweeperTest, AKeyAttributeMayBeTheOne) {
  ASSERT_TRUE(turn(std::nullopt));
  ASSERT_TRUE(turn("sk"));
  ASSERT_TRUE(put(item("p", static_cast<int>(now_second - 1))));
  ASSERT_TRUE(put(item("p", static_cast<int>(now_second + 1))));
  EXPECT_EQ(sweep(), 1u);
  EXPECT_EQ(table_->item_count(), 1);
  ASSERT_TRUE(turn(std::nullopt));
  ASSERT_TRUE(turn("pk"));
  expect_expiry_rows("pk");
  EXPECT_EQ(sweep(), 0u) << "a key of type S";
}

TEST_F(TtlSweeperTest, DisabledMeansNothingIsDeleted) {
  ASSERT_TRUE(put(expiring(1, number(now_second - 10))));
  ASSERT_TRUE(turn(std::nullopt));
  EXPECT_EQ(sweep(), 0u);
  EXPECT_TRUE(stored(1));
}

TEST_F(TtlSweeperTest, EndsWhenTheTableIsDropped) {
  ASSERT_TRUE(put(expiring(1, number(now_second - 10))));
  ASSERT_TRUE(catalog_->drop(table_->description()->key,
                             [](const auto&) -> model::ApiResult<void> { return {}; }));
  const auto outcome = sweeper_->sweep(*table_, never_);
  ASSERT_FALSE(outcome.has_value());
  EXPECT_EQ(outcome.error().code, model::ErrorCode::resource_not_found);
}

TEST_F(TtlSweeperTest, SweepsBesideWritersLeaveAConsistentTable) {
  std::vector<std::thread> threads;
  for (unsigned seed = 0; seed < 3; ++seed) {
    threads.emplace_back([&, seed] {
      std::mt19937 random(seed);
      const auto below = [&](int bound) {
        return std::uniform_int_distribution<int>(0, bound - 1)(random);
      };
      for (int i = 0; i < 1000; ++i) {
        const int sk = below(200);
        EXPECT_TRUE(put(expiring(sk, number(now_second - 50 + below(100)))));
        if (seed == 0 && i % 10 == 0) sweep();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  expect_consistent();
  expect_expiry_rows("t");
  sweep();
  for (const auto& [row, item] : stored_rows("I")) {
    const model::AttributeMap attributes = codec::decode_item(codec::ItemView(item));
    EXPECT_GE(*attributes.find("t")->get_if<model::Number>(), model::Number::from_int(now_second));
  }
  expect_consistent();
}

TEST_F(TtlSweeperTest, RandomWritesKeepTheRowsOfTheItems) {
  std::mt19937 random(7);
  const auto below = [&](int bound) {
    return std::uniform_int_distribution<int>(0, bound - 1)(random);
  };
  const std::vector<std::string> numbers{"0",    "-0.5", "-7",    "1E-130",      "12.34",
                                         "1E17", "1E18", "-1E40", "1700000000.5"};
  for (int round = 0; round < 40; ++round) {
    for (int i = 0; i < 25; ++i) {
      const int sk = below(60);
      const std::string& value = numbers[static_cast<std::size_t>(below(9))];
      switch (below(4)) {
        case 0:
          ASSERT_TRUE(remove("p" + std::to_string(sk % 7), sk));
          break;
        case 1:
          ASSERT_TRUE(put(expiring(sk, text(value))));
          break;
        case 2:
          ASSERT_TRUE(put(expiring(sk, number(now_second - 500 + below(1000)))));
          break;
        default:
          ASSERT_TRUE(put(expiring(sk, decimal(value))));
      }
    }
    if (round % 8 == 7) sweep();
    expect_expiry_rows("t");
  }
  expect_consistent();
}

}  // namespace
}  // namespace dynarocks::engine
