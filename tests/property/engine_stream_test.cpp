// Random interleavings of all that happens to a stream (changes that are committed or given up,
// shards that roll and split, records that expire, commits that fail, crashes and restarts), with
// consumers that read meanwhile: each sees every committed change exactly once, in the order of its
// item, parents before children.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "base/logging.h"
#include "engine/catalog.h"
#include "engine/stream_trimmer.h"
#include "engine/stream_worker.h"
#include "engine_stream_consumer.h"
#include "engine_unreliable_store.h"
#include "kv/rocksdb_store.h"

namespace dynarocks::engine {
namespace {

using model::ShardDescription;
using std::chrono::hours;
using std::chrono::milliseconds;
using Fate = UnreliableStore::Fate;

constexpr std::size_t keys = 8;
constexpr std::size_t most_pending = 6;
constexpr std::size_t most_consumers = 4;

class StreamSequence {
 public:
  explicit StreamSequence(std::uint64_t seed) : random_(seed) {
    kv::StoreOptions options;
    options.in_memory = true;
    store_ = std::make_unique<UnreliableStore>(std::move(*kv::open_rocksdb(options)));
    shape_.first_shards = static_cast<std::uint32_t>(random_.below(3) + 1);
    shape_.most_shards = static_cast<std::uint32_t>(random_.below(5) + 1);
    shape_.shard_age = milliseconds(1000);
    restart();
    model::TableDescription table;
    table.key = key_;
    table.table_id = "id";
    table.attribute_definitions = {{"pk", model::AttributeType::S}};
    table.key_schema = {{"pk", model::KeyType::HASH}};
    table.stream_view_type = model::StreamViewType::NEW_IMAGE;
    stream_ = (*catalog_->create(table))->stream();
    stream_key_ = stream_->key();
    consumers_.push_back(StreamConsumer::from_the_oldest());
  }

  void run(std::size_t steps) {
    for (; steps > 0 && !testing::Test::HasFailure(); --steps) {
      try {
        step();
      } catch (const Crash&) {
        restart();
      }
      check_shards();
    }
    end();
  }

 private:
  struct Pending {
    std::vector<std::size_t> changes;
    std::unique_ptr<kv::Batch> batch;  // null when it is committed
    std::vector<Stream::Appending> records;
  };

  void step() {
    const std::size_t choice = random_.below(100);
    if (choice < 30) {
      begin();
    } else if (choice < 55) {
      finish();
    } else if (choice < 85) {
      read();
    } else if (choice < 93) {
      upkeep();
    } else if (choice < 96) {
      if (consumers_.size() < most_consumers) {
        consumers_.push_back(StreamConsumer::from_now(*stream_, model_));
      }
    } else {
      restart();
    }
  }

  /// One batch that changes one or a few items, which nobody else changes meanwhile.
  void begin() {
    if (pending_.size() == most_pending) return;
    Pending pending;
    pending.batch = store_->begin();
    for (std::size_t i = random_.below(3) + 1; i > 0; --i) {
      const std::size_t key = random_.below(keys);
      if (!locked_.insert(key).second) continue;
      const std::size_t id = model_.begin(key, clock_.now_millis());
      auto record = stream_->append(*pending.batch, slice_of(key), model_.record(id));
      ASSERT_TRUE(record);
      pending.changes.push_back(id);
      pending.records.push_back(std::move(*record));
    }
    if (!pending.changes.empty()) pending_.push_back(std::move(pending));
  }

  static std::uint32_t slice_of(std::size_t key) {
    return static_cast<std::uint32_t>(key * model::limits::hash_slices / keys);
  }

  /// What is pending is committed or given up; its records may stay in flight a little longer.
  void finish() {
    if (pending_.empty()) return;
    const std::size_t at = random_.below(pending_.size());
    Pending& pending = pending_[at];
    if (pending.batch && !random_.chance(20)) {
      const Fate fate = choose_fate();
      store_->set_next(fate);
      // Said before, since a crash leaves no time to.
      const bool happens = fate == Fate::succeeds || fate == Fate::crashes_after;
      if (happens) std::ranges::for_each(pending.changes, [&](auto id) { model_.commit(id); });
      EXPECT_EQ(store_->commit(*pending.batch).has_value(), happens);
      pending.batch.reset();
      unlock(pending);
      if (random_.chance(30)) return;
    }
    if (pending.batch) unlock(pending);
    pending_.erase(pending_.begin() + static_cast<std::ptrdiff_t>(at));
  }

  void unlock(const Pending& pending) {
    for (const std::size_t id : pending.changes) locked_.erase(model_.changes()[id].key);
  }

