#pragma once
// Runs whole requests - JSON text in, JSON text or an error out - through the operation table, on
// an in-memory store. For the tests of every operation.

#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "engine/catalog.h"
#include "engine/index_builder.h"
#include "engine/item_reader.h"
#include "engine/item_transaction.h"
#include "engine/item_writer.h"
#include "engine/kinesis_worker.h"
#include "engine/kms_keys.h"
#include "engine/range_reader.h"
#include "engine/request_tokens.h"
#include "engine/stream_reader.h"
#include "engine/stream_trimmer.h"
#include "engine/stream_worker.h"
#include "engine/table_transitions.h"
#include "engine/ttl_sweeper.h"
#include "engine/ttl_switch.h"
#include "engine/ttl_worker.h"
#include "kv/rocksdb_store.h"
#include "model/api_error.h"
#include "operations/operation_table.h"
#include "wire/json_value.h"

namespace dynarocks::operations {

/// "ValidationException: <message>", or the name alone where the envelope has no text.
inline std::string error_text(const model::ApiError& error) {
  std::string text(model::error_row(error.code).name);
  if (error.has_message) text.append(": ").append(error.message);
  return text;
}

class OperationTest : public ::testing::Test {
 protected:
  OperationTest() : OperationTest(model::ValidationLayer::current) {}
  explicit OperationTest(model::ValidationLayer layer)
      : services_{clock_,
                  *catalog_,
                  item_reader_,
                  item_writer_,
                  range_reader_,
                  item_transactions_,
                  request_tokens_,
                  index_builder_,
                  ttl_switch_,
                  ttl_worker_,
                  stream_reader_,
                  stream_worker_,
                  table_transitions_,
                  kinesis_worker_,
                  *kms_keys_,
                  layer} {}

  /// Runs one request as `caller_`.
  model::ApiResult<std::string> run(std::string_view operation_name, std::string_view body) {
    const Operation* operation = find_operation(operation_name);
    if (operation == nullptr) {
      return failure(model::ApiError{model::ErrorCode::unknown_operation, "", {}, {}, false});
    }
    std::string response;
    const auto answered =
        run_operation(*operation, services_, {caller_}, document_.parse(body), response);
    if (!answered) {
      EXPECT_EQ(response, "") << "a failed operation left a part of an answer";
      return failure(answered.error());
    }
    return response;
  }

  /// The answer's text; fails the test when the request is refused.
  std::string answer_text(std::string_view operation_name, std::string_view body) {
    auto result = run(operation_name, body);
    EXPECT_TRUE(result) << operation_name << " " << body << "\nrefused with "
                        << (result ? "" : error_text(result.error()));
    return result.value_or("null");
  }

  /// The answer; null, and a failed test, when the request is refused.
  nlohmann::json answer(std::string_view operation_name, std::string_view body) {
    return nlohmann::json::parse(answer_text(operation_name, body));
  }

  /// "ValidationException: <message>"; the answer in parentheses when the request is answered.
  std::string error(std::string_view operation_name, std::string_view body) {
    const auto result = run(operation_name, body);
    return result ? "(answered) " + *result : error_text(result.error());
  }

  std::unique_ptr<kv::Store> store_ = [] {
    kv::StoreOptions options;
    options.in_memory = true;
    return kv::open_rocksdb(options).value();
  }();
  ManualClock clock_{1'700'000'000'250};  // 2023-11-14T22:13:20.250Z
  std::unique_ptr<engine::Catalog> catalog_ = engine::Catalog::open(*store_, clock_).value();
  engine::ItemReader item_reader_{*store_};
  engine::ItemWriter item_writer_{*store_};
  engine::RangeReader range_reader_{*store_};
  engine::ItemTransactions item_transactions_{*store_, item_writer_};
  engine::RequestTokens request_tokens_{*store_, clock_};
  engine::IndexBuilder index_builder_{*store_, *catalog_, item_writer_.row_locks(), clock_};
  engine::TtlSwitch ttl_switch_{*store_, *catalog_, item_writer_.row_locks()};
  engine::TtlSweeper ttl_sweeper_{*store_, item_writer_.row_locks(), clock_};
  engine::TtlWorker ttl_worker_{*catalog_, ttl_switch_, ttl_sweeper_, std::chrono::hours(1)};
  engine::StreamReader stream_reader_{*store_};
  engine::StreamTrimmer stream_trimmer_{*store_, catalog_->streams(), clock_};
  engine::StreamWorker stream_worker_{*store_, catalog_->streams(), stream_trimmer_};
  engine::TableTransitions table_transitions_{*catalog_, clock_};
  engine::KinesisWorker kinesis_worker_{*store_, *catalog_, table_transitions_, stream_worker_,
                                        nullptr};
  std::unique_ptr<engine::KmsKeys> kms_keys_ = engine::KmsKeys::open(*store_, clock_).value();
  model::AccountRegion caller_{"123456789012", "us-east-1"};
  Services services_;
  wire::JsonDocument document_;
};

}  // namespace dynarocks::operations
