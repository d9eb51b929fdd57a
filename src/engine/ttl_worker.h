#pragma once
// The background of time to live: a thread that sweeps the tables that have it, again and again.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "engine/catalog.h"
#include "engine/ttl_sweeper.h"
#include "engine/ttl_switch.h"

namespace dynarocks::engine {

class TtlWorker {
 public:
  TtlWorker(const Catalog& catalog, TtlSwitch& ttl_switch, TtlSweeper& sweeper,
            std::chrono::milliseconds interval);
  /// Stops between two slices of work; what is left is done after the next start.
  ~TtlWorker();
  TtlWorker(const TtlWorker&) = delete;
  TtlWorker& operator=(const TtlWorker&) = delete;

  /// To be called when time to live of some table has changed, and after the start. There is no
  /// thread until a table has it, and none that wakes up once no table has it any more.
  void wake();

  /// Does in the caller's thread what the next round would: afterwards everything that had expired
  /// is gone. For a clock that was moved, and for tests.
  void sweep_now();

 private:
  [[nodiscard]] bool has_work() const;
  void run();

  const Catalog& catalog_;
  TtlSwitch& switch_;
  TtlSweeper& sweeper_;
  const std::chrono::milliseconds interval_;
  std::mutex mutex_;  // guards the members below
  std::condition_variable changed_;
  bool woken_ = false;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;  // started by the first wake() that finds work
};

}  // namespace dynarocks::engine
