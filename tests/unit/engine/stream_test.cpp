#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "codec/item_codec.h"
#include "codec/layout.h"
#include "engine/item_transaction.h"
#include "engine/stream_reader.h"
#include "engine/stream_trimmer.h"
#include "engine/stream_worker.h"
#include "engine/ttl_sweeper.h"
#include "engine/ttl_switch.h"
#include "engine_fixture.h"

namespace dynarocks::engine {
namespace {

using model::SequenceNumber;
using model::ShardDescription;
using model::StreamEvent;
using model::StreamStatus;
using model::StreamViewType;
using std::chrono::hours;
using std::chrono::milliseconds;

class StreamTest : public EngineTest {
 protected:
  void SetUp() override {
    EngineTest::SetUp();
    enable(StreamViewType::NEW_AND_OLD_IMAGES);
  }

  void set_view_type(std::optional<StreamViewType> view_type) {
    ASSERT_TRUE(catalog_->update(table_->description()->key,
                                 [&](auto& description) -> model::ApiResult<void> {
                                   description.stream_view_type = view_type;
                                   return {};
                                 }));
  }
  void enable(StreamViewType view_type) {
    set_view_type(view_type);
    stream_ = table_->stream();
    ASSERT_NE(stream_, nullptr);
  }
  void disable() { set_view_type(std::nullopt); }

  void reopen(StreamShape shape = {}) {
    const auto key = stream_->key();
    stream_.reset();
    table_.reset();
    catalog_ = std::move(*Catalog::open(*store_, clock_, shape));
    table_ = catalog_->find(key.table);
    stream_ = catalog_->streams().find(key);
  }

  model::ApiResult<ItemWriteResult> remove(const std::string& pk, int sk) {
    const std::string item_row = row(item(pk, sk));
    return writer_->write(*table_, ItemWrite{item_row, nullptr, RemoveItem{}, false});
  }

  static model::StreamRecord key_record(const std::string& pk) {
    model::StreamRecord record;
    record.keys = item(pk, 1);
    return record;
  }
  [[nodiscard]] model::ApiResult<StreamPage> page(std::uint32_t shard, SequenceNumber from = 1,
                                                  std::size_t limit = 1000) const {
    return StreamReader(*store_).read(*stream_, shard, from, limit);
  }
  /// All records of a shard, read `limit` at a time.
  [[nodiscard]] std::vector<StreamPage::Record> records(std::uint32_t shard = 1,
                                                        std::size_t limit = 1000) const {
    std::vector<StreamPage::Record> all;
    std::optional<SequenceNumber> from = stream_->shard(shard)->starting_sequence;
    while (from) {
      auto read = page(shard, *from, limit);
      if (!read) {
        ADD_FAILURE() << read.error().message;
        break;
      }
      if (read->records.empty()) break;
      from = read->next;
      std::move(read->records.begin(), read->records.end(), std::back_inserter(all));
    }
    return all;
  }
  void roll(StreamShape shape) {
    const auto rolling = stream_->roll(shape);
    ASSERT_NE(rolling, nullptr);
    const auto batch = store_->begin();
    rolling->write(*batch);
    ASSERT_TRUE(store_->commit(*batch));
    rolling->apply();
  }
  void trim() {
    StreamTrimmer trimmer(*store_, catalog_->streams(), clock_);
    for (const auto& stream : catalog_->streams().all()) {
      const auto trimmed = trimmer.trim(*stream);
      ASSERT_TRUE(trimmed) << trimmed.error().message;
    }
  }

  std::shared_ptr<Stream> stream_;
};

TEST_F(StreamTest, RecordsInsertModifyAndRemoveWithBothImages) {
  const std::string first = item("a", 1, "one");
  const std::string second = item("a", 1, "two");
  ASSERT_TRUE(put(first));
  clock_.advance(milliseconds(1500));
  ASSERT_TRUE(put(second));
  ASSERT_TRUE(remove("a", 1));
  const auto all = records();
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].change.event, StreamEvent::INSERT);
  EXPECT_EQ(all[0].change.new_image, first);
  EXPECT_EQ(all[0].change.old_image, "");
  EXPECT_EQ(all[0].change.creation_time, 1'700'000'000'000);
  EXPECT_EQ(all[1].change.event, StreamEvent::MODIFY);
  EXPECT_EQ(all[1].change.new_image, second);
  EXPECT_EQ(all[1].change.old_image, first);
  EXPECT_EQ(all[1].change.creation_time, 1'700'000'001'500);
  EXPECT_EQ(all[2].change.event, StreamEvent::REMOVE);
  EXPECT_EQ(all[2].change.new_image, "");
  EXPECT_EQ(all[2].change.old_image, second);
  for (const auto& record : all) {
    EXPECT_EQ(record.change.keys, item("a", 1));
    EXPECT_FALSE(record.change.by_service);
  }
  EXPECT_LT(all[0].sequence, all[1].sequence);
  EXPECT_LT(all[1].sequence, all[2].sequence);
}

