#pragma once
// A table with a stream, and short ways to write to it and to read from its stream.

#include <string>
#include <vector>

#include "model/stream.h"
#include "operation_fixture.h"

namespace dynarocks::operations {

class StreamOperationTest : public OperationTest {
 protected:
  void SetUp() override {
    create("abc");
    enable("abc");
  }

  void create(const std::string& table) {
    answer("CreateTable",
           R"({"TableName":")" + table +
               R"(","BillingMode":"PAY_PER_REQUEST",)"
               R"("AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],)"
               R"("KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}]})");
  }
  void enable(const std::string& table, std::optional<model::StreamViewType> view_type =
                                            model::StreamViewType::NEW_AND_OLD_IMAGES) {
    const auto changed =
        catalog_->update({caller_, table}, [&](auto& description) -> model::ApiResult<void> {
          description.stream_view_type = view_type;
          return {};
        });
    ASSERT_TRUE(changed.has_value());
  }
  void disable(const std::string& table) { enable(table, std::nullopt); }

  [[nodiscard]] std::shared_ptr<engine::Stream> stream(const std::string& table = "abc") const {
    const model::TableKey key{caller_, table};
    return catalog_->streams().find({key, catalog_->find(key)->description()->latest_stream_label});
  }
  [[nodiscard]] std::string arn(const std::string& table = "abc") const {
    return stream_arn(stream(table)->key());
  }
  [[nodiscard]] std::string shard(std::uint32_t number = 1) const {
    return stream()->shard(number)->id;
  }
  void roll(std::uint32_t most_shards = 1) {
    const auto rolling = stream()->roll(
        {.first_shards = 1, .most_shards = most_shards, .shard_age = std::chrono::hours(0)});
    ASSERT_NE(rolling, nullptr);
    const auto batch = store_->begin();
    rolling->write(*batch);
    ASSERT_TRUE(store_->commit(*batch));
    rolling->apply();
  }

  void put(const std::string& pk, const std::string& more = "") {
    answer("PutItem", R"({"TableName":"abc","Item":{"pk":{"S":")" + pk + "\"}" + more + "}}");
  }
  void remove(const std::string& pk) {
    answer("DeleteItem", R"({"TableName":"abc","Key":{"pk":{"S":")" + pk + "\"}}}");
  }

  [[nodiscard]] std::string iterator_request(const std::string& type,
                                             const std::string& sequence_number = "",
                                             std::uint32_t shard_number = 1) const {
    const std::string with_number =
        sequence_number.empty() ? "" : R"(,"SequenceNumber":")" + sequence_number + "\"";
    return R"({"StreamArn":")" + arn() + R"(","ShardId":")" + shard(shard_number) +
           R"(","ShardIteratorType":")" + type + "\"" + with_number + "}";
  }
  std::string iterator(const std::string& type, const std::string& sequence_number = "",
                       std::uint32_t shard_number = 1) {
    return answer("GetShardIterator",
                  iterator_request(type, sequence_number, shard_number))["ShardIterator"];
  }
  static std::string records_request(const std::string& iterator, const std::string& more = "") {
    return R"({"ShardIterator":")" + iterator + "\"" + more + "}";
  }
  nlohmann::json get_records(const std::string& iterator, const std::string& more = "") {
    return answer("GetRecords", records_request(iterator, more));
  }
  /// "INSERT a", "MODIFY a", ...
  std::vector<std::string> events(const std::string& iterator) {
    std::vector<std::string> events;
    const auto page = get_records(iterator);
    for (const auto& record : page["Records"]) {
      events.push_back(record["eventName"].get<std::string>() + " " +
                       record["dynamodb"]["Keys"]["pk"]["S"].get<std::string>());
    }
    return events;
  }
  /// The numbers of all records of the shard.
  std::vector<std::string> numbers(std::uint32_t shard_number = 1) {
    std::vector<std::string> numbers;
    const auto page = get_records(iterator("TRIM_HORIZON", "", shard_number));
    for (const auto& record : page["Records"]) {
      numbers.push_back(record["dynamodb"]["SequenceNumber"]);
    }
    return numbers;
  }

  using Events = std::vector<std::string>;
};

}  // namespace dynarocks::operations
