// A store with rows of every kind is sound; each row that is taken away, changed or added without
// the others is found, as what it is.

#include "engine/store_verifier.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "codec/key_codec.h"
#include "codec/kms_codec.h"
#include "codec/layout.h"
#include "codec/request_token_codec.h"
#include "codec/stream_codec.h"
#include "codec/table_codec.h"
#include "engine/item_key.h"
#include "ttl_fixture.h"

namespace dynarocks::engine {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class StoreVerifierTest : public TtlTest {
 protected:
  static constexpr int items = 40;

  void SetUp() override {
    TtlTest::SetUp();
    change_table(
        [](auto& table) { table.stream_view_type = model::StreamViewType::NEW_AND_OLD_IMAGES; });
    ASSERT_TRUE(turn("t"));
    for (int i = 0; i < items; ++i) ASSERT_TRUE(put(expiring(i, number(now_second + i))));
    for (int i = 0; i < items; i += 5) ASSERT_TRUE(put(expiring(i, text("never"))));
    for (int i = 0; i < items; i += 8) ASSERT_TRUE(remove("p" + std::to_string(i % 7), i));
    put_token();
    model::KmsKey key;
    key.owner = {"000000000000", "us-east-1"};
    key.id = "k";
    model::KmsAlias alias;
    alias.owner = key.owner;
    alias.name = "alias/a";
    alias.key_id = key.id;
    plant(kv::catalog_space, codec::kms_key_row(key.owner, key.id), codec::encode_kms_key(key));
    plant(kv::catalog_space, codec::kms_alias_row(alias.owner, alias.name),
          codec::encode_kms_alias(alias));
    spaces_ = {kv::catalog_space, *catalog_->streams().log_space()};
    for (const auto& table : catalog_->tables()) spaces_.push_back(table->space());
  }

  [[nodiscard]] kv::SpaceId space() const { return table_->space(); }
  [[nodiscard]] kv::SpaceId log() const { return *catalog_->streams().log_space(); }
  [[nodiscard]] std::uint64_t stream_id() const { return table_->stream()->rows().id; }

  void put_token() {
    token_row_ = codec::request_token_row({"000000000000", "us-east-1"}, "token");
    const codec::RequestTokenRecord record{clock_.now_millis(), std::string(32, 'd'), {1}};
    plant(kv::catalog_space, token_row_, codec::encode_request_token(record));
    token_expiry_row_ = codec::request_expiry_row(record.completed_millis, token_row_);
    plant(kv::catalog_space, token_expiry_row_, "");
  }

  void plant(kv::SpaceId where, std::string_view key, std::string_view value) {
    const auto batch = store_->begin();
    batch->put(where, key, value);
    ASSERT_TRUE(store_->commit(*batch));
  }
  void take_away(kv::SpaceId where, std::string_view key) {
    const auto batch = store_->begin();
    batch->erase(where, key);
    ASSERT_TRUE(store_->commit(*batch));
  }

  /// The first row of a space that begins with `prefix`.
  [[nodiscard]] std::pair<std::string, std::string> first(kv::SpaceId where,
                                                          std::string_view prefix) const {
    const auto cursor =
        store_->scan(where, {std::string(prefix), codec::prefix_successor(prefix), true}, nullptr);
    EXPECT_TRUE((*cursor)->valid());
    return {std::string((*cursor)->key()), std::string((*cursor)->value())};
  }

  /// The rows of the stream's records.
  [[nodiscard]] std::vector<std::string> rows_of_log() const {
    const std::string begin = codec::stream_record_rows(stream_id());
    std::vector<std::string> rows;
    const auto cursor = store_->scan(log(), {begin, codec::prefix_successor(begin), true}, nullptr);
    for (; (*cursor)->valid(); (*cursor)->next()) rows.emplace_back((*cursor)->key());
    return rows;
  }

  [[nodiscard]] std::vector<FindingKind> findings() {
    std::vector<FindingKind> kinds;
    totals_ = verify_store(
        *store_, spaces_, [&](const Finding& finding) { kinds.push_back(finding.kind); },
        [&](std::uint64_t rows) { rows_ += rows; });
    return kinds;
  }