TEST_F(StreamTest, KeepsTheImagesItsViewTypeShows) {
  struct Case {
    StreamViewType view_type;
    bool new_image, old_image;
  };
  for (const Case& expected :
       {Case{StreamViewType::KEYS_ONLY, false, false}, Case{StreamViewType::NEW_IMAGE, true, false},
        Case{StreamViewType::OLD_IMAGE, false, true}}) {
    disable();
    clock_.advance(milliseconds(1));
    enable(expected.view_type);
    ASSERT_TRUE(put(item("a", 1, "one")));
    ASSERT_TRUE(put(item("a", 1, "two")));
    const auto all = records();
    ASSERT_GE(all.size(), 1u);
    EXPECT_EQ(all.back().change.keys, item("a", 1));
    EXPECT_EQ(all.back().change.new_image, expected.new_image ? item("a", 1, "two") : "");
    EXPECT_EQ(all.back().change.old_image, expected.old_image ? item("a", 1, "one") : "");
    ASSERT_TRUE(remove("a", 1));
  }
}

TEST_F(StreamTest, RecordsNothingWhenNothingChanges) {
  ASSERT_TRUE(put(item("a", 1, "one")));
  ASSERT_TRUE(put(item("a", 1, "one")));
  ASSERT_TRUE(remove("b", 1));
  EXPECT_EQ(records().size(), 1u);
}

TEST_F(StreamTest, RecordsEachWriteOfATransaction) {
  const std::string first = item("a", 1, "x");
  const std::string second = item("b", 1, "x");
  const std::string rows[] = {row(first), row(second)};
  ItemTransactions transactions(*store_, *writer_);
  const TransactionWrite writes[] = {
      {table_.get(), {rows[0], nullptr, ReplaceItem{first}, false}},
      {table_.get(), {rows[1], nullptr, ReplaceItem{second}, false}}};
  ASSERT_TRUE(transactions.commit(writes));
  const auto all = records();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].change.keys, item("a", 1));
  EXPECT_EQ(all[1].change.keys, item("b", 1));
}

TEST_F(StreamTest, AReaderDoesNotSeePastARecordInFlight) {
  ASSERT_TRUE(put(item("a", 1)));
  const auto held = store_->begin();
  auto appending = stream_->append(*held, 0, key_record("b"));
  ASSERT_TRUE(appending);
  ASSERT_TRUE(put(item("c", 1)));
  EXPECT_EQ(records().size(), 1u);
  ASSERT_TRUE(store_->commit(*held));
  appending.reset();
  const auto all = records();
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[1].change.keys, item("b", 1));
}

TEST_F(StreamTest, AGivenUpRecordLeavesAGap) {
  {
    const auto given_up = store_->begin();
    const auto appending = stream_->append(*given_up, 0, key_record("b"));
  }
  ASSERT_TRUE(put(item("c", 1)));
  EXPECT_EQ(records().size(), 1u);
}

TEST_F(StreamTest, ADisabledStreamIsClosedAndReadable) {
  ASSERT_TRUE(put(item("a", 1)));
  const std::string label = stream_->key().label;
  EXPECT_EQ(label, "2023-11-14T22:13:20.000");
  disable();
  EXPECT_EQ(table_->stream(), nullptr);
  EXPECT_EQ(table_->description()->latest_stream_label, label);
  EXPECT_EQ(stream_->description().status, StreamStatus::DISABLED);
  ASSERT_TRUE(put(item("b", 1)));
  EXPECT_EQ(records().size(), 1u);
  const auto read = page(1);
  ASSERT_TRUE(read);
  EXPECT_FALSE(read->next);
  const ShardDescription shard = *stream_->shard(1);
  ASSERT_TRUE(shard.ending_sequence);
  EXPECT_GE(*shard.ending_sequence, read->records.back().sequence);
}

