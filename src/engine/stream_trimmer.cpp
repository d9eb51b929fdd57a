#include "engine/stream_trimmer.h"

#include <memory>

#include "codec/layout.h"
#include "codec/stream_codec.h"
#include "model/limits.h"

namespace dynarocks::engine {

using kv::StoreResult;
using model::SequenceNumber;

namespace {

/// The last of the shard's oldest records that were made before `horizon`; 0 when there is none.
StoreResult<SequenceNumber> last_expired(const kv::Store& store, const StreamRows& rows,
                                         const model::ShardDescription& shard,
                                         EpochMillis horizon) {
  SequenceNumber last = 0;
  DYNAROCKS_ASSIGN(
      const auto cursor,
      store.scan(rows.space,
                 {codec::stream_record_row(rows.id, shard.number, shard.trimmed_sequence + 1),
                  codec::stream_record_row(rows.id, shard.number + 1, 0), true},
                 nullptr));
  for (; cursor->valid(); cursor->next()) {
    const auto record = codec::decode_stream_record(cursor->value());
    // One that cannot be read goes with its neighbours.
    if (record && record->creation_time > horizon) break;
    last = codec::sequence_of_row(cursor->key());
  }
  DYNAROCKS_TRY(cursor->status());
  return last;
}

}  // namespace

StoreResult<void> StreamTrimmer::trim(Stream& stream) {
  const EpochMillis horizon = clock_.now_millis() - model::limits::stream_retention_millis;
  if (const auto disabled = stream.description().disabled_time; disabled && *disabled <= horizon) {
    return streams_.erase(stream);
  }
  for (const model::ShardDescription& shard : stream.shards()) {
    DYNAROCKS_TRY(trim(stream, shard, horizon));
  }
  return {};
}

StoreResult<void> StreamTrimmer::trim(Stream& stream, const model::ShardDescription& shard,
                                      EpochMillis horizon) {
  const bool outlived = shard.closing_time && *shard.closing_time <= horizon;
  SequenceNumber last = outlived ? *shard.ending_sequence : 0;
  if (!outlived) {
    DYNAROCKS_ASSIGN(last, last_expired(store_, stream.rows(), shard, horizon));
  }
  if (last == 0) return {};
  const auto trimming = stream.trim(shard.number, last, outlived);
  return trimming ? trimming->carry_out(store_) : StoreResult<void>{};
}

}  // namespace dynarocks::engine
