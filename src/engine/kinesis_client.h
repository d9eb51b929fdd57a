#pragma once
// What deliveries need of a Kinesis service. Who speaks to one is another floor's business
// (server/kinesis_http_client.h).

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"

namespace dynarocks::engine {

struct KinesisRecord {
  std::string partition_key;
  std::string data;

  /// As the service counts them.
  [[nodiscard]] std::size_t bytes() const { return partition_key.size() + data.size(); }
};

struct KinesisFailure {
  std::string message;  // one line
  /// The request itself is at fault: to send the same once more is of no use.
  bool is_invalid = false;
};

/// Used by one thread. Every call ends within seconds.
class KinesisClient {
 public:
  virtual ~KinesisClient() = default;

  /// Whether the stream is there and takes records.
  [[nodiscard]] virtual Result<void, KinesisFailure> check(const std::string& stream_arn) = 0;

  /// Answers for each record whether it was taken.
  [[nodiscard]] virtual Result<std::vector<bool>, KinesisFailure> put_records(
      const std::string& stream_arn, std::span<const KinesisRecord> records) = 0;
};

}  // namespace dynarocks::engine
