#pragma once
// Speaks to a Kinesis service over HTTP: kinesalite, kinesis-mock, LocalStack.

#include "base/clock.h"
#include "engine/kinesis_client.h"
#include "server/http_client.h"

namespace dynarocks::server {

class KinesisHttpClient final : public engine::KinesisClient {
 public:
  /// Requests are signed by the key that is the stream's account id, at the time of the clock.
  KinesisHttpClient(Endpoint endpoint, const Clock& clock)
      : endpoint_(std::move(endpoint)), clock_(clock) {}

  /// The stream's status, by DescribeStreamSummary or, where that is unknown, DescribeStream.
  [[nodiscard]] Result<void, engine::KinesisFailure> check(const std::string& stream_arn) override;

  [[nodiscard]] Result<std::vector<bool>, engine::KinesisFailure> put_records(
      const std::string& stream_arn, std::span<const engine::KinesisRecord> records) override;

 private:
  [[nodiscard]] Result<std::string, engine::KinesisFailure> call(const std::string& region,
                                                                 const std::string& account_id,
                                                                 std::string_view operation,
                                                                 std::string_view body) const;

  const Endpoint endpoint_;
  const Clock& clock_;
};

}  // namespace dynarocks::server
