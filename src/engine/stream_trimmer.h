#pragma once
// Lets go of what is older than a stream keeps: records, closed shards, disabled streams.

#include "base/clock.h"
#include "engine/stream.h"
#include "engine/streams.h"
#include "kv/store.h"

namespace dynarocks::engine {

class StreamTrimmer {
 public:
  StreamTrimmer(kv::Store& store, Streams& streams, const Clock& clock)
      : store_(store), streams_(streams), clock_(clock) {}

  /// What it costs follows what is to go, not what is there.
  [[nodiscard]] kv::StoreResult<void> trim(Stream& stream);

 private:
  [[nodiscard]] kv::StoreResult<void> trim(Stream& stream, const model::ShardDescription& shard,
                                           EpochMillis horizon);

  kv::Store& store_;
  Streams& streams_;
  const Clock& clock_;
};

}  // namespace dynarocks::engine
