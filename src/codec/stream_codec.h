#pragma once
// Streams in the store: the catalog's record of a stream and of where the stream log is, and what
// the log holds, shards and records (docs/storage-format.md, section 8).

#include <optional>
#include <string>
#include <string_view>

#include "model/stream.h"

namespace dynarocks::codec {

struct StreamEntry {
  std::uint64_t id = 0;  // never used again
  model::StreamDescription description;
};

struct StreamLogEntry {
  std::uint64_t space = 0;
  std::uint64_t last_stream_id = 0;  // the highest id ever given to a stream
  std::uint64_t starts = 0;          // how often the server was started with this log
};

[[nodiscard]] std::string encode_stream_log_entry(const StreamLogEntry& entry);
[[nodiscard]] std::optional<StreamLogEntry> decode_stream_log_entry(std::string_view bytes);

[[nodiscard]] std::string encode_stream_entry(const StreamEntry& entry);
/// Nothing when the bytes are none of this program's versions or lack what identifies a stream.
[[nodiscard]] std::optional<StreamEntry> decode_stream_entry(std::string_view bytes);

[[nodiscard]] std::string encode_shard(const model::ShardDescription& shard);
[[nodiscard]] std::optional<model::ShardDescription> decode_shard(std::string_view bytes);

[[nodiscard]] std::string encode_stream_record(const model::StreamRecord& record);
/// Nothing when malformed, the items' bytes included.
[[nodiscard]] std::optional<model::StreamRecord> decode_stream_record(std::string_view bytes);

}  // namespace dynarocks::codec
