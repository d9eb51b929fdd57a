#include "engine/stream.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "base/random.h"
#include "codec/layout.h"
#include "codec/stream_codec.h"
#include "engine/resource_policy.h"
#include "model/limits.h"

namespace dynarocks::engine {

using model::SequenceNumber;
using model::ShardDescription;

namespace {

/// "shardId-<20 digits of milliseconds>-<8 hex>". Ids sort as the shards' generations do.
std::string shard_id(EpochMillis time) {
  char millis[24];
  std::snprintf(millis, sizeof(millis), "%020lld", static_cast<long long>(time));
  return "shardId-" + std::string(millis) + "-" + random_uuid().substr(0, 8);
}

/// The time in a shard's id.
EpochMillis time_of(std::string_view shard_id) {
  EpochMillis time = 0;
  for (const char digit : shard_id.substr(8, 20)) time = time * 10 + (digit - '0');
  return time;
}

/// Somebody else may have trimmed more.
ShardDescription trimmed(ShardDescription shard, SequenceNumber last) {
  shard.trimmed_sequence = std::max(shard.trimmed_sequence, last);
  return shard;
}

}  // namespace

Stream::Stream(StreamRows rows, model::StreamDescription description,
               std::vector<ShardDescription> shards, SequenceNumber next_sequence,
               const Clock& clock)
    : rows_(rows),
      key_(description.key),
      view_type_(description.view_type),
      is_delivery_(description.target.has_value()),
      clock_(clock),
      description_(std::move(description)),
      policy_(parse_policy(description_)),
      next_sequence_(next_sequence) {
  for (ShardDescription& shard : shards) {
    const std::uint32_t number = shard.number;
    const bool is_open = shard.is_open();
    last_shard_ = std::max(last_shard_, number);
    Shard& added = shards_[number];
    added.description = std::move(shard);
    if (is_open) open_.push_back(&added);
  }
}

model::StreamDescription Stream::description() const {
  const std::scoped_lock lock(mutex_);
  return description_;
}

std::shared_ptr<const auth::Policy> Stream::policy() const {
  const std::scoped_lock lock(mutex_);
  return policy_;
}

std::optional<Stream::Appending> Stream::append(kv::Batch& batch, std::uint32_t hash_slice,
                                                model::StreamRecord record) {
  record.creation_time = clock_.now_millis();
  if (is_delivery_) {
    const std::int64_t micros = next_micros(record.creation_time);
    record.creation_time = micros / 1000;
    record.creation_micros = static_cast<std::uint32_t>(micros % 1000);
  }
  const std::string bytes = codec::encode_stream_record(record);
  std::unique_lock lock(mutex_);
  const auto found = std::find_if(open_.begin(), open_.end(), [&](const Shard* shard) {
    return shard->description.first_slice <= hash_slice &&
           hash_slice < shard->description.end_slice;
  });
  if (found == open_.end()) return std::nullopt;
  const SequenceNumber sequence = next_sequence_++;
  (*found)->in_flight.push_back(sequence);
  const std::uint32_t number = (*found)->description.number;
  lock.unlock();
  batch.put(rows_.space, codec::stream_record_row(rows_.id, number, sequence), bytes);
  return Appending(shared_from_this(), number, sequence);
}

std::int64_t Stream::next_micros(EpochMillis now) {
  std::int64_t last = last_micros_.load();
  std::int64_t next = 0;
  do {
    const bool again = last / 1000 == now && last % 1000 != 999;
    next = again ? last + 1 : now * 1000;
  } while (!last_micros_.compare_exchange_weak(last, next));
  return next;
}

Stream::Appending::~Appending() {
  if (!stream_) return;
  const std::scoped_lock lock(stream_->mutex_);
  const auto shard = stream_->shards_.find(shard_);
  if (shard == stream_->shards_.end()) return;
  std::erase(shard->second.in_flight, sequence_);
}

std::vector<ShardDescription> Stream::shards() const {
  std::vector<ShardDescription> shards;
  const std::scoped_lock lock(mutex_);
  shards.reserve(shards_.size());
  for (const auto& [number, shard] : shards_) shards.push_back(shard.description);
  return shards;
}

std::optional<ShardDescription> Stream::shard(std::uint32_t number) const {
  const std::scoped_lock lock(mutex_);
  const auto found = shards_.find(number);
  if (found == shards_.end()) return std::nullopt;
  return found->second.description;
}

std::optional<ShardDescription> Stream::find_shard(std::string_view id) const {
  const std::scoped_lock lock(mutex_);
  for (const auto& [number, shard] : shards_) {
    if (shard.description.id == id) return shard.description;
  }
  return std::nullopt;
}

Stream::ReadableEnd Stream::readable_end(std::uint32_t shard_number) const {
  const std::scoped_lock lock(mutex_);
  const auto found = shards_.find(shard_number);
  if (found == shards_.end()) return {next_sequence_, true};
  const Shard& shard = found->second;
  if (!shard.in_flight.empty()) return {shard.in_flight.front(), false};
  if (shard.description.is_open()) return {next_sequence_, false};
  return {*shard.description.ending_sequence + 1, true};
}

ShardDescription Stream::new_shard(std::uint32_t number, std::uint32_t first_slice,
                                   std::uint32_t end_slice, const ShardDescription* parent) const {
  ShardDescription shard;
  shard.number = number;
  shard.creation_time = clock_.now_millis();
  EpochMillis id_time = shard.creation_time;
  if (parent != nullptr) {
    shard.parent_id = parent->id;
    id_time = std::max(id_time, time_of(parent->id) + 1);
  }
  shard.id = shard_id(id_time);
  shard.first_slice = first_slice;
  shard.end_slice = end_slice;
  // A parent ends with the next number.
  shard.starting_sequence = next_sequence_ + (parent != nullptr ? 1 : 0);
  return shard;
}

ShardDescription Stream::closed(const ShardDescription& shard) const {
  ShardDescription closed = shard;
  // No record has it: so an empty shard, too, ends no earlier than it starts.
  closed.ending_sequence = next_sequence_;
  closed.closing_time = clock_.now_millis();
  return closed;
}

std::unique_ptr<Stream::Reshaping> Stream::open(std::uint32_t shards) {
  std::unique_ptr<Reshaping> reshaping(new Reshaping(*this));
  reshaping->description_ = description_;
  constexpr auto slices = static_cast<std::uint32_t>(model::limits::hash_slices);
  for (std::uint32_t i = 0; i < shards; ++i) {
    reshaping->shards_.push_back(
        new_shard(last_shard_ + 1 + i, slices * i / shards, slices * (i + 1) / shards, nullptr));
  }
  return reshaping;
}

std::unique_ptr<Stream::Reshaping> Stream::retag(std::vector<model::Tag> tags) {
  std::unique_ptr<Reshaping> reshaping(new Reshaping(*this));
  reshaping->description_ = description_;
  reshaping->description_->tags = std::move(tags);
  return reshaping;
}

std::unique_ptr<Stream::Reshaping> Stream::retarget(model::DeliveryTarget target) {
  std::unique_ptr<Reshaping> reshaping(new Reshaping(*this));
  reshaping->description_ = description_;
  reshaping->description_->target = std::move(target);
  return reshaping;
}

std::unique_ptr<Stream::Reshaping> Stream::protect(model::ResourcePolicy policy) {
  std::unique_ptr<Reshaping> reshaping(new Reshaping(*this));
  reshaping->description_ = description_;
  reshaping->description_->resource_policy = std::move(policy);
  return reshaping;
}

std::unique_ptr<Stream::Reshaping> Stream::close() {
  std::unique_ptr<Reshaping> reshaping(new Reshaping(*this));
  reshaping->description_ = description_;
  reshaping->description_->status = model::StreamStatus::DISABLED;
  reshaping->description_->disabled_time = clock_.now_millis();
  for (const Shard* shard : open_) reshaping->shards_.push_back(closed(shard->description));
  return reshaping;
}

std::unique_ptr<Stream::Reshaping> Stream::roll(const StreamShape& shape) {
  if (is_delivery_) return nullptr;
  std::unique_ptr<Reshaping> reshaping(new Reshaping(*this));
  const EpochMillis born_before = clock_.now_millis() - shape.shard_age.count();
  std::size_t open = open_.size();
  std::uint32_t number = last_shard_;
  for (const Shard* shard : open_) {
    const ShardDescription& parent = shard->description;
    if (parent.creation_time > born_before) continue;
    const std::uint32_t first = parent.first_slice;
    const std::uint32_t end = parent.end_slice;
    reshaping->shards_.push_back(closed(parent));
    const std::uint32_t middle = first + (end - first) / 2;
    if (open < shape.most_shards && middle != first) {
      reshaping->shards_.push_back(new_shard(++number, first, middle, &parent));
      reshaping->shards_.push_back(new_shard(++number, middle, end, &parent));
      ++open;
    } else {
      reshaping->shards_.push_back(new_shard(++number, first, end, &parent));
    }
  }
  return reshaping->shards_.empty() ? nullptr : std::move(reshaping);
}

std::unique_ptr<Stream::Reshaping> Stream::trim(std::uint32_t shard_number, SequenceNumber last,
                                                bool with_shard) {
  std::unique_ptr<Reshaping> reshaping(new Reshaping(*this));
  const auto found = shards_.find(shard_number);
  if (found == shards_.end()) return nullptr;
  reshaping->trimming_ = {shard_number, last, with_shard, {}};
  if (!with_shard) reshaping->shards_.push_back(trimmed(found->second.description, last));
  return reshaping;
}

std::unique_ptr<Stream::Reshaping> Stream::take_out(std::uint32_t shard_number,
                                                    std::vector<SequenceNumber> sequences,
                                                    SequenceNumber last) {
  std::unique_ptr<Reshaping> reshaping(new Reshaping(*this));
  const auto found = shards_.find(shard_number);
  if (found == shards_.end()) return nullptr;
  reshaping->trimming_ = {shard_number, last, false, std::move(sequences)};
  reshaping->shards_.push_back(trimmed(found->second.description, last));
  return reshaping;
}

void Stream::abandon() {
  const std::scoped_lock lock(mutex_);
  open_.clear();
  shards_.clear();
}

void Stream::Reshaping::write(kv::Batch& batch) const {
  if (description_) {
    batch.put(kv::catalog_space, codec::stream_row(stream_.key_),
              codec::encode_stream_entry({stream_.rows_.id, *description_}));
  }
  for (const ShardDescription& shard : shards_) {
    batch.put(stream_.rows_.space, codec::shard_row(stream_.rows_.id, shard.number),
              codec::encode_shard(shard));
  }
  if (!trimming_) return;
  const auto& [number, last, with_shard, single] = *trimming_;
  const StreamRows& rows = stream_.rows_;
  for (const SequenceNumber sequence : single) {
    batch.erase(rows.space, codec::stream_record_row(rows.id, number, sequence));
  }
  if (!single.empty()) return;
  batch.erase_range(rows.space, codec::stream_record_row(rows.id, number, 0),
                    codec::stream_record_row(rows.id, number, last + 1));
  if (with_shard) batch.erase(rows.space, codec::shard_row(rows.id, number));
}

void Stream::Reshaping::apply() {
  if (trimming_ && trimming_->with_shard) stream_.shards_.erase(trimming_->shard_number);
  if (description_) {
    if (description_->resource_policy != stream_.description_.resource_policy) {
      stream_.policy_ = parse_policy(*description_);
    }
    stream_.description_ = std::move(*description_);
  }
  for (ShardDescription& shard : shards_) {
    const std::uint32_t number = shard.number;
    const bool is_open = shard.is_open();
    stream_.last_shard_ = std::max(stream_.last_shard_, number);
    Shard& changed = stream_.shards_[number];
    if (!is_open) {
      stream_.next_sequence_ = std::max(stream_.next_sequence_, *shard.ending_sequence + 1);
    }
    changed.description = std::move(shard);
    std::erase(stream_.open_, &changed);
    if (is_open) stream_.open_.push_back(&changed);
  }
  lock_.unlock();
}

kv::StoreResult<void> Stream::Reshaping::carry_out(kv::Store& store) {
  const auto batch = store.begin();
  write(*batch);
  DYNAROCKS_TRY(store.commit(*batch));
  apply();
  return {};
}

}  // namespace dynarocks::engine
