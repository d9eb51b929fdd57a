// What a damaged store becomes: a sound one, with what was sound.

#include "engine/store_salvage.h"

#include <algorithm>
#include <string>
#include <vector>

#include "codec/key_codec.h"
#include "codec/layout.h"
#include "engine/store_verifier.h"
#include "ttl_fixture.h"

namespace dynarocks::engine {
namespace {

class StoreSalvageTest : public TtlTest {
 protected:
  void SetUp() override {
    TtlTest::SetUp();
    change_table(
        [](auto& table) { table.stream_view_type = model::StreamViewType::NEW_AND_OLD_IMAGES; });
    ASSERT_TRUE(turn("t"));
    for (int i = 0; i < 600; ++i) ASSERT_TRUE(put(expiring(i, number(now_second + i))));
  }

  void plant(kv::SpaceId where, std::string_view key, std::string_view value) {
    const auto batch = store_->begin();
    batch->put(where, key, value);
    ASSERT_TRUE(store_->commit(*batch));
  }

  /// Saves what there is into a new store, which has to be sound, and opens its catalog.
  void save() {
    std::vector<kv::SpaceId> spaces{kv::catalog_space, *catalog_->streams().log_space()};
    for (const auto& table : catalog_->tables()) spaces.push_back(table->space());
    kv::StoreOptions options;
    options.in_memory = true;
    saved_ = std::move(*kv::open_rocksdb(options));
    const auto outcome = save_store(
        *store_, spaces, *saved_,
        {[&](const std::string& subject, const SavedItems& items) {
           if (subject == subject_of(table_->description()->key)) items_ = items;
         },
         [&](const std::string&, std::uint64_t, bool is_whole) { whole_streams_ += is_whole; },
         [&](const Finding& finding) { lost_.push_back(finding.kind); }, [](std::uint64_t) {}});
    ASSERT_TRUE(outcome);
    saved_catalog_ = std::move(*Catalog::open(*saved_, clock_));
    std::vector<kv::SpaceId> new_spaces{kv::catalog_space, *saved_catalog_->streams().log_space()};
    for (const auto& table : saved_catalog_->tables()) new_spaces.push_back(table->space());
    std::vector<FindingKind> found;
    static_cast<void>(verify_store(
        *saved_, new_spaces, [&](const Finding& finding) { found.push_back(finding.kind); },
        [](std::uint64_t) {}));
    EXPECT_TRUE(found.empty());
  }

  [[nodiscard]] std::shared_ptr<Table> saved_table() const {
    return saved_catalog_->find(table_->description()->key);
  }

  std::unique_ptr<kv::Store> saved_;
  std::unique_ptr<Catalog> saved_catalog_;
  SavedItems items_;
  int whole_streams_ = 0;
  std::vector<FindingKind> lost_;
};

TEST_F(StoreSalvageTest, ASoundStoreIsSavedWhole) {
  save();
  EXPECT_EQ(items_.saved, 600U);
  EXPECT_TRUE(items_.is_everything());
  EXPECT_EQ(whole_streams_, 1);
  EXPECT_TRUE(lost_.empty());
  EXPECT_EQ(saved_catalog_->tables().size(), 2U);
  EXPECT_EQ(saved_table()->item_count(), table_->item_count());
  EXPECT_EQ(saved_table()->size_bytes(), table_->size_bytes());
  EXPECT_EQ(saved_table()->stream()->key().label, table_->stream()->key().label);
}

TEST_F(StoreSalvageTest, ItemsThatCannotBeDecodedAreLeftOutWithAllThatFollows) {
  plant(table_->space(), row(item("p1", 1)), "no item");
  plant(table_->space(), "Ix", item("p1", 2));
  save();
  EXPECT_EQ(items_.saved, 599U);
  EXPECT_EQ(items_.undecodable, 2U);
  EXPECT_EQ(saved_table()->item_count(), 599);
}

TEST_F(StoreSalvageTest, WrongIndexesAndCountersAreMadeAnew) {
  plant(table_->space(), codec::index_rows(3) + "stray", item("p1", 2));
  const auto batch = store_->begin();
  batch->add(table_->space(), codec::counters_row, 5, 5);
  batch->erase_range(table_->space(), codec::expiry_rows, codec::prefix_successor("E"));
  ASSERT_TRUE(store_->commit(*batch));
  save();
  EXPECT_TRUE(items_.is_everything());
  EXPECT_EQ(saved_table()->item_count(), 600);
}

TEST_F(StoreSalvageTest, AStreamThatIsNotWholeIsLeftOut) {
  const auto& rows = table_->stream()->rows();
  const std::uint32_t shard = table_->stream()->shards().front().number;
  plant(rows.space, codec::stream_record_row(rows.id, shard, 3), "no record");
  save();
  EXPECT_EQ(whole_streams_, 0);
  EXPECT_EQ(saved_table()->stream(), nullptr);
  EXPECT_TRUE(items_.is_everything());
}

TEST_F(StoreSalvageTest, ATableWhoseRecordCannotBeReadIsTold) {
  plant(kv::catalog_space, codec::table_row(table_->description()->key), "no record");
  save();
  EXPECT_EQ(saved_table(), nullptr);
  EXPECT_EQ(lost_, (std::vector{FindingKind::unreadable_record, FindingKind::unnamed_space}));
  EXPECT_EQ(saved_catalog_->tables().size(), 1U);
}

TEST_F(StoreSalvageTest, APolicyThatCannotBeReadIsLeftOut) {
  change_table([](auto& table) { table.resource_policy = {"no policy", 1}; });
  save();
  EXPECT_EQ(lost_, std::vector{FindingKind::unreadable_policy});
  ASSERT_NE(saved_table(), nullptr);
  EXPECT_FALSE(saved_table()->description()->resource_policy.last_change);
}

}  // namespace
}  // namespace dynarocks::engine