  std::vector<kv::SpaceId> spaces_;
  std::string token_row_;
  std::string token_expiry_row_;
  StoreTotals totals_;
  std::uint64_t rows_ = 0;
};

TEST_F(StoreVerifierTest, ASoundStoreIsSound) {
  EXPECT_THAT(findings(), IsEmpty());
  EXPECT_EQ(totals_.tables, 2U);
  EXPECT_EQ(totals_.items, 35U);
  EXPECT_EQ(totals_.index_entries, 5U * 35U);
  EXPECT_EQ(totals_.stream_records, 40U + 8U + 5U);
  EXPECT_GT(rows_, 35U * 6U);
}

// --- items, indexes, expiry, counters -----------------------------------------------------------

TEST_F(StoreVerifierTest, AnItemThatIsGone) {
  const auto [row, item] = first(space(), "I");
  take_away(space(), row);
  const auto found = findings();
  EXPECT_THAT(found, Contains(FindingKind::wrong_table_counters));
  EXPECT_THAT(found, Contains(FindingKind::wrong_collection_counters));
  EXPECT_THAT(found, Contains(FindingKind::stray_entry).Times(5));
}

TEST_F(StoreVerifierTest, AnItemThatCannotBeDecoded) {
  plant(space(), first(space(), "I").first, "no item");
  EXPECT_THAT(findings(), Contains(FindingKind::malformed_item));
}

TEST_F(StoreVerifierTest, AnItemUnderAnotherKey) {
  plant(space(), "Ix", first(space(), "I").second);
  EXPECT_THAT(findings(), ElementsAre(FindingKind::misplaced_item));
}

TEST_F(StoreVerifierTest, AnItemThatIsAnother) {
  const std::string changed = encoded({{"pk", text("p1")}, {"sk", number(1)}, {"a", text("b")}});
  plant(space(), row(changed), changed);
  const auto found = findings();
  EXPECT_THAT(found, Contains(FindingKind::missing_entry));
  EXPECT_THAT(found, Contains(FindingKind::stray_entry));
  EXPECT_THAT(found, Contains(FindingKind::stray_expiry));
  EXPECT_THAT(found, Contains(FindingKind::wrong_table_counters));
}

TEST_F(StoreVerifierTest, AnIndexEntryThatIsGone) {
  take_away(space(), first(space(), codec::index_rows(3)).first);
  EXPECT_THAT(findings(),
              ElementsAre(FindingKind::missing_entry, FindingKind::wrong_index_counters));
}

TEST_F(StoreVerifierTest, AnIndexEntryThatShowsSomethingElse) {
  const auto [row, entry] = first(space(), codec::index_rows(4));
  plant(space(), row, item("p1", 1, "else"));
  EXPECT_THAT(findings(), ElementsAre(FindingKind::wrong_entry, FindingKind::wrong_index_counters));
}

TEST_F(StoreVerifierTest, AnIndexEntryOfNoItem) {
  const auto [row, entry] = first(space(), codec::index_rows(4));
  plant(space(), row + "x", entry);
  plant(space(), codec::index_rows(4) + "short", entry);
  EXPECT_THAT(findings(), ElementsAre(FindingKind::stray_entry, FindingKind::stray_entry));
}

TEST_F(StoreVerifierTest, RowsOfAnIndexThatIsNotThere) {
  const auto [row, entry] = first(space(), codec::index_rows(4));
  plant(space(), codec::index_rows(9) + "a", entry);
  plant(space(), codec::index_rows(9) + "b", entry);
  EXPECT_THAT(findings(), ElementsAre(FindingKind::unknown_index));
}

TEST_F(StoreVerifierTest, RowsOfAnIndexThatIsBeingDeleted) {
  change_table([](auto& table) {
    table.global_secondary_indexes.back().status = model::IndexStatus::DELETING;
  });
  EXPECT_THAT(findings(), IsEmpty());
}

TEST_F(StoreVerifierTest, AnIndexThatIsBeingFilled) {
  change_table([](auto& table) {
    table.global_secondary_indexes.back().status = model::IndexStatus::CREATING;
    table.global_secondary_indexes.back().backfilling = true;
  });
  const std::uint32_t id = table_->description()->global_secondary_indexes.back().index.id;
  const auto [row, entry] = first(space(), codec::index_rows(id));
  const auto batch = store_->begin();
  batch->erase(space(), row);
  batch->add(space(), codec::index_counters_row(id), -1,
             -static_cast<std::int64_t>(codec::ItemView(entry).size()));
  ASSERT_TRUE(store_->commit(*batch));
  EXPECT_THAT(findings(), IsEmpty());
}

TEST_F(StoreVerifierTest, AnExpiryThatIsGone) {
  take_away(space(), first(space(), codec::expiry_rows).first);
  EXPECT_THAT(findings(), ElementsAre(FindingKind::missing_expiry));
}

TEST_F(StoreVerifierTest, AnExpiryOfNoItemAndAtAnotherTime) {
  const std::string item_row = first(space(), "I").first;
  plant(space(), codec::expiry_row(5, item_row), "");
  plant(space(), codec::expiry_row(5, item_row + "x"), "");
  EXPECT_THAT(findings(), ElementsAre(FindingKind::stray_expiry, FindingKind::stray_expiry));
}

TEST_F(StoreVerifierTest, ExpiryRowsWithoutTimeToLive) {
  ASSERT_TRUE(turn(std::nullopt));
  EXPECT_THAT(findings(), IsEmpty());
  plant(space(), codec::expiry_row(5, first(space(), "I").first), "");
  EXPECT_THAT(findings(), ElementsAre(FindingKind::stray_expiry));
}

class CountersVerifierTest
    : public StoreVerifierTest,
      public ::testing::WithParamInterface<std::pair<std::string, FindingKind>> {};

INSTANTIATE_TEST_SUITE_P(EveryKind, CountersVerifierTest,
                         ::testing::Values(std::pair{std::string(codec::counters_row),
                                                     FindingKind::wrong_table_counters},
                                           std::pair{codec::index_counters_row(3),
                                                     FindingKind::wrong_index_counters},
                                           std::pair{codec::collection_counters_row("p1"),
                                                     FindingKind::wrong_collection_counters},
                                           std::pair{codec::collection_counters_row("nobody"),
                                                     FindingKind::wrong_collection_counters}));

TEST_P(CountersVerifierTest, CountersThatDoNotCount) {
  const auto batch = store_->begin();
  batch->add(space(), GetParam().first, 0, 1);
  ASSERT_TRUE(store_->commit(*batch));
  EXPECT_THAT(findings(), ElementsAre(GetParam().second));
}

TEST_F(StoreVerifierTest, RowsOfNoKnownKind) {
  plant(space(), "Z", "");
  plant(space(), "Ca", "");
  plant(kv::catalog_space, "Z", "");
  plant(log(), "Z", "");
  EXPECT_THAT(findings(), ElementsAre(FindingKind::unknown_row, FindingKind::unknown_row,
                                      FindingKind::unknown_row, FindingKind::unknown_row));
}

// --- the catalog --------------------------------------------------------------------------------

TEST_F(StoreVerifierTest, ATableRecordThatIsGoneOrCannotBeRead) {
  const std::string row = codec::table_row(table_->description()->key);
  plant(kv::catalog_space, row, "no record");
  EXPECT_THAT(findings(), ElementsAre(FindingKind::unreadable_record, FindingKind::unnamed_space));
  take_away(kv::catalog_space, row);
  EXPECT_THAT(findings(), ElementsAre(FindingKind::unnamed_space));
}

TEST_F(StoreVerifierTest, ASpaceThatAKillLeftEmpty) {
  spaces_.push_back(*store_->create_space());
  EXPECT_THAT(findings(), IsEmpty());
}

TEST_F(StoreVerifierTest, ARecordUnderAnotherKey) {
  const auto [row, record] = first(kv::catalog_space, "T");
  plant(kv::catalog_space, row + "x", record);
  EXPECT_THAT(findings(), ElementsAre(FindingKind::unreadable_record));
}

TEST_F(StoreVerifierTest, ATableWithoutItsSpace) {
  std::erase(spaces_, space());
  EXPECT_THAT(findings(), ElementsAre(FindingKind::missing_space));
}

TEST_F(StoreVerifierTest, AStreamLogWithoutItsSpace) {
  std::erase(spaces_, log());
  EXPECT_THAT(findings(), ElementsAre(FindingKind::missing_space));
}

TEST_F(StoreVerifierTest, ATableWithoutItsStream) {
  take_away(kv::catalog_space, first(kv::catalog_space, codec::stream_rows).first);
  EXPECT_THAT(findings(), ElementsAre(FindingKind::missing_stream, FindingKind::unknown_stream));
}

TEST_F(StoreVerifierTest, APolicyThatCannotBeRead) {
  change_table([](auto& table) { table.resource_policy = {"no policy", 1}; });
  EXPECT_THAT(findings(), ElementsAre(FindingKind::unreadable_policy));
}

TEST_F(StoreVerifierTest, RequestTokens) {
  take_away(kv::catalog_space, token_expiry_row_);
  EXPECT_THAT(findings(), ElementsAre(FindingKind::token_without_expiry));
  put_token();
  take_away(kv::catalog_space, token_row_);
  EXPECT_THAT(findings(), ElementsAre(FindingKind::expiry_without_token));
  plant(kv::catalog_space, token_row_, "no token");
  EXPECT_THAT(findings(), ElementsAre(FindingKind::unreadable_record));
}

TEST_F(StoreVerifierTest, RecordsOfKms) {
  plant(kv::catalog_space, first(kv::catalog_space, codec::kms_key_rows).first, "no key");
  plant(kv::catalog_space, first(kv::catalog_space, codec::kms_alias_rows).first, "no alias");
  EXPECT_THAT(findings(),
              ElementsAre(FindingKind::unreadable_record, FindingKind::unreadable_record));
}

TEST_F(StoreVerifierTest, SpaceIdsThatMayBeGivenAgain) {
  constexpr std::string_view row("\0space-ids", 10);
  plant(kv::catalog_space, row, "1000");
  EXPECT_THAT(findings(), IsEmpty());
  plant(kv::catalog_space, row, std::to_string(space()));
  EXPECT_THAT(findings(), Contains(FindingKind::space_id_not_reserved));
  plant(kv::catalog_space, row, "many");
  EXPECT_THAT(findings(), ElementsAre(FindingKind::unreadable_record));
}

// --- streams ------------------------------------------------------------------------------------

TEST_F(StoreVerifierTest, AStreamRecordThatIsGone) {
  take_away(log(), rows_of_log().front());
  EXPECT_THAT(findings(), IsEmpty());  // as if it were trimmed
  ASSERT_TRUE(put(expiring(5, number(1))));
  const auto rows = rows_of_log();
  ASSERT_TRUE(put(expiring(5, number(2))));
  take_away(log(), rows.back());
  EXPECT_THAT(findings(), ElementsAre(FindingKind::broken_chain));
}

TEST_F(StoreVerifierTest, AStreamRecordThatCannotBeDecodedOrLacksItsImage) {
  const auto [row, bytes] = first(log(), codec::stream_record_rows(stream_id()));
  plant(log(), row, "no record");
  EXPECT_THAT(findings(), ElementsAre(FindingKind::malformed_stream_record));
  auto record = *codec::decode_stream_record(bytes);
  record.new_image.clear();
  plant(log(), row, codec::encode_stream_record(record));
  EXPECT_THAT(findings(), ElementsAre(FindingKind::malformed_stream_record));
}

TEST_F(StoreVerifierTest, StreamRecordsInNoShardThatTakesThem) {
  const auto [row, bytes] = first(log(), codec::stream_record_rows(stream_id()));
  const auto other = encoded({{"pk", text("other")}, {"sk", number(1)}});
  auto record = *codec::decode_stream_record(bytes);
  record.keys = other;
  const std::string value = codec::encode_stream_record(record);
  const model::ShardDescription shard = table_->stream()->shards().front();
  plant(log(), codec::stream_record_row(stream_id(), shard.number + 7, 3), value);
  EXPECT_THAT(findings(), ElementsAre(FindingKind::misplaced_stream_record));
}

TEST_F(StoreVerifierTest, ANumberThatWillBeGivenAgain) {
  const auto [row, bytes] = first(log(), codec::stream_record_rows(stream_id()));
  auto record = *codec::decode_stream_record(bytes);
  record.keys = encoded({{"pk", text("other")}, {"sk", number(1)}});
  const model::ShardDescription shard = table_->stream()->shards().front();
  plant(log(), codec::stream_record_row(stream_id(), shard.number, std::uint64_t{9} << 40),
        codec::encode_stream_record(record));
  EXPECT_THAT(findings(), ElementsAre(FindingKind::misplaced_stream_record));
}

TEST_F(StoreVerifierTest, AShardThatCannotBeDecoded) {
  plant(log(), first(log(), codec::shard_rows(stream_id())).first, "no shard");
  EXPECT_THAT(findings(), ElementsAre(FindingKind::malformed_shard));
}

TEST_F(StoreVerifierTest, ShardsThatLeaveItemsOut) {
  model::ShardDescription shard = table_->stream()->shards().front();
  shard.end_slice = 4095;
  plant(log(), codec::shard_row(stream_id(), shard.number), codec::encode_shard(shard));
  EXPECT_THAT(findings(), ElementsAre(FindingKind::misplaced_shard));
}

TEST_F(StoreVerifierTest, AShardThatDoesNotFollowOnItsParent) {
  model::ShardDescription parent = table_->stream()->shards().front();
  model::ShardDescription child = parent;
  child.number = parent.number + 1;
  child.id = "child";
  child.parent_id = parent.id;
  parent.ending_sequence = 1'000;
  child.starting_sequence = 1'001;
  plant(log(), codec::shard_row(stream_id(), parent.number), codec::encode_shard(parent));
  plant(log(), codec::shard_row(stream_id(), child.number), codec::encode_shard(child));
  EXPECT_THAT(findings(), IsEmpty());
  child.starting_sequence = 1'000;
  plant(log(), codec::shard_row(stream_id(), child.number), codec::encode_shard(child));
  EXPECT_THAT(findings(), ElementsAre(FindingKind::misplaced_shard));
}

TEST_F(StoreVerifierTest, AClockThatIsSetBackLeavesEverythingInOrder) {
  const auto shard_numbers = [&] {
    std::vector<std::string> ids;
    for (const auto& shard : table_->stream()->shards()) ids.push_back(shard.id);
    return ids;
  };
  const StreamShape hourly{1, 1, std::chrono::hours(1)};
  for (const auto step : {std::chrono::hours(2), std::chrono::hours(-5), std::chrono::hours(4)}) {
    clock_.advance(step);
    // A shard of later lives until its age has passed again.
    if (const auto rolling = table_->stream()->roll(hourly)) {
      ASSERT_TRUE(rolling->carry_out(*store_));
    }
    for (int i = 0; i < items; i += 3) ASSERT_TRUE(put(expiring(i, number(step.count() + i))));
    static_cast<void>(sweep());
    EXPECT_THAT(findings(), IsEmpty());
  }
  const auto ids = shard_numbers();
  EXPECT_GT(ids.size(), 1U);
  EXPECT_TRUE(std::is_sorted(ids.begin(), ids.end()));
  EXPECT_EQ(rows_of_log().size(), totals_.stream_records);
}

TEST_F(StoreVerifierTest, RowsOfAStreamThatIsNotThere) {
  const auto [row, bytes] = first(log(), codec::stream_record_rows(stream_id()));
  plant(log(), codec::stream_record_row(77, 1, 1), bytes);
  plant(log(), codec::stream_record_row(77, 1, 2), bytes);
  EXPECT_THAT(findings(), ElementsAre(FindingKind::unknown_stream));
}

}  // namespace
}  // namespace dynarocks::engine
