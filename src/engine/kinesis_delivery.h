#pragma once
// Passes the records of a delivery on to its Kinesis stream. What was taken is erased from the
// delivery, so that what is left is always what is still to be passed on
// (docs/decisions/0013-kinesis-destinations.md).

#include <cstdint>

#include "engine/kinesis_client.h"
#include "engine/stream.h"
#include "engine/stream_reader.h"
#include "engine/streams.h"
#include "kv/store.h"

namespace dynarocks::engine {

enum class DeliveryOutcome : std::uint8_t {
  empty,     // nothing was there
  taken,     // everything that was sent
  partly,    // some of it: the rest stays
  failed,    // nothing, or the store does not let go of it
  finished,  // the delivery was closed, and is gone with its last record
};

class KinesisDelivery {
 public:
  /// The only shard a delivery has.
  static constexpr std::uint32_t shard_number = 1;

  KinesisDelivery(kv::Store& store, Streams& streams, KinesisClient& client)
      : store_(store), streams_(streams), reader_(store), client_(client) {}

  /// Sends the oldest records of the delivery, as many as one request may have. Failures are
  /// logged when `log_failures` says so.
  [[nodiscard]] DeliveryOutcome deliver(Stream& delivery, bool log_failures);

 private:
  [[nodiscard]] DeliveryOutcome send(Stream& delivery, const StreamPage& page, bool log_failures);

  kv::Store& store_;
  Streams& streams_;
  StreamReader reader_;
  KinesisClient& client_;
};

}  // namespace dynarocks::engine
