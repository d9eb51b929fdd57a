// What every store does, on disk (at each durability) and in memory alike.

#include "kv/store.h"

#include <gtest/gtest.h>

#include <atomic>
#include <limits>
#include <thread>

#include "store_fixture.h"

namespace dynarocks::kv {
namespace {

struct Place {
  const char* name;
  bool in_memory;
  Durability durability;
};

class StoreTest : public StoreFixture, public ::testing::WithParamInterface<Place> {
 protected:
  void SetUp() override {
    StoreOptions options;
    options.data_dir = directory_ / "data";
    options.in_memory = GetParam().in_memory;
    options.durability = GetParam().durability;
    ASSERT_NO_FATAL_FAILURE(open(options));
    space_ = create_space();
  }

  void put_letters() {
    for (const char* letter : {"a", "b", "c", "d", "e"}) put(space_, letter, letter);
  }

  [[nodiscard]] std::string keys(const Range& range, const Snapshot* snapshot = nullptr) const {
    std::string keys;
    for (const auto& [key, value] : scan(space_, range, snapshot)) keys += key;
    return keys;
  }

  SpaceId space_ = catalog_space;
};

INSTANTIATE_TEST_SUITE_P(Everywhere, StoreTest,
                         ::testing::Values(Place{"memory", true, Durability::wal},
                                           Place{"disk_none", false, Durability::none},
                                           Place{"disk_wal", false, Durability::wal},
                                           Place{"disk_fsync", false, Durability::fsync}),
                         [](const auto& test) { return test.param.name; });

TEST_P(StoreTest, GivesBackWhatWasPut) {
  EXPECT_EQ(get(space_, "key"), std::nullopt);
  put(space_, "key", "value");
  EXPECT_EQ(get(space_, "key"), "value");
  put(space_, "key", "other");
  EXPECT_EQ(get(space_, "key"), "other");
}

TEST_P(StoreTest, KeepsAnyBytes) {
  const std::string key("\0\xff\0k", 4);
  const std::string value(300'000, '\0');
  put(space_, key, value);
  put(space_, "empty", "");
  EXPECT_EQ(get(space_, key), value);
  EXPECT_EQ(get(space_, "empty"), "");
}

TEST_P(StoreTest, EraseRemovesARowAndToleratesAMissingOne) {
  put(space_, "key", "value");
  erase(space_, "key");
  erase(space_, "never there");
  EXPECT_EQ(get(space_, "key"), std::nullopt);
}

TEST_P(StoreTest, GetCallsBackOnlyForAnExistingRow) {
  put(space_, "key", "value");
  int calls = 0;
  const auto count = [&](std::string_view) { ++calls; };
  EXPECT_EQ(store_->get(space_, "key", nullptr, count).value(), true);
  EXPECT_EQ(calls, 1);
  EXPECT_EQ(store_->get(space_, "other", nullptr, count).value(), false);
  EXPECT_EQ(calls, 1);
}

TEST_P(StoreTest, SpacesDoNotSeeEachOther) {
  const SpaceId other = create_space();
  put(space_, "key", "one");
  put(other, "key", "two");
  put(catalog_space, "Tkey", "three");
  EXPECT_EQ(get(space_, "key"), "one");
  EXPECT_EQ(get(other, "key"), "two");
  EXPECT_EQ(get(catalog_space, "key"), std::nullopt);
  EXPECT_EQ(get(catalog_space, "Tkey"), "three");
}

TEST_P(StoreTest, ABatchAppliesInOrderAndAcrossSpaces) {
  const SpaceId other = create_space();
  put(space_, "old", "x");
  const auto batch = store_->begin();
  batch->put(space_, "key", "first");
  batch->put(space_, "key", "second");
  batch->put(other, "key", "third");
  batch->erase(space_, "old");
  EXPECT_EQ(get(space_, "key"), std::nullopt);
  commit(*batch);
  EXPECT_EQ(get(space_, "key"), "second");
  EXPECT_EQ(get(other, "key"), "third");
  EXPECT_EQ(get(space_, "old"), std::nullopt);
}

TEST_P(StoreTest, AClearedBatchIsEmptyAndUsable) {
  const auto batch = store_->begin();
  batch->put(space_, "forgotten", "x");
  batch->put(space_ + 1000, "to no space", "x");
  batch->clear();
  batch->put(space_, "kept", "x");
  commit(*batch);
  EXPECT_EQ(keys({}), "kept");
}

TEST_P(StoreTest, ScanForwardKeepsBounds) {
  put_letters();
  EXPECT_EQ(keys({"", "", true}), "abcde");
  EXPECT_EQ(keys({"b", "d", true}), "bc");
  EXPECT_EQ(keys({"b", "", true}), "bcde");
  EXPECT_EQ(keys({"", "b", true}), "a");
  EXPECT_EQ(keys({"aa", "bb", true}), "b");
  EXPECT_EQ(keys({"b", "b", true}), "");
  EXPECT_EQ(keys({"f", "", true}), "");
  EXPECT_EQ(keys({"d", "b", true}), "");
}

TEST_P(StoreTest, ScanBackwardStartsBelowTheEnd) {
  put_letters();
  EXPECT_EQ(keys({"", "", false}), "edcba");
  EXPECT_EQ(keys({"b", "d", false}), "cb");
  EXPECT_EQ(keys({"b", "", false}), "edcb");
  EXPECT_EQ(keys({"", "b", false}), "a");
  EXPECT_EQ(keys({"aa", "bb", false}), "b");
  EXPECT_EQ(keys({"", "a", false}), "");
  EXPECT_EQ(keys({"d", "b", false}), "");
}

TEST_P(StoreTest, ScanOrdersByUnsignedBytes) {
  put(space_, "\x7f", "1");
  put(space_, "\x80", "2");
  put(space_, std::string_view("\0", 1), "0");
  const Rows expected = {{std::string(1, '\0'), "0"}, {"\x7f", "1"}, {"\x80", "2"}};
  EXPECT_EQ(scan(space_, {}), expected);
}

TEST_P(StoreTest, AnOpenCursorDoesNotSeeLaterWrites) {
  put_letters();
  const auto cursor = store_->scan(space_, {}, nullptr);
  ASSERT_TRUE(cursor);
  put(space_, "bb", "new");
  erase(space_, "c");
  std::string seen;
  for (; (*cursor)->valid(); (*cursor)->next()) seen += (*cursor)->key();
  EXPECT_EQ(seen, "abcde");
}

TEST_P(StoreTest, ASnapshotSeesNothingCommittedLater) {
  put_letters();
  const auto snapshot = store_->snapshot();
  put(space_, "a", "changed");
  erase(space_, "b");
  put(space_, "f", "new");
  EXPECT_EQ(get(space_, "a", snapshot.get()), "a");
  EXPECT_EQ(get(space_, "f", snapshot.get()), std::nullopt);
  EXPECT_EQ(keys({}, snapshot.get()), "abcde");
  EXPECT_EQ(keys({"", "", false}, snapshot.get()), "edcba");
  EXPECT_EQ(keys({}), "acdef");
}

TEST_P(StoreTest, CountersAddUpFromZero) {
  add(space_, "C", 1, 100);
  EXPECT_EQ(counters(space_, "C"), std::make_pair(std::int64_t{1}, std::int64_t{100}));
  add(space_, "C", 2, -40);
  add(space_, "C", -5, -100);
  EXPECT_EQ(counters(space_, "C"), std::make_pair(std::int64_t{-2}, std::int64_t{-40}));
}

TEST_P(StoreTest, CountersHoldTheWholeRangeOfTheirType) {
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  constexpr auto least = std::numeric_limits<std::int64_t>::min();
  add(space_, "C", most, least);
  EXPECT_EQ(counters(space_, "C"), std::make_pair(most, least));
  add(space_, "C", least, most);
  EXPECT_EQ(counters(space_, "C"), std::make_pair(std::int64_t{-1}, std::int64_t{-1}));
}

TEST_P(StoreTest, CountersAreAddedToSeveralTimesInOneBatch) {
  const auto batch = store_->begin();
  for (int i = 0; i < 100; ++i) batch->add(space_, "C", 1, i);
  commit(*batch);
  EXPECT_EQ(counters(space_, "C"), std::make_pair(std::int64_t{100}, std::int64_t{4950}));
}

TEST_P(StoreTest, AnErasedCounterStartsAgainAtZero) {
  add(space_, "C", 7, 7);
  erase(space_, "C");
  add(space_, "C", 1, 2);
  EXPECT_EQ(counters(space_, "C"), std::make_pair(std::int64_t{1}, std::int64_t{2}));
}

TEST_P(StoreTest, AddingToARowThatIsNoCounterIsReportedAsDamage) {
  put(space_, "key", "text");
  add(space_, "key", 1, 1);
  const auto value = get_copy(*store_, space_, "key");
  ASSERT_FALSE(value);
  EXPECT_EQ(value.error().kind, StoreError::Kind::corrupt);
  const auto cursor = store_->scan(space_, {}, nullptr);
  ASSERT_FALSE(cursor);
  EXPECT_EQ(cursor.error().kind, StoreError::Kind::corrupt);
}

TEST_P(StoreTest, SpaceIdsRiseAndAreNotReused) {
  const SpaceId second = create_space();
  EXPECT_GT(second, space_);
  ASSERT_TRUE(store_->drop_space(second));
  EXPECT_GT(create_space(), second);
}

TEST_P(StoreTest, ADroppedSpaceRefusesEverything) {
  put(space_, "key", "value");
  ASSERT_TRUE(store_->drop_space(space_));

  const auto value = get_copy(*store_, space_, "key");
  ASSERT_FALSE(value);
  EXPECT_EQ(value.error().kind, StoreError::Kind::invalid);
  EXPECT_FALSE(store_->scan(space_, {}, nullptr));
  EXPECT_FALSE(store_->drop_space(space_));

  const auto batch = store_->begin();
  batch->put(space_, "key", "value");
  const auto outcome = store_->commit(*batch);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().kind, StoreError::Kind::invalid);
}

TEST_P(StoreTest, ABatchMadeBeforeTheDropIsRefusedAsAWhole) {
  const SpaceId other = create_space();
  const auto batch = store_->begin();
  batch->put(other, "key", "value");
  batch->put(space_, "key", "value");
  batch->add(space_, "C", 1, 1);
  ASSERT_TRUE(store_->drop_space(space_));
  const auto outcome = store_->commit(*batch);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().kind, StoreError::Kind::invalid);
  EXPECT_EQ(get(other, "key"), std::nullopt);
  put(other, "key", "the store still takes writes");
}

TEST_P(StoreTest, AnOpenCursorOutlivesItsSpace) {
  put_letters();
  auto cursor = store_->scan(space_, {}, nullptr);
  ASSERT_TRUE(cursor);
  ASSERT_TRUE(store_->drop_space(space_));
  std::string seen;
  for (; (*cursor)->valid(); (*cursor)->next()) seen += (*cursor)->key();
  EXPECT_EQ(seen, "abcde");
  EXPECT_TRUE((*cursor)->status());
}

TEST_P(StoreTest, CursorsAndSnapshotsMayOutliveTheStore) {
  put_letters();
  auto cursor = store_->scan(space_, {}, nullptr);
  ASSERT_TRUE(cursor);
  const auto snapshot = store_->snapshot();
  store_.reset();
  EXPECT_EQ((*cursor)->key(), "a");
}

TEST_P(StoreTest, TheCatalogSpaceCannotBeDropped) {
  EXPECT_FALSE(store_->drop_space(catalog_space));
  put(catalog_space, "Tkey", "value");
  EXPECT_EQ(get(catalog_space, "Tkey"), "value");
}

TEST_P(StoreTest, DropSpacesExceptKeepsTheNamedAndTheCatalog) {
  const SpaceId second = create_space();
  const SpaceId third = create_space();
  put(catalog_space, "Tkey", "value");
  put(second, "key", "value");
  ASSERT_TRUE(store_->drop_spaces_except({second}));
  EXPECT_EQ(get(catalog_space, "Tkey"), "value");
  EXPECT_EQ(get(second, "key"), "value");
  EXPECT_FALSE(get_copy(*store_, space_, "key"));
  EXPECT_FALSE(get_copy(*store_, third, "key"));
}

/// What one thread does while others create, use and drop spaces of their own.
void use_spaces(Store& store, SpaceId shared, int thread, std::atomic<int>& failures) {
  const auto expect = [&](bool outcome) {
    if (!outcome) ++failures;
  };
  for (int round = 0; round < 20; ++round) {
    const auto own = store.create_space();
    expect(own.has_value());
    if (!own) return;
    const auto batch = store.begin();
    for (int i = 0; i < 20; ++i) {
      const std::string key = std::to_string(thread) + "." + std::to_string(round * 20 + i);
      batch->clear();
      batch->put(*own, key, key);
      batch->put(shared, key, key);
      batch->add(shared, "C", 1, 10);
      expect(store.commit(*batch).has_value());
      expect(get_copy(store, *own, key).value_or(std::nullopt) == key);
      expect(store.scan(shared, {}, nullptr).has_value());
    }
    expect(store.drop_space(*own).has_value());
    expect(!store.commit(*batch).has_value());
  }
}

TEST_P(StoreTest, ThreadsCreateUseAndDropSpacesAtOnce) {
  constexpr int thread_count = 4;
  std::atomic<int> failures = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < thread_count; ++i) {
    threads.emplace_back([&, i] { use_spaces(*store_, space_, i, failures); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failures, 0);
  EXPECT_EQ(scan(space_, {}).size(), thread_count * 20U * 20U + 1);
  EXPECT_EQ(counters(space_, "C"), std::make_pair(std::int64_t{1600}, std::int64_t{16000}));
}

TEST_P(StoreTest, WritersRaceADropWithoutHarm) {
  for (int round = 0; round < 20; ++round) {
    const SpaceId doomed = create_space();
    std::atomic<bool> refused = false;
    std::thread writer([&] {
      const auto batch = store_->begin();
      for (int i = 0; !refused; ++i) {
        batch->clear();
        batch->put(doomed, std::to_string(i), "value");
        const auto outcome = store_->commit(*batch);
        if (!outcome) {
          EXPECT_EQ(outcome.error().kind, StoreError::Kind::invalid);
          refused = true;
        }
      }
    });
    ASSERT_TRUE(store_->drop_space(doomed));
    writer.join();
    put(space_, "key", std::to_string(round));
  }
  EXPECT_EQ(get(space_, "key"), "19");
}

}  // namespace
}  // namespace dynarocks::kv
