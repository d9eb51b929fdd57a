#pragma once
// The background of Kinesis destinations: a thread that finds out whether a stream can be reached
// when a destination is enabled, and passes on what deliveries record.

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "engine/catalog.h"
#include "engine/kinesis_client.h"
#include "engine/kinesis_delivery.h"
#include "engine/stream_worker.h"
#include "engine/table.h"
#include "engine/table_transitions.h"
#include "kv/store.h"

namespace dynarocks::engine {

class KinesisWorker {
 public:
  /// Without a client no stream can be reached: enabling fails, and deliveries wait.
  KinesisWorker(kv::Store& store, Catalog& catalog, TableTransitions& transitions,
                StreamWorker& stream_worker, std::unique_ptr<KinesisClient> client);
  ~KinesisWorker();
  KinesisWorker(const KinesisWorker&) = delete;
  KinesisWorker& operator=(const KinesisWorker&) = delete;

  /// To be called when a destination of the table is ENABLING: it becomes ACTIVE or fails, soon
  /// after that, or before this returns when there is no client. There is no thread before it.
  void enable(std::shared_ptr<Table> table);

  /// Takes up what an earlier run of the server left: destinations that are ENABLING, and
  /// deliveries.
  void resume();

 private:
  using Time = std::chrono::steady_clock::time_point;
  /// How it goes with one delivery.
  struct Progress {
    unsigned failures = 0;  // in a row
    Time next{};            // not to be tried before
    /// Where it ended when nothing was left.
    model::SequenceNumber empty_until = 0;
  };

  void run();
  void start();
  void end_enabling(const std::shared_ptr<Table>& table);
  /// Each tries once; answers whether there may be more to pass on at once.
  bool deliver();
  bool deliver(Stream& delivery, Progress& progress);

  Catalog& catalog_;
  TableTransitions& transitions_;
  StreamWorker& stream_worker_;
  const std::unique_ptr<KinesisClient> client_;
  std::unique_ptr<KinesisDelivery> delivery_;   // where there is a client
  std::map<std::uint64_t, Progress> progress_;  // the thread's own, by stream id
  std::mutex mutex_;                            // guards the members below
  std::condition_variable changed_;
  std::vector<std::shared_ptr<Table>> enabling_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace dynarocks::engine
