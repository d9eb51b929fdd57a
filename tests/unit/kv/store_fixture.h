#pragma once
// A store for tests, with its calls in short form: each expects success.

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kv/rocksdb_store.h"
#include "kv/store.h"
#include "temporary_directory.h"

namespace dynarocks::kv {

using Rows = std::vector<std::pair<std::string, std::string>>;

inline std::int64_t little_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    value |= std::uint64_t{static_cast<unsigned char>(bytes.at(i))} << (8 * i);
  }
  return static_cast<std::int64_t>(value);
}

class StoreFixture : public ::testing::Test {
 protected:
  void open(const StoreOptions& options) {
    auto opened = open_rocksdb(options);
    ASSERT_TRUE(opened) << opened.error().message;
    store_ = std::move(*opened);
  }

  void reopen(const StoreOptions& options) {
    store_.reset();
    open(options);
  }

  SpaceId create_space() {
    const auto space = store_->create_space();
    EXPECT_TRUE(space) << space.error().message;
    return space.value_or(catalog_space);
  }

  void put(SpaceId space, std::string_view key, std::string_view value) {
    const auto batch = store_->begin();
    batch->put(space, key, value);
    commit(*batch);
  }

  void erase(SpaceId space, std::string_view key) {
    const auto batch = store_->begin();
    batch->erase(space, key);
    commit(*batch);
  }

  void add(SpaceId space, std::string_view key, std::int64_t first, std::int64_t second) {
    const auto batch = store_->begin();
    batch->add(space, key, first, second);
    commit(*batch);
  }

  void commit(Batch& batch) {
    const auto outcome = store_->commit(batch);
    EXPECT_TRUE(outcome) << outcome.error().message;
  }

  [[nodiscard]] std::optional<std::string> get(SpaceId space, std::string_view key,
                                               const Snapshot* snapshot = nullptr) const {
    const auto value = get_copy(*store_, space, key, snapshot);
    EXPECT_TRUE(value) << value.error().message;
    return value.value_or(std::nullopt);
  }

  [[nodiscard]] std::pair<std::int64_t, std::int64_t> counters(SpaceId space,
                                                               std::string_view key) const {
    const std::string row = get(space, key).value_or("");
    EXPECT_EQ(row.size(), 16U);
    if (row.size() != 16) return {};
    return {little_endian(row), little_endian(std::string_view(row).substr(8))};
  }

  [[nodiscard]] Rows scan(SpaceId space, const Range& range,
                          const Snapshot* snapshot = nullptr) const {
    Rows rows;
    const auto cursor = store_->scan(space, range, snapshot);
    EXPECT_TRUE(cursor) << cursor.error().message;
    if (!cursor) return rows;
    for (; (*cursor)->valid(); (*cursor)->next()) {
      rows.emplace_back((*cursor)->key(), (*cursor)->value());
    }
    EXPECT_TRUE((*cursor)->status());
    return rows;
  }

  TemporaryDirectory directory_;
  std::unique_ptr<Store> store_;
};

}  // namespace dynarocks::kv
