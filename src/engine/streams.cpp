#include "engine/streams.h"

#include <mutex>
#include <utility>

#include "base/time_text.h"
#include "codec/key_codec.h"
#include "codec/layout.h"
#include "engine/resource_policy.h"
#include "engine/store_failure.h"

namespace dynarocks::engine {

using kv::StoreError;
using kv::StoreResult;
using model::SequenceNumber;
using model::ShardDescription;
using model::StreamKey;

namespace {

/// Numbers a stream may give between two starts: far more than it can.
constexpr int start_bits = 40;

StoreError damaged(const std::string& what) {
  return StoreError{StoreError::Kind::corrupt,
                    what + "; restore the data directory from a backup or start with an empty one"};
}

kv::Range rows_below(std::string_view prefix, bool forward = true) {
  return {std::string(prefix), codec::prefix_successor(prefix), forward};
}

StoreResult<std::vector<ShardDescription>> read_shards(const kv::Store& store,
                                                       const StreamRows& rows) {
  std::vector<ShardDescription> shards;
  DYNAROCKS_ASSIGN(const auto cursor,
                   store.scan(rows.space, rows_below(codec::shard_rows(rows.id)), nullptr));
  for (; cursor->valid(); cursor->next()) {
    auto shard = codec::decode_shard(cursor->value());
    if (!shard) return failure(damaged("a stream has a shard this program cannot read"));
    shards.push_back(std::move(*shard));
  }
  DYNAROCKS_TRY(cursor->status());
  return shards;
}

/// The label of a stream enabled at this time.
std::string label_of(EpochMillis time) {
  std::string label = iso_time(time);
  label.pop_back();  // the zone
  return label;
}

}  // namespace

StoreResult<void> Streams::load() {
  DYNAROCKS_ASSIGN(const auto log, kv::get_copy(store_, kv::catalog_space, codec::stream_log_row));
  if (!log) return {};
  log_ = codec::decode_stream_log_entry(*log);
  if (!log_) return failure(damaged("the catalog's entry of the stream log cannot be read"));
  ++log_->starts;
  DYNAROCKS_TRY(store_log(*log_));
  DYNAROCKS_ASSIGN(const auto cursor,
                   store_.scan(kv::catalog_space, rows_below(codec::stream_rows), nullptr));
  for (; cursor->valid(); cursor->next()) {
    const auto entry = codec::decode_stream_entry(cursor->value());
    if (!entry || codec::stream_row(entry->description.key) != cursor->key()) {
      return failure(damaged("the catalog holds a stream this program cannot read"));
    }
    DYNAROCKS_TRY(load_shards(*entry));
  }
  return cursor->status();
}

StoreResult<void> Streams::load_shards(const codec::StreamEntry& entry) {
  if (!is_readable(entry.description.resource_policy)) {
    return failure(damaged("the policy of a stream of table " +
                           entry.description.key.table.table_name + " cannot be read"));
  }
  const StreamRows rows{log_->space, entry.id};
  DYNAROCKS_ASSIGN(std::vector<ShardDescription> shards, read_shards(store_, rows));
  // Above all numbers that were given before the start, those too that nothing stored tells of: a
  // reader may wait behind a number that was given and never committed.
  const SequenceNumber next = SequenceNumber{log_->starts} << start_bits;
  add(std::make_shared<Stream>(rows, entry.description, std::move(shards), next, clock_));
  return {};
}

std::optional<kv::SpaceId> Streams::log_space() const {
  const std::shared_lock lock(streams_mutex_);
  if (!log_) return std::nullopt;
  return log_->space;
}

std::shared_ptr<Stream> Streams::find(const StreamKey& key) const {
  const std::shared_lock lock(streams_mutex_);
  const auto found = streams_.find(key);
  return found == streams_.end() ? nullptr : found->second;
}

std::shared_ptr<Stream> Streams::find_delivery(const StreamKey& key) const {
  const std::shared_lock lock(streams_mutex_);
  const auto found = deliveries_.find(key);
  return found == deliveries_.end() ? nullptr : found->second;
}

std::vector<std::shared_ptr<Stream>> Streams::all() const {
  std::vector<std::shared_ptr<Stream>> streams;
  const std::shared_lock lock(streams_mutex_);
  streams.reserve(streams_.size() + deliveries_.size());
  for (const auto& [key, stream] : streams_) streams.push_back(stream);
  for (const auto& [key, stream] : deliveries_) streams.push_back(stream);
  return streams;
}

std::vector<std::shared_ptr<Stream>> Streams::deliveries() const {
  std::vector<std::shared_ptr<Stream>> streams;
  const std::shared_lock lock(streams_mutex_);
  for (const auto& [key, stream] : deliveries_) streams.push_back(stream);
  return streams;
}

Streams::Page Streams::list(const model::AccountRegion& owner,
                            const std::optional<std::string>& table_name,
                            const std::optional<StreamKey>& exclusive_start,
                            std::size_t limit) const {
  Page page;
  StreamKey start{{owner, table_name.value_or("")}, ""};
  if (exclusive_start && *exclusive_start > start) start = *exclusive_start;
  const std::shared_lock lock(streams_mutex_);
  for (auto at = streams_.upper_bound(start); at != streams_.end(); ++at) {
    const model::TableKey& table = at->first.table;
    if (table.owner != owner || (table_name && table.table_name != *table_name)) break;
    if (page.streams.size() == limit) {
      page.more = true;
      break;
    }
    page.streams.push_back(at->second);
  }
  return page;
}

StoreResult<StreamRows> Streams::new_rows() {
  const std::scoped_lock lock(log_mutex_);
  codec::StreamLogEntry entry;
  if (log_) {
    entry = *log_;
  } else {
    DYNAROCKS_ASSIGN(entry.space, store_.create_space());
  }
  ++entry.last_stream_id;
  // A new space without its row is dropped by the next start.
  DYNAROCKS_TRY(store_log(entry));
  const std::unique_lock guard(streams_mutex_);
  log_ = entry;
  return StreamRows{entry.space, entry.last_stream_id};
}

StoreResult<void> Streams::store_log(const codec::StreamLogEntry& entry) {
  const auto batch = store_.begin();
  batch->put(kv::catalog_space, codec::stream_log_row, codec::encode_stream_log_entry(entry));
  return store_.commit(*batch);
}

StoreResult<std::shared_ptr<Stream>> Streams::make(const model::TableDescription& table,
                                                   model::StreamViewType view_type,
                                                   std::optional<model::DeliveryTarget> target) {
  DYNAROCKS_ASSIGN(const StreamRows rows, new_rows());
  model::StreamDescription description;
  description.key.table = table.key;
  description.view_type = view_type;
  description.target = std::move(target);
  description.creation_time = clock_.now_millis();
  description.key_schema = table.key_schema;
  EpochMillis time = description.creation_time;
  do {
    description.key.label = label_of(time++);
  } while (find(description.key) || find_delivery(description.key));
  return std::make_shared<Stream>(rows, std::move(description), std::vector<ShardDescription>{}, 1,
                                  clock_);
}

void Streams::add(std::shared_ptr<Stream> stream) {
  const std::unique_lock lock(streams_mutex_);
  auto& streams = stream->is_delivery() ? deliveries_ : streams_;
  const StreamKey& key = stream->key();
  streams.emplace(key, std::move(stream));
}

model::ApiResult<void> Streams::check_there(const Stream& stream) const {
  if (find(stream.key()).get() == &stream) return {};
  return failure(model::ApiError{model::ErrorCode::resource_not_found, {}, {}, {}});
}

model::ApiResult<void> Streams::change_tags(
    Stream& stream, const std::function<model::ApiResult<void>(std::vector<model::Tag>&)>& change) {
  const std::scoped_lock lock(rows_mutex_);
  DYNAROCKS_TRY(check_there(stream));
  std::vector<model::Tag> tags = stream.description().tags;
  DYNAROCKS_TRY(change(tags));
  const auto stored = stream.retag(std::move(tags))->carry_out(store_);
  if (!stored) return failure(store_failure(stored.error()));
  return {};
}

model::ApiResult<void> Streams::change_policy(
    Stream& stream, const std::function<model::ApiResult<void>(model::ResourcePolicy&)>& change) {
  const std::scoped_lock lock(rows_mutex_);
  DYNAROCKS_TRY(check_there(stream));
  model::ResourcePolicy policy = stream.description().resource_policy;
  DYNAROCKS_TRY(change(policy));
  const auto stored = stream.protect(std::move(policy))->carry_out(store_);
  if (!stored) return failure(store_failure(stored.error()));
  return {};
}

StoreResult<void> Streams::erase(Stream& stream) {
  const std::scoped_lock lock(rows_mutex_);
  const StreamRows& rows = stream.rows();
  stream.abandon();
  const auto batch = store_.begin();
  batch->erase(kv::catalog_space, codec::stream_row(stream.key()));
  for (const std::string& prefix :
       {codec::shard_rows(rows.id), codec::stream_record_rows(rows.id)}) {
    batch->erase_range(rows.space, prefix, codec::prefix_successor(prefix));
  }
  DYNAROCKS_TRY(store_.commit(*batch));
  const std::unique_lock guard(streams_mutex_);
  (stream.is_delivery() ? deliveries_ : streams_).erase(stream.key());
  return {};
}

}  // namespace dynarocks::engine
