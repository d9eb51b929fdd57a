// Deliveries, and the worker that serves them.
#include "engine/kinesis_delivery.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "codec/layout.h"
#include "codec/stream_codec.h"
#include "engine/kinesis_worker.h"
#include "engine/stream_trimmer.h"
#include "engine_fixture.h"
#include "model/limits.h"

namespace dynarocks::engine {
namespace {

using model::DestinationStatus;
using model::KinesisDestination;
using namespace std::chrono_literals;

/// Takes every record unless it is told otherwise.
class FakeClient : public KinesisClient {
 public:
  Result<void, KinesisFailure> check(const std::string& stream_arn) override {
    ++checks;
    if (stream_arn == "arn") return {};
    return failure(KinesisFailure{"no such stream", false});
  }
  Result<std::vector<bool>, KinesisFailure> put_records(
      const std::string& stream_arn, std::span<const KinesisRecord> records) override {
    EXPECT_EQ(stream_arn, "arn");
    sent.push_back(records.size());
    if (next_failure) return failure(*std::exchange(next_failure, std::nullopt));
    std::vector<bool> results(records.size(), true);
    for (const std::size_t refused : std::exchange(next_refused, {})) results[refused] = false;
    for (std::size_t i = 0; i < records.size(); ++i) {
      if (results[i]) taken.push_back(records[i]);
    }
    count = taken.size();
    return results;
  }

  std::atomic<int> checks = 0;
  std::atomic<std::size_t> count = 0;
  std::vector<std::size_t> sent;
  std::vector<KinesisRecord> taken;
  std::vector<std::size_t> next_refused;
  std::optional<KinesisFailure> next_failure;
};

class KinesisDeliveryTest : public EngineTest {
 protected:
  void set_status(DestinationStatus status,
                  std::optional<model::CreationTimePrecision> precision = std::nullopt) {
    ASSERT_TRUE(catalog_->update(
        table_->description()->key, [&](auto& description) -> model::ApiResult<void> {
          description.kinesis_destinations = {KinesisDestination{"arn", status, "", precision}};
          return {};
        }));
  }
  [[nodiscard]] std::shared_ptr<Stream> delivery() const {
    return table_->state()->streams.delivery;
  }
  void reopen() {
    table_.reset();
    catalog_ = std::move(*Catalog::open(*store_, clock_));
    table_ = catalog_->find({{"000000000000", "us-east-1"}, "t"});
  }
  void put_items(int count, const std::string& data = "") {
    for (int i = 0; i < count; ++i) ASSERT_TRUE(put(item("a", i, data)));
  }
  [[nodiscard]] std::size_t waiting() const {
    return StreamReader(*store_).read(*delivery(), 1, std::nullopt, 1000)->records.size();
  }
  DeliveryOutcome deliver(Stream& stream) {
    return KinesisDelivery(*store_, catalog_->streams(), client_).deliver(stream, false);
  }
  DeliveryOutcome deliver() { return deliver(*delivery()); }

