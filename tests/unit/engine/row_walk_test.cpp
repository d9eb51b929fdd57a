// Walks over rows some of which cannot be read, as after damage to a file.

#include "engine/row_walk.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace dynarocks::engine {
namespace {

using Rows = std::map<std::string, std::string>;
using IsDamaged = std::function<bool(const std::string& key)>;

kv::StoreError damaged() { return {kv::StoreError::Kind::corrupt, "damaged"}; }

/// Stops with an error at a damaged row.
class FaultyCursor final : public kv::Cursor {
 public:
  FaultyCursor(Rows::const_iterator at, Rows::const_iterator end, const IsDamaged& is_damaged)
      : at_(at), end_(end), is_damaged_(is_damaged) {}
  [[nodiscard]] bool valid() const override { return at_ != end_ && !is_damaged_(at_->first); }
  [[nodiscard]] std::string_view key() const override { return at_->first; }
  [[nodiscard]] std::string_view value() const override { return at_->second; }
  void next() override { ++at_; }
  [[nodiscard]] kv::StoreResult<void> status() const override {
    if (at_ != end_ && is_damaged_(at_->first)) return failure(damaged());
    return {};
  }

 private:
  Rows::const_iterator at_;
  Rows::const_iterator end_;
  const IsDamaged& is_damaged_;
};

class FaultyStore final : public kv::Store {
 public:
  FaultyStore(Rows rows, IsDamaged is_damaged)
      : rows_(std::move(rows)), is_damaged_(std::move(is_damaged)) {}

  kv::StoreResult<std::unique_ptr<kv::Cursor>> scan(kv::SpaceId /*space*/, const kv::Range& range,
                                                    const kv::Snapshot*) const override {
    const auto end = range.end.empty() ? rows_.end() : rows_.lower_bound(range.end);
    return std::make_unique<FaultyCursor>(rows_.lower_bound(range.begin), end, is_damaged_);
  }
  kv::StoreResult<kv::SpaceId> create_space() override { return failure(damaged()); }
  kv::StoreResult<void> drop_space(kv::SpaceId) override { return failure(damaged()); }
  kv::StoreResult<void> drop_spaces_except(const std::vector<kv::SpaceId>&) override { return {}; }
  kv::StoreResult<bool> get(kv::SpaceId, std::string_view, const kv::Snapshot*,
                            const std::function<void(std::string_view)>&) const override {
    return failure(damaged());
  }
  std::unique_ptr<kv::Batch> begin() const override { return nullptr; }
  kv::StoreResult<void> commit(kv::Batch&) override { return failure(damaged()); }
  std::unique_ptr<kv::Snapshot> snapshot() const override { return nullptr; }

 private:
  Rows rows_;
  IsDamaged is_damaged_;
};

struct Walked {
  std::vector<std::string> keys;
  std::vector<std::pair<std::string, std::string>> gaps;
};

Walked walk(const kv::Store& store, std::string_view begin = {}, std::string_view end = {}) {
  Walked walked;
  walk_rows(store, 1, begin, end,
            {[&](std::string_view key, std::string_view) { walked.keys.emplace_back(key); },
             [&](const std::string& from, const std::string& to, const kv::StoreError&) {
               walked.gaps.emplace_back(from, to);
             }});
  return walked;
}

/// Keys as those of items: a hash, and some bytes.
Rows hashed_rows(std::size_t count) {
  std::mt19937_64 random(1);
  Rows rows;
  while (rows.size() < count) {
    std::string key = "I";
    for (int shift = 56; shift >= 0; shift -= 8) key += static_cast<char>(random() >> shift & 0xFF);
    rows.emplace(key + "p" + std::to_string(rows.size()), "v");
  }
  return rows;
}

std::string key_at(const Rows& rows, std::size_t index) {
  return std::next(rows.begin(), static_cast<std::ptrdiff_t>(index))->first;
}

IsDamaged between(const std::string& first, const std::string& last) {
  return [=](const std::string& key) { return first <= key && key <= last; };
}

TEST(RowWalk, SoundRowsAreAllWalkedOver) {
  const Rows rows = hashed_rows(100);
  const Walked walked = walk(FaultyStore(rows, [](const auto&) { return false; }));
  EXPECT_EQ(walked.keys.size(), 100U);
  EXPECT_TRUE(walked.gaps.empty());
}

TEST(RowWalk, OneDamagedPlaceIsPassedOverExactly) {
  const Rows rows = hashed_rows(500);
  for (const auto& [first, last] : {std::pair{0, 0}, {0, 9}, {100, 100}, {200, 299}, {490, 499}}) {
    const std::string from = key_at(rows, static_cast<std::size_t>(first));
    const std::string to = key_at(rows, static_cast<std::size_t>(last));
    const Walked walked = walk(FaultyStore(rows, between(from, to)));
    EXPECT_EQ(walked.keys.size(), 500U - static_cast<std::size_t>(last - first + 1)) << first;
    ASSERT_EQ(walked.gaps.size(), 1U);
    EXPECT_LE(walked.gaps[0].first, from);
    EXPECT_TRUE(last == 499 || walked.gaps[0].second > to) << first;
  }
}

TEST(RowWalk, SeveralDamagedPlacesCostLittleMoreThanThemselves) {
  const Rows rows = hashed_rows(1000);
  const IsDamaged one = between(key_at(rows, 100), key_at(rows, 109));
  const IsDamaged two = between(key_at(rows, 500), key_at(rows, 509));
  const IsDamaged three = between(key_at(rows, 900), key_at(rows, 909));
  const Walked walked = walk(FaultyStore(
      rows, [&](const std::string& key) { return one(key) || two(key) || three(key); }));
  EXPECT_GE(walked.keys.size(), 900U);
  EXPECT_EQ(walked.gaps.size(), 3U);
  EXPECT_TRUE(std::is_sorted(walked.keys.begin(), walked.keys.end()));
}

TEST(RowWalk, NothingCanBeRead) {
  const Walked walked = walk(FaultyStore(hashed_rows(10), [](const auto&) { return true; }));
  EXPECT_TRUE(walked.keys.empty());
  ASSERT_EQ(walked.gaps.size(), 1U);
}

TEST(RowWalk, ARangeIsNotLeft) {
  const Rows rows{{"a", ""}, {"b", ""}, {"c", ""}, {"d", ""}};
  const FaultyStore store(rows, [](const std::string& key) { return key == "c"; });
  EXPECT_EQ(walk(store, "b", "d").keys, std::vector<std::string>{"b"});
  EXPECT_EQ(walk(store, "a", "c").gaps.size(), 0U);
  EXPECT_EQ(walk(store).keys, (std::vector<std::string>{"a", "b", "d"}));
}

}  // namespace
}  // namespace dynarocks::engine