TEST_F(StreamTest, EveryEnablingMakesAStreamOfItsOwn) {
  const auto first = stream_;
  disable();
  enable(StreamViewType::KEYS_ONLY);  // in the same millisecond
  EXPECT_EQ(stream_->key().label, "2023-11-14T22:13:20.001");
  EXPECT_EQ(table_->description()->latest_stream_label, stream_->key().label);
  ASSERT_TRUE(put(item("a", 1)));
  EXPECT_EQ(records().size(), 1u);
  stream_ = first;
  EXPECT_EQ(records().size(), 0u);
}

TEST_F(StreamTest, OutlivesItsTable) {
  ASSERT_TRUE(put(item("a", 1, "one")));
  const auto any = [](const auto&) -> model::ApiResult<void> { return {}; };
  ASSERT_TRUE(catalog_->drop(table_->description()->key, any));
  EXPECT_EQ(stream_->description().status, StreamStatus::DISABLED);
  reopen();
  ASSERT_NE(stream_, nullptr);
  EXPECT_EQ(stream_->description().status, StreamStatus::DISABLED);
  const auto all = records();
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].change.new_image, item("a", 1, "one"));
}

TEST_F(StreamTest, GoesOnAfterARestartWithHigherNumbers) {
  ASSERT_TRUE(put(item("a", 1)));
  const SequenceNumber before = stream_->readable_end(1).sequence;
  const std::string id = stream_->shard(1)->id;
  reopen();
  EXPECT_EQ(table_->stream(), stream_);
  EXPECT_EQ(stream_->shard(1)->id, id);
  ASSERT_TRUE(put(item("b", 1)));
  const auto all = records();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[1].change.keys, item("b", 1));
  // Whoever waits behind the last number of before must find what comes.
  EXPECT_GT(all[1].sequence, before);
}

TEST_F(StreamTest, APositionBehindAGivenUpNumberHoldsOverStarts) {
  for (int start = 0; start < 3; ++start) {
    {
      const auto given_up = store_->begin();
      const auto appending = stream_->append(*given_up, 0, key_record("b"));
    }
    const SequenceNumber now = stream_->readable_end(1).sequence;
    reopen();
    ASSERT_TRUE(put(item("a", start)));
    const auto read = page(1, now);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->records.size(), 1u);
    reopen();  // and nothing is written after this one
  }
}

TEST_F(StreamTest, ShardsAreNamedAsTheServiceNamesThem) {
  const std::string id = stream_->shard(1)->id;
  EXPECT_EQ(id.size(), 37u);
  EXPECT_EQ(id.substr(0, 29), "shardId-00000001700000000000-");
  EXPECT_EQ(id.find_first_not_of("0123456789abcdef", 29), std::string::npos);
}

TEST_F(StreamTest, AShardThatEndsHasOneChildOrSplits) {
  const StreamShape shape{.first_shards = 1, .most_shards = 2, .shard_age = hours(4)};
  EXPECT_EQ(stream_->roll(shape), nullptr);
  ASSERT_TRUE(put(item("a", 1)));
  clock_.advance(hours(4));
  roll(shape);
  auto shards = stream_->shards();
  ASSERT_EQ(shards.size(), 3u);
  EXPECT_FALSE(shards[0].is_open());
  EXPECT_GT(*shards[0].ending_sequence, records()[0].sequence);
  EXPECT_EQ(shards[0].closing_time, clock_.now_millis());
  for (const std::size_t child : {1u, 2u}) {
    EXPECT_TRUE(shards[child].is_open());
    EXPECT_EQ(shards[child].parent_id, shards[0].id);
    EXPECT_GT(shards[child].starting_sequence, *shards[0].ending_sequence);
    EXPECT_GT(shards[child].id.substr(0, 28), shards[0].id.substr(0, 28));
  }
  EXPECT_EQ(shards[1].first_slice, 0u);
  EXPECT_EQ(shards[1].end_slice, 2048u);
  EXPECT_EQ(shards[2].first_slice, 2048u);
  EXPECT_EQ(shards[2].end_slice, 4096u);
  clock_.advance(hours(4));
  roll(shape);
  shards = stream_->shards();
  ASSERT_EQ(shards.size(), 5u);
  EXPECT_EQ(shards[3].parent_id, shards[1].id);
  EXPECT_EQ(shards[4].parent_id, shards[2].id);
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(put(item("p" + std::to_string(i), 1)));
  EXPECT_EQ(records(4).size() + records(5).size(), 20u);
  EXPECT_GT(records(4).size(), 0u);
  EXPECT_GT(records(5).size(), 0u);
  EXPECT_EQ(records(2).size() + records(3).size(), 0u);
  const auto before = stream_->shards();
  reopen(shape);
  EXPECT_EQ(stream_->shards().size(), before.size());
  EXPECT_EQ(stream_->shards()[3].parent_id, before[3].parent_id);
  EXPECT_EQ(records(4).size() + records(5).size(), 20u);
}

