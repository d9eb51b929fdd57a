#pragma once
// A place in a shard as the opaque text between GetShardIterator and GetRecords:
// "<stream ARN>|1|<base64>". It holds all there is to know, so that nothing is kept of it and it
// outlives a restart; a digest tells texts that were altered.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "model/stream.h"

namespace dynarocks::operations {

struct ShardIterator {
  std::string stream_arn;
  std::uint32_t shard_number = 0;
  /// The first number to be read; nothing for the oldest record there is when it is used.
  std::optional<model::SequenceNumber> from;
  EpochMillis made = 0;

  [[nodiscard]] bool is_expired(EpochMillis now) const;
};

[[nodiscard]] std::string shard_iterator_text(const ShardIterator& iterator);

/// Nothing for a text that is none of ours.
[[nodiscard]] std::optional<ShardIterator> parse_shard_iterator(std::string_view text);

}  // namespace dynarocks::operations
