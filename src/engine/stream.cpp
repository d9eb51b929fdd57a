#include "engine/stream.h"

#include <algorithm>
#include <utility>

#include "codec/layout.h"
#include "codec/stream_codec.h"

namespace dynarocks::engine {

using model::SequenceNumber;
using model::ShardDescription;

Stream::Stream(kv::SpaceId space, model::StreamDescription description,
               std::vector<ShardDescription> shards, SequenceNumber next_sequence)
    : space_(space), description_(std::move(description)), next_sequence_(next_sequence) {
  for (ShardDescription& shard : shards) shards_.push_back({std::move(shard), {}});
}

std::optional<Stream::Appending> Stream::append(kv::Batch& batch, std::uint32_t hash_slice,
                                                const model::StreamRecord& record) {
  const std::string bytes = codec::encode_stream_record(record);
  std::unique_lock lock(mutex_);
  const auto shard = std::find_if(shards_.begin(), shards_.end(), [&](const Shard& candidate) {
    return candidate.description.is_open() && candidate.description.first_slice <= hash_slice &&
           hash_slice < candidate.description.end_slice;
  });
  if (shard == shards_.end()) return std::nullopt;
  const SequenceNumber sequence = next_sequence_++;
  shard->in_flight.insert(sequence);
  const std::uint32_t number = shard->description.number;
  lock.unlock();
  batch.put(space_, codec::stream_record_row(number, sequence), bytes);
  return Appending(*this, number, sequence);
}

std::vector<ShardDescription> Stream::shards() const {
  const std::scoped_lock lock(mutex_);
  std::vector<ShardDescription> shards;
  shards.reserve(shards_.size());
  for (const Shard& shard : shards_) shards.push_back(shard.description);
  return shards;
}

const Stream::Shard* Stream::find(std::uint32_t shard_number) const {
  const auto shard = std::find_if(shards_.begin(), shards_.end(), [&](const Shard& candidate) {
    return candidate.description.number == shard_number;
  });
  return shard == shards_.end() ? nullptr : &*shard;
}

SequenceNumber Stream::visible_end(std::uint32_t shard_number) const {
  const std::scoped_lock lock(mutex_);
  const Shard* shard = find(shard_number);
  if (shard == nullptr || shard->in_flight.empty()) return next_sequence_;
  return *shard->in_flight.begin();
}

Stream::Appending::Appending(Appending&& other) noexcept
    : stream_(std::exchange(other.stream_, nullptr)),
      shard_number_(other.shard_number_),
      sequence_(other.sequence_) {}

Stream::Appending::~Appending() {
  if (stream_ == nullptr) return;
  const std::scoped_lock lock(stream_->mutex_);
  for (Shard& shard : stream_->shards_) {
    if (shard.description.number == shard_number_) shard.in_flight.erase(sequence_);
  }
}

}  // namespace dynarocks::engine
