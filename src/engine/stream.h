#pragma once
// A live stream: takes the changes of its table's items, shard by shard, and says how far each
// shard can be read. Where its numbers come from: docs/decisions/0010-streams.md.

#include <cstdint>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "kv/store.h"
#include "model/stream.h"

namespace dynarocks::engine {

class Stream {
 public:
  /// `shards` are in order of their numbers; `next_sequence` is above every number ever given.
  Stream(kv::SpaceId space, model::StreamDescription description,
         std::vector<model::ShardDescription> shards, model::SequenceNumber next_sequence);

  [[nodiscard]] kv::SpaceId space() const { return space_; }
  [[nodiscard]] const model::StreamKey& key() const { return description_.key; }
  [[nodiscard]] model::StreamViewType view_type() const { return description_.view_type; }

  /// A record that was put into a batch: in flight, and hidden from readers with all that follow,
  /// until it is destroyed, which must be after the batch was committed or given up.
  class Appending {
   public:
    Appending(Appending&& other) noexcept;
    Appending& operator=(Appending&&) = delete;
    ~Appending();

   private:
    friend class Stream;
    Appending(Stream& stream, std::uint32_t shard_number, model::SequenceNumber sequence)
        : stream_(&stream), shard_number_(shard_number), sequence_(sequence) {}
    Stream* stream_;  // null when moved from
    std::uint32_t shard_number_;
    model::SequenceNumber sequence_;
  };

  /// Puts the record of a change into the batch, under the next number of the open shard that has
  /// the item's hash slice. The caller holds the row's lock until the batch is committed. Nothing
  /// when no shard is open: the stream was disabled.
  [[nodiscard]] std::optional<Appending> append(kv::Batch& batch, std::uint32_t hash_slice,
                                                const model::StreamRecord& record);

  /// The shards, in order of their numbers.
  [[nodiscard]] std::vector<model::ShardDescription> shards() const;

  /// The first number of the shard that readers must not see yet.
  [[nodiscard]] model::SequenceNumber visible_end(std::uint32_t shard_number) const;

 private:
  struct Shard {
    model::ShardDescription description;
    std::set<model::SequenceNumber> in_flight;
  };

  [[nodiscard]] const Shard* find(std::uint32_t shard_number) const;

  const kv::SpaceId space_;
  const model::StreamDescription description_;
  mutable std::mutex mutex_;  // guards the members below
  std::vector<Shard> shards_;
  model::SequenceNumber next_sequence_;
};

}  // namespace dynarocks::engine