TEST_F(StreamTest, AnEmptyShardEndsNoEarlierThanItStarts) {
  clock_.advance(hours(4));
  roll({});
  const ShardDescription shard = *stream_->shard(1);
  EXPECT_GE(*shard.ending_sequence, shard.starting_sequence);
  EXPECT_GT(stream_->shard(2)->starting_sequence, *shard.ending_sequence);
}

TEST_F(StreamTest, BeginsWithAsManyShardsAsItIsTold) {
  reopen({.first_shards = 3, .most_shards = 3, .shard_age = hours(4)});
  disable();
  clock_.advance(milliseconds(1));
  enable(StreamViewType::NEW_IMAGE);
  const auto shards = stream_->shards();
  ASSERT_EQ(shards.size(), 3u);
  EXPECT_EQ(shards[0].first_slice, 0u);
  EXPECT_EQ(shards[0].end_slice, shards[1].first_slice);
  EXPECT_EQ(shards[1].end_slice, shards[2].first_slice);
  EXPECT_EQ(shards[2].end_slice, 4096u);
}

TEST_F(StreamTest, TrimsWhatIsOlderThanADay) {
  ASSERT_TRUE(put(item("a", 1)));
  clock_.advance(hours(23));
  ASSERT_TRUE(put(item("b", 1)));
  trim();
  EXPECT_EQ(records().size(), 2u);
  const SequenceNumber first = records()[0].sequence;
  clock_.advance(hours(1));
  trim();
  const auto gone = page(1, first);
  ASSERT_FALSE(gone);
  EXPECT_EQ(gone.error().code, model::ErrorCode::trimmed_data_access);
  EXPECT_EQ(gone.error().message, "The data you are trying to access has been trimmed");
  const SequenceNumber trimmed = stream_->shard(1)->trimmed_sequence;
  EXPECT_GE(trimmed, first);
  auto left = page(1, trimmed + 1);
  ASSERT_TRUE(left);
  ASSERT_EQ(left->records.size(), 1u);
  EXPECT_EQ(left->records[0].change.keys, item("b", 1));
  reopen();
  EXPECT_EQ(stream_->shard(1)->trimmed_sequence, trimmed);
  EXPECT_FALSE(page(1, first));
}

TEST_F(StreamTest, AClosedShardGoesADayAfterItsEnd) {
  ASSERT_TRUE(put(item("a", 1)));
  clock_.advance(hours(4));
  roll({});
  clock_.advance(hours(23));
  trim();
  EXPECT_EQ(stream_->shards().size(), 2u);
  clock_.advance(hours(1));
  trim();
  const auto shards = stream_->shards();
  ASSERT_EQ(shards.size(), 1u);
  EXPECT_EQ(shards[0].number, 2u);
  EXPECT_FALSE(page(1));
  reopen();
  EXPECT_EQ(stream_->shards().size(), 1u);
}

TEST_F(StreamTest, ADisabledStreamGoesAfterADay) {
  ASSERT_TRUE(put(item("a", 1)));
  disable();
  clock_.advance(hours(24));
  trim();
  EXPECT_EQ(catalog_->streams().find(stream_->key()), nullptr);
  reopen();
  EXPECT_EQ(stream_, nullptr);
  ASSERT_NE(table_, nullptr);
  // An id is never used again, nor does the log keep anything.
  const auto cursor = store_->scan(*catalog_->streams().log_space(), {"", "", true}, nullptr);
  ASSERT_TRUE(cursor);
  EXPECT_FALSE((*cursor)->valid());
}

