#pragma once
// The background of streams: a thread that rolls shards and trims records when their time has come.

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "engine/stream_trimmer.h"
#include "engine/streams.h"
#include "kv/store.h"

namespace dynarocks::engine {

class StreamWorker {
 public:
  StreamWorker(kv::Store& store, Streams& streams, StreamTrimmer& trimmer);
  ~StreamWorker();
  StreamWorker(const StreamWorker&) = delete;
  StreamWorker& operator=(const StreamWorker&) = delete;

  /// To be called when a stream was enabled, and after the start. There is no thread until a stream
  /// is there.
  void wake();

  /// Does in the caller's thread what is due. For a clock that was moved, and for tests.
  void catch_up();

 private:
  void roll();
  void trim();
  void run();

  kv::Store& store_;
  Streams& streams_;
  StreamTrimmer& trimmer_;
  std::mutex work_mutex_;  // held while shards are rolled and records trimmed: one thread at a time
  std::mutex mutex_;       // guards the members below
  std::condition_variable changed_;
  bool stopping_ = false;
  std::thread thread_;  // started by the first wake() that finds a stream
};

}  // namespace dynarocks::engine
