#include "engine/stream_reader.h"

#include <algorithm>
#include <utility>

#include "codec/layout.h"
#include "codec/stream_codec.h"
#include "engine/store_failure.h"
#include "model/limits.h"

namespace dynarocks::engine {

using model::ApiResult;
using model::SequenceNumber;

namespace {

model::ApiError damaged_record() {
  return store_failure({kv::StoreError::Kind::corrupt, "a stream record cannot be read"});
}

/// Whether the shard, or its records from `from` on, are gone.
bool is_trimmed(const Stream& stream, std::uint32_t shard_number,
                std::optional<SequenceNumber> from) {
  const auto shard = stream.shard(shard_number);
  return !shard || (from && *from <= shard->trimmed_sequence);
}

}  // namespace

model::ApiError trimmed_data_access() {
  return model::ApiError{model::ErrorCode::trimmed_data_access,
                         "The data you are trying to access has been trimmed",
                         {},
                         {},
                         true};
}

ApiResult<StreamPage> StreamReader::read(const Stream& stream, std::uint32_t shard_number,
                                         std::optional<SequenceNumber> from,
                                         std::size_t limit) const {
  const auto shard = stream.shard(shard_number);
  if (!shard) return failure(trimmed_data_access());
  const StreamRows& rows = stream.rows();
  const SequenceNumber first =
      from.value_or(std::max(shard->starting_sequence, shard->trimmed_sequence + 1));
  // Asked before the rows are read: every record below it is committed.
  const Stream::ReadableEnd end = stream.readable_end(shard_number);
  StreamPage page;
  page.next = first;
  const auto cursor = store_.scan(
      rows.space,
      {codec::stream_record_row(rows.id, shard_number, first),
       codec::stream_record_row(rows.id, shard_number, std::max(first, end.sequence)), true},
      nullptr);
  if (!cursor) return failure(store_failure(cursor.error()));
  std::size_t bytes = 0;
  for (; (*cursor)->valid(); (*cursor)->next()) {
    if (page.records.size() == limit) break;
    const std::string_view value = (*cursor)->value();
    bytes += value.size();
    if (bytes > model::limits::stream_page_bytes && !page.records.empty()) break;
    auto change = codec::decode_stream_record(value);
    if (!change) return failure(damaged_record());
    const SequenceNumber sequence = codec::sequence_of_row((*cursor)->key());
    page.records.push_back({sequence, std::move(*change)});
    page.next = sequence + 1;
  }
  if (const auto status = (*cursor)->status(); !status) {
    return failure(store_failure(status.error()));
  }
  // Asked after the rows were read: what was trimmed meanwhile must not be passed over in silence.
  if (is_trimmed(stream, shard_number, from)) return failure(trimmed_data_access());
  if (end.final && !(*cursor)->valid()) page.next.reset();
  return page;
}

}  // namespace dynarocks::engine