TEST_F(StreamTest, TheWorkerRollsAndTrimsWhatIsDue) {
  StreamTrimmer trimmer(*store_, catalog_->streams(), clock_);
  StreamWorker worker(*store_, catalog_->streams(), trimmer);
  ASSERT_TRUE(put(item("a", 1)));
  clock_.advance(hours(4));
  worker.catch_up();
  EXPECT_EQ(stream_->shards().size(), 2u);
  clock_.advance(hours(25));
  worker.catch_up();
  const auto shards = stream_->shards();
  ASSERT_EQ(shards.size(), 2u);
  EXPECT_EQ(shards[0].number, 2u);
}

TEST_F(StreamTest, DamageIsReportedAtTheStart) {
  const std::string advice =
      "; restore the data directory from a backup or start with an empty one";
  const kv::SpaceId log = *catalog_->streams().log_space();
  const struct {
    kv::SpaceId space;
    std::string row;
    std::string message;
  } cases[] = {
      {log, codec::shard_row(stream_->rows().id, 1),
       "a stream has a shard this program cannot read"},
      {kv::catalog_space, codec::stream_row(stream_->key()),
       "the catalog holds a stream this program cannot read"},
      {kv::catalog_space, std::string(codec::stream_log_row),
       "the catalog's entry of the stream log cannot be read"},
  };
  for (const auto& [space, damaged, message] : cases) {
    const std::string good = **kv::get_copy(*store_, space, damaged);
    const auto set = [&](const std::string& value) {
      const auto batch = store_->begin();
      batch->put(space, damaged, value);
      ASSERT_TRUE(store_->commit(*batch));
    };
    set("?");
    const auto opened = Catalog::open(*store_, clock_);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().message, message + advice);
    set(good);
  }
  const auto batch = store_->begin();
  batch->erase(kv::catalog_space, codec::stream_row(stream_->key()));
  ASSERT_TRUE(store_->commit(*batch));
  const auto opened = Catalog::open(*store_, clock_);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().message, "the stream of table t is missing" + advice);
}

TEST_F(StreamTest, EndsPagesAtTheLimit) {
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(put(item("a", i)));
  const auto first = page(1, 1, 4);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->records.size(), 4u);
  EXPECT_EQ(first->next, first->records.back().sequence + 1);
  EXPECT_EQ(records(1, 3).size(), 10u);
}

TEST_F(StreamTest, EndsPagesAtAMegabyte) {
  const std::string big(300'000, 'x');
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(put(item("a", i, big)));
  const auto first = page(1);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->records.size(), 3u);
  EXPECT_EQ(records().size(), 5u);
}

TEST_F(StreamTest, AnItemsRecordsAreInTheOrderOfItsWrites) {
  constexpr int writers = 4, writes = 300;
  std::vector<std::thread> threads;
  for (int writer = 0; writer < writers; ++writer) {
    threads.emplace_back([&, writer] {
      for (int i = 0; i < writes; ++i) {
        EXPECT_TRUE(put(item("shared", i % 3, std::to_string(writer * writes + i))));
      }
    });
  }
  std::vector<StreamPage::Record> seen;
  std::optional<SequenceNumber> from = 1;
  const auto read_on = [&] {
    auto read = page(1, *from);
    ASSERT_TRUE(read);
    from = read->next;
    std::move(read->records.begin(), read->records.end(), std::back_inserter(seen));
  };
  while (seen.size() < writers * writes / 2) read_on();
  for (auto& thread : threads) thread.join();
  read_on();
  while (seen.size() < writers * writes) {
    const auto before = seen.size();
    read_on();
    ASSERT_GT(seen.size(), before);
  }
  // Each record's old image is the new image of the record before it of the same item.
  std::map<std::string, std::string> images;
  for (const auto& record : seen) {
    EXPECT_EQ(record.change.old_image, images[record.change.keys]);
    images[record.change.keys] = record.change.new_image;
  }
}

}  // namespace
}  // namespace dynarocks::engine
