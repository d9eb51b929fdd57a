#pragma once
// What a stream must tell, and a consumer that follows it and holds each record against that.

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "codec/item_codec.h"
#include "engine/stream_reader.h"
#include "model/attribute_value.h"
#include "model/limits.h"

namespace dynarocks::engine {

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  /// From 0 to `end` - 1.
  std::size_t below(std::size_t end) {
    return std::uniform_int_distribution<std::size_t>(0, end - 1)(engine_);
  }
  bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }

 private:
  std::mt19937_64 engine_;
};

/// The changes in the order they began, and which of them happened.
class StreamModel {
 public:
  struct Change {
    std::size_t key;
    EpochMillis time;
    /// How many committed changes of the key were before it; nothing while it is not committed.
    std::optional<std::size_t> order;
    std::optional<model::SequenceNumber> sequence;  // once a consumer has seen it
  };

  std::size_t begin(std::size_t key, EpochMillis time) {
    changes_.push_back({key, time, {}, {}});
    return changes_.size() - 1;
  }
  void commit(std::size_t id) {
    std::vector<std::size_t>& committed = of_key_[changes_[id].key];
    changes_[id].order = committed.size();
    committed.push_back(id);
  }

  [[nodiscard]] std::vector<Change>& changes() { return changes_; }
  /// The committed changes of a key.
  [[nodiscard]] const std::vector<std::size_t>& of_key(std::size_t key) { return of_key_[key]; }

  /// The record of a change, which names it.
  [[nodiscard]] model::StreamRecord record(std::size_t id) const {
    model::AttributeMap keys;
    keys.set("pk", model::AttributeValue("key " + std::to_string(changes_[id].key)));
    model::AttributeMap item = keys;
    item.set("id", model::AttributeValue(std::to_string(id)));
    model::StreamRecord record;
    record.keys = codec::encode_item(keys);
    record.new_image = codec::encode_item(item);
    return record;
  }
  static std::size_t id_of(const model::StreamRecord& record) {
    const codec::ItemView item(record.new_image);
    return std::stoul(std::string(item.find("id")->scalar()));
  }

 private:
  std::vector<Change> changes_;
  std::map<std::size_t, std::vector<std::size_t>> of_key_;
};

/// Reads every shard, parents before children, from the oldest record or from now on.
class StreamConsumer {
 public:
  static StreamConsumer from_the_oldest() { return StreamConsumer(0); }
  static StreamConsumer from_now(const Stream& stream, StreamModel& model) {
    StreamConsumer consumer(model.changes().size());
    for (const model::ShardDescription& shard : stream.shards()) {
      if (shard.is_open()) {
        consumer.positions_[shard.number] = stream.readable_end(shard.number).sequence;
      } else {
        consumer.finished_.insert(shard.id);
      }
    }
    return consumer;
  }

  /// One page of one shard. False when there is no shard left to read.
  bool read(const kv::Store& store, const Stream& stream, StreamModel& model, EpochMillis now,
            Random& random) {
    find_shards(stream);
    if (positions_.empty()) return false;
    auto at = positions_.begin();
    std::advance(at, random.below(positions_.size()));
    const std::uint32_t number = at->first;
    const auto page = StreamReader(store).read(stream, number, at->second, random.below(4) + 1);
    const auto shard = stream.shard(number);
    if (!page) {
      EXPECT_EQ(page.error().code, model::ErrorCode::trimmed_data_access) << page.error().message;
      if (shard) {
        EXPECT_GT(shard->trimmed_sequence + 1, at->second);
        at->second = shard->trimmed_sequence + 1;
      } else {
        positions_.erase(at);
      }
      return true;
    }
    for (const StreamPage::Record& record : page->records) {
      EXPECT_GE(record.sequence, at->second);
      EXPECT_GE(record.sequence, shard->starting_sequence);
      EXPECT_LE(record.sequence, shard->ending_sequence.value_or(record.sequence));
      at->second = record.sequence + 1;
      receive(record, model, now);
    }
    if (page->next) {
      EXPECT_GE(*page->next, at->second);
      at->second = *page->next;
    } else {
      finished_.insert(shard->id);
      positions_.erase(at);
    }
    return true;
  }

  /// That it has seen all it had to, when nothing more is to come.
  void expect_complete(StreamModel& model, EpochMillis now) const {
    for (std::size_t id = since_; id < model.changes().size(); ++id) {
      const StreamModel::Change& change = model.changes()[id];
      EXPECT_TRUE(!change.order || seen_.contains(id) || is_expired(change, now))
          << "change " << id << " of key " << change.key << " was lost";
    }
  }

 private:
  /// All changes from `since` on must be seen.
  explicit StreamConsumer(std::size_t since) : since_(since) {}

  static bool is_expired(const StreamModel::Change& change, EpochMillis now) {
    return change.time + model::limits::stream_retention_millis <= now;
  }

  void find_shards(const Stream& stream) {
    std::map<std::string, std::uint32_t> listed;
    const auto shards = stream.shards();
    for (const model::ShardDescription& shard : shards) listed[shard.id] = shard.number;
    for (const model::ShardDescription& shard : shards) {
      if (positions_.contains(shard.number) || finished_.contains(shard.id)) continue;
      const bool parent_waits =
          listed.contains(shard.parent_id) && !finished_.contains(shard.parent_id);
      if (parent_waits) continue;
      positions_[shard.number] = std::max(shard.starting_sequence, shard.trimmed_sequence + 1);
    }
  }

  void receive(const StreamPage::Record& record, StreamModel& model, EpochMillis now) {
    const std::size_t id = StreamModel::id_of(record.change);
    StreamModel::Change& change = model.changes().at(id);
    ASSERT_TRUE(change.order) << "change " << id << " never happened";
    EXPECT_TRUE(seen_.insert(id).second) << "change " << id << " came twice";
    EXPECT_EQ(change.sequence.value_or(record.sequence), record.sequence);
    change.sequence = record.sequence;
    const std::vector<std::size_t>& of_key = model.of_key(change.key);
    std::size_t& next = next_of_key_[change.key];
    EXPECT_GE(*change.order, next) << "change " << id << " came too late";
    for (; next < *change.order; ++next) {
      const std::size_t skipped = of_key[next];
      EXPECT_TRUE(skipped < since_ || is_expired(model.changes()[skipped], now))
          << "change " << skipped << " did not come before " << id;
    }
    next = *change.order + 1;
  }

  std::size_t since_;
  std::map<std::uint32_t, model::SequenceNumber> positions_;  // of the shards it reads
  std::set<std::string> finished_;                            // ids of shards
  std::set<std::size_t> seen_;
  std::map<std::size_t, std::size_t> next_of_key_;
};

}  // namespace dynarocks::engine