  FakeClient client_;
};

TEST_F(KinesisDeliveryTest, IsThereWhileADestinationTakesChanges) {
  set_status(DestinationStatus::ENABLING);
  EXPECT_EQ(delivery(), nullptr);
  set_status(DestinationStatus::ACTIVE);
  const auto first = delivery();
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(table_->description()->delivery_label, first->key().label);
  set_status(DestinationStatus::UPDATING);
  EXPECT_EQ(delivery(), first);
  set_status(DestinationStatus::ACTIVE, model::CreationTimePrecision::MICROSECOND);
  EXPECT_EQ(delivery(), first);
  EXPECT_EQ(first->description().target,
            (model::DeliveryTarget{"arn", model::CreationTimePrecision::MICROSECOND}));
  set_status(DestinationStatus::DISABLING);
  EXPECT_EQ(delivery(), nullptr);
  EXPECT_EQ(table_->description()->delivery_label, "");
  EXPECT_EQ(first->description().status, model::StreamStatus::DISABLED);
}

TEST_F(KinesisDeliveryTest, NoReaderFindsIt) {
  set_status(DestinationStatus::ACTIVE);
  const Streams& streams = catalog_->streams();
  EXPECT_EQ(streams.find(delivery()->key()), nullptr);
  EXPECT_EQ(streams.find_delivery(delivery()->key()), delivery());
  EXPECT_TRUE(
      streams.list({"000000000000", "us-east-1"}, std::nullopt, std::nullopt, 10).streams.empty());
  EXPECT_EQ(streams.all().size(), 1u);
}

TEST_F(KinesisDeliveryTest, NeverRolls) {
  set_status(DestinationStatus::ACTIVE);
  clock_.advance(24h);
  EXPECT_EQ(delivery()->roll({}), nullptr);
}

TEST_F(KinesisDeliveryTest, PassesRecordsOnAndLetsGoOfThem) {
  set_status(DestinationStatus::ACTIVE);
  EXPECT_EQ(deliver(), DeliveryOutcome::empty);
  put_items(3);
  EXPECT_EQ(deliver(), DeliveryOutcome::taken);
  EXPECT_EQ(deliver(), DeliveryOutcome::empty);
  EXPECT_EQ(client_.sent, (std::vector<std::size_t>{3}));
  EXPECT_EQ(waiting(), 0u);
  EXPECT_NE(client_.taken[0].data.find(R"("eventName":"INSERT")"), std::string::npos);
  EXPECT_EQ(client_.taken[0].partition_key.size(), 32u);
  EXPECT_NE(client_.taken[0].partition_key, client_.taken[1].partition_key);
}

TEST_F(KinesisDeliveryTest, KeepsWhatIsLeftOverARestart) {
  set_status(DestinationStatus::ACTIVE);
  put_items(2);
  EXPECT_EQ(deliver(), DeliveryOutcome::taken);
  put_items(5, "changed");
  reopen();
  ASSERT_NE(delivery(), nullptr);
  EXPECT_EQ(delivery()->description().target->stream_arn, "arn");
  EXPECT_EQ(deliver(), DeliveryOutcome::taken);
  EXPECT_EQ(client_.sent, (std::vector<std::size_t>{2, 5}));
}

TEST_F(KinesisDeliveryTest, SendsRefusedRecordsAgainUnderTheirIds) {
  set_status(DestinationStatus::ACTIVE);
  put_items(4);
  client_.next_refused = {1, 3};
  EXPECT_EQ(deliver(), DeliveryOutcome::partly);
  EXPECT_EQ(waiting(), 2u);
  reopen();
  client_.next_failure = KinesisFailure{"down", false};
  EXPECT_EQ(deliver(), DeliveryOutcome::failed);
  client_.next_refused = {0, 1};
  EXPECT_EQ(deliver(), DeliveryOutcome::failed);
  EXPECT_EQ(deliver(), DeliveryOutcome::taken);
  EXPECT_EQ(client_.sent, (std::vector<std::size_t>{4, 2, 2, 2}));
  EXPECT_EQ(client_.taken.size(), 4u);
}

TEST_F(KinesisDeliveryTest, ARecordSentTwiceIsTheSame) {
  set_status(DestinationStatus::ACTIVE);
  put_items(1);
  const auto page = StreamReader(*store_).read(*delivery(), 1, std::nullopt, 1);
  EXPECT_EQ(deliver(), DeliveryOutcome::taken);
  // As if the server had been killed before it let go of the record.
  reopen();
  const model::ShardDescription shard = *delivery()->shard(1);
  const StreamRows rows = delivery()->rows();
  const auto batch = store_->begin();
  model::ShardDescription untrimmed = shard;
  untrimmed.trimmed_sequence = 0;
  batch->put(rows.space, codec::shard_row(rows.id, 1), codec::encode_shard(untrimmed));
  batch->put(rows.space, codec::stream_record_row(rows.id, 1, page->records[0].sequence),
             codec::encode_stream_record(page->records[0].change));
  ASSERT_TRUE(store_->commit(*batch));
  reopen();
  EXPECT_EQ(deliver(), DeliveryOutcome::taken);
  ASSERT_EQ(client_.taken.size(), 2u);
  EXPECT_EQ(client_.taken[0].data, client_.taken[1].data);
  EXPECT_EQ(client_.taken[0].partition_key, client_.taken[1].partition_key);
}

TEST_F(KinesisDeliveryTest, RequestsHaveTheirLimits) {
  set_status(DestinationStatus::ACTIVE);
  put_items(static_cast<int>(model::limits::kinesis_records) + 1);
  EXPECT_EQ(deliver(), DeliveryOutcome::taken);
  EXPECT_EQ(deliver(), DeliveryOutcome::taken);
  EXPECT_EQ(client_.sent, (std::vector<std::size_t>{model::limits::kinesis_records, 1}));
}

TEST_F(KinesisDeliveryTest, ATooLargeRecordHoldsUpNoOthers) {
  set_status(DestinationStatus::ACTIVE);
  ASSERT_TRUE(put(item("a", 1)));
  ASSERT_TRUE(put(item("a", 2, std::string(200'000, '\x01'))));  // 1.2 MB as JSON
  ASSERT_TRUE(put(item("a", 3)));
  EXPECT_EQ(deliver(), DeliveryOutcome::taken);
  client_.next_failure = KinesisFailure{"down", false};
  EXPECT_EQ(deliver(), DeliveryOutcome::failed) << "it may be taken yet";
  client_.next_failure = KinesisFailure{"too large", true};
  EXPECT_EQ(deliver(), DeliveryOutcome::taken);
  EXPECT_EQ(deliver(), DeliveryOutcome::taken);
  EXPECT_EQ(client_.sent, (std::vector<std::size_t>{1, 1, 1, 1}));
  EXPECT_EQ(client_.taken.size(), 2u);
}

TEST_F(KinesisDeliveryTest, AnInvalidRequestOfSmallRecordsIsTriedAgain) {
  set_status(DestinationStatus::ACTIVE);
  put_items(1);
  client_.next_failure = KinesisFailure{"invalid", true};
  EXPECT_EQ(deliver(), DeliveryOutcome::failed);
  EXPECT_EQ(waiting(), 1u);
}

TEST_F(KinesisDeliveryTest, AClosedOneGoesWithItsLastRecord) {
  set_status(DestinationStatus::ACTIVE);
  const auto closed = delivery();
  put_items(1);
  set_status(DestinationStatus::DISABLED);
  put_items(1, "after");
  EXPECT_EQ(deliver(*closed), DeliveryOutcome::taken);
  EXPECT_EQ(deliver(*closed), DeliveryOutcome::finished);
  EXPECT_EQ(client_.taken.size(), 1u);
  EXPECT_TRUE(catalog_->streams().deliveries().empty());
}

TEST_F(KinesisDeliveryTest, OneOfADroppedTableIsClosedAndPassedOn) {
  set_status(DestinationStatus::ACTIVE);
  put_items(1);
  ASSERT_TRUE(catalog_->drop(table_->description()->key,
                             [](const auto&) -> model::ApiResult<void> { return {}; }));
  catalog_ = std::move(*Catalog::open(*store_, clock_));
  ASSERT_EQ(catalog_->streams().deliveries().size(), 1u);
  EXPECT_EQ(deliver(*catalog_->streams().deliveries()[0]), DeliveryOutcome::taken);
}

TEST_F(KinesisDeliveryTest, WhatIsOlderThanADayIsTrimmed) {
  set_status(DestinationStatus::ACTIVE);
  put_items(1);
  clock_.advance(24h + 1ms);
  put_items(1, "new");
  ASSERT_TRUE(StreamTrimmer(*store_, catalog_->streams(), clock_).trim(*delivery()));
  EXPECT_EQ(deliver(), DeliveryOutcome::taken);
  EXPECT_EQ(client_.sent, (std::vector<std::size_t>{1}));
}

TEST_F(KinesisDeliveryTest, DamageIsReportedAtTheStart) {
  set_status(DestinationStatus::ACTIVE);
  const auto batch = store_->begin();
  batch->erase(kv::catalog_space, codec::stream_row(delivery()->key()));
  ASSERT_TRUE(store_->commit(*batch));
  const auto opened = Catalog::open(*store_, clock_);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().message,
            "what table t has for Kinesis is missing; restore the data directory from a backup or "
            "start with an empty one");
}

TEST_F(KinesisDeliveryTest, MicrosecondsTellChangesOfAMillisecondApart) {
  set_status(DestinationStatus::ACTIVE);
  put_items(3);
  clock_.advance(1ms);
  put_items(1, "later");
  const auto page = StreamReader(*store_).read(*delivery(), 1, std::nullopt, 10);
  std::vector<std::int64_t> times;
  for (const auto& record : page->records) {
    times.push_back(record.change.creation_time * 1000 + record.change.creation_micros);
  }
  const std::int64_t start = 1'700'000'000'000'000;
  EXPECT_EQ(times, (std::vector<std::int64_t>{start, start + 1, start + 2, start + 1000}));
}

class KinesisWorkerTest : public KinesisDeliveryTest {
 protected:
  void start(bool with_client, TableDelays delays = {}) {
    transitions_ = std::make_unique<TableTransitions>(*catalog_, clock_, delays);
    auto client = with_client ? std::make_unique<FakeClient>() : nullptr;
    fake_ = client.get();
    worker_ = std::make_unique<KinesisWorker>(*store_, *catalog_, *transitions_, stream_worker(),
                                              std::move(client));
  }
  StreamWorker& stream_worker() {
    trimmer_ = std::make_unique<StreamTrimmer>(*store_, catalog_->streams(), clock_);
    stream_worker_ = std::make_unique<StreamWorker>(*store_, catalog_->streams(), *trimmer_);
    return *stream_worker_;
  }
  [[nodiscard]] const KinesisDestination& destination() {
    description_ = table_->description();
    return description_->kinesis_destinations.at(0);
  }
  template <class Condition>
  bool wait_for(Condition condition) {
    for (int tries = 0; tries < 5000 && !condition(); ++tries) std::this_thread::sleep_for(1ms);
    return condition();
  }
  void stop() {
    worker_.reset();
    transitions_.reset();
    stream_worker_.reset();
  }
  void TearDown() override { stop(); }

  std::shared_ptr<const model::TableDescription> description_;
  std::unique_ptr<StreamTrimmer> trimmer_;
  std::unique_ptr<StreamWorker> stream_worker_;
  std::unique_ptr<TableTransitions> transitions_;
  std::unique_ptr<KinesisWorker> worker_;
  FakeClient* fake_ = nullptr;
};

TEST_F(KinesisWorkerTest, WithoutAClientEnablingFailsAtOnce) {
  start(false);
  set_status(DestinationStatus::ENABLING);
  worker_->enable(table_);
  EXPECT_EQ(destination().status, DestinationStatus::ENABLE_FAILED);
  EXPECT_EQ(destination().status_description,
            "User does not have a permission to use kinesis stream");
  EXPECT_EQ(delivery(), nullptr);
}

TEST_F(KinesisWorkerTest, EnablesAndDelivers) {
  start(true);
  set_status(DestinationStatus::ENABLING);
  worker_->enable(table_);
  ASSERT_TRUE(wait_for([&] { return destination().status == DestinationStatus::ACTIVE; }));
  put_items(3);
  EXPECT_TRUE(wait_for([&] { return fake_->count == 3; }));
  put_items(3, "changed");
  EXPECT_TRUE(wait_for([&] { return fake_->count == 6; }));
}

TEST_F(KinesisWorkerTest, EnablingLastsFromWhenTheStreamWasFound) {
  start(true, {.destination = 60s});
  set_status(DestinationStatus::ENABLING);
  worker_->enable(table_);
  ASSERT_TRUE(wait_for([&] { return !table_->description()->transitions.empty(); }));
  EXPECT_EQ(destination().status, DestinationStatus::ENABLING);
  clock_.advance(60s);
  transitions_->end_due();
  EXPECT_EQ(destination().status, DestinationStatus::ACTIVE);
}

TEST_F(KinesisWorkerTest, TakesUpWhatAnEarlierRunLeft) {
  set_status(DestinationStatus::ENABLING);
  reopen();
  start(true);
  worker_->resume();
  ASSERT_TRUE(wait_for([&] { return destination().status == DestinationStatus::ACTIVE; }));
  stop();
  put_items(2);
  reopen();
  start(true);
  worker_->resume();
  EXPECT_TRUE(wait_for([&] { return fake_->count == 2; }));
  EXPECT_EQ(fake_->checks, 0) << "it was found before";
}

TEST_F(KinesisWorkerTest, ServesADestinationWhoseEnablingEndsAfterARestart) {
  set_status(DestinationStatus::ENABLING);
  start(true, {.destination = 60s});
  worker_->enable(table_);
  ASSERT_TRUE(wait_for([&] { return !table_->description()->transitions.empty(); }));
  stop();
  reopen();
  start(true, {.destination = 60s});
  transitions_->resume();
  worker_->resume();
  EXPECT_EQ(destination().status, DestinationStatus::ENABLING);
  clock_.advance(60s);
  transitions_->end_due();
  put_items(2);
  EXPECT_TRUE(wait_for([&] { return fake_->count == 2; }));
}

TEST_F(KinesisWorkerTest, ATableThatIsGoneMeanwhileIsNoMatter) {
  start(false);
  set_status(DestinationStatus::ENABLING);
  ASSERT_TRUE(catalog_->drop(table_->description()->key,
                             [](const auto&) -> model::ApiResult<void> { return {}; }));
  worker_->enable(table_);
  EXPECT_EQ(destination().status, DestinationStatus::ENABLING);
}

}  // namespace
}  // namespace dynarocks::engine