  Fate choose_fate() {
    if (!random_.chance(8)) return Fate::succeeds;
    constexpr Fate faults[] = {Fate::fails, Fate::crashes_before, Fate::crashes_after};
    return faults[random_.below(3)];
  }

  void read() {
    StreamConsumer& consumer = consumers_[random_.below(consumers_.size())];
    consumer.read(*store_, *stream_, model_, clock_.now_millis(), random_);
  }

  void upkeep() {
    clock_.advance(random_.chance(5) ? hours(random_.below(30)) : milliseconds(random_.below(900)));
    store_->set_next(choose_fate());
    worker_->catch_up();
    store_->set_next(Fate::succeeds);
  }

  /// All that is in memory is gone.
  void restart() {
    store_->set_next(Fate::succeeds);
    pending_.clear();
    locked_.clear();
    stream_.reset();
    worker_.reset();
    trimmer_.reset();
    catalog_.reset();
    auto catalog = Catalog::open(*store_, clock_, shape_);
    ASSERT_TRUE(catalog) << catalog.error().message;
    catalog_ = std::move(*catalog);
    trimmer_ = std::make_unique<StreamTrimmer>(*store_, catalog_->streams(), clock_);
    worker_ = std::make_unique<StreamWorker>(*store_, catalog_->streams(), *trimmer_);
    if (stream_key_) stream_ = catalog_->streams().find(*stream_key_);
  }

  /// The open shards share all items between them, and children begin after their parents.
  void check_shards() {
    std::map<std::string, ShardDescription> shards;
    std::map<std::uint32_t, std::uint32_t> open;  // first slice to end slice
    for (const ShardDescription& shard : stream_->shards()) {
      shards[shard.id] = shard;
      if (shard.is_open()) {
        EXPECT_TRUE(open.emplace(shard.first_slice, shard.end_slice).second);
      } else {
        EXPECT_GE(*shard.ending_sequence, shard.starting_sequence);
      }
      const auto parent = shards.find(shard.parent_id);
      if (parent == shards.end()) continue;
      ASSERT_FALSE(parent->second.is_open());
      EXPECT_GT(shard.starting_sequence, *parent->second.ending_sequence);
      EXPECT_GT(shard.id, parent->second.id);
    }
    std::uint32_t slice = 0;
    for (const auto& [first, end] : open) {
      EXPECT_EQ(first, slice);
      slice = end;
    }
    EXPECT_EQ(slice, model::limits::hash_slices);
  }

  /// The stream ends, and everybody reads to the end.
  void end() {
    while (!pending_.empty()) pending_.pop_back();
    const auto disable = [](model::TableDescription& table) -> model::ApiResult<void> {
      table.stream_view_type.reset();
      return {};
    };
    while (stream_->description().status == model::StreamStatus::ENABLED) {
      try {
        store_->set_next(choose_fate());
        static_cast<void>(catalog_->update(key_, disable));
      } catch (const Crash&) {
        restart();
      }
    }
    const auto batch = store_->begin();
    EXPECT_FALSE(stream_->append(*batch, 0, {}));
    for (StreamConsumer& consumer : consumers_) {
      while (!testing::Test::HasFailure() &&
             consumer.read(*store_, *stream_, model_, clock_.now_millis(), random_)) {
      }
      consumer.expect_complete(model_, clock_.now_millis());
    }
  }

  const model::TableKey key_{{"000000000000", "us-east-1"}, "t"};
  Random random_;
  ManualClock clock_{1'700'000'000'000};
  std::unique_ptr<UnreliableStore> store_;
  StreamShape shape_;
  std::unique_ptr<Catalog> catalog_;
  std::unique_ptr<StreamTrimmer> trimmer_;
  std::unique_ptr<StreamWorker> worker_;
  std::optional<model::StreamKey> stream_key_;
  std::shared_ptr<Stream> stream_;
  StreamModel model_;
  std::vector<Pending> pending_;
  std::set<std::size_t> locked_;  // keys
  std::vector<StreamConsumer> consumers_;
};

/// How many sequences a run tries: DYNAROCKS_STREAM_SEQUENCES raises it.
std::size_t sequences() {
  const char* given = std::getenv("DYNAROCKS_STREAM_SEQUENCES");
  return given != nullptr ? std::stoul(given) : 200;
}

TEST(StreamProperty, EveryConsumerSeesEveryChangeOnceAndInOrder) {
  log::configure(log::Level::off, log::Format::text);
  for (std::size_t seed = 0; seed < sequences() && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    StreamSequence(seed).run(400);
  }
  log::configure(log::Level::info, log::Format::text);
}

}  // namespace
}  // namespace dynarocks::engine
