#include "engine/stream_worker.h"

#include <algorithm>

#include "base/rare_log.h"

namespace dynarocks::engine {

namespace {

using std::chrono::milliseconds;

/// How long a record may stay beyond its time, unless somebody moves the clock.
constexpr milliseconds trim_interval = std::chrono::minutes(1);
constexpr milliseconds longest_roll_interval = std::chrono::seconds(1);
constexpr milliseconds shortest_roll_interval(50);

void log_failure(const Stream& stream, const kv::StoreResult<void>& outcome) {
  if (outcome) return;
  log::error_rarely("upkeep of a stream of table " + stream.key().table.table_name +
                    " is tried again later: " + outcome.error().message);
}

}  // namespace

StreamWorker::StreamWorker(kv::Store& store, Streams& streams, StreamTrimmer& trimmer)
    : store_(store), streams_(streams), trimmer_(trimmer) {}

StreamWorker::~StreamWorker() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void StreamWorker::wake() {
  if (streams_.all().empty()) return;
  const std::scoped_lock lock(mutex_);
  if (!thread_.joinable() && !stopping_) thread_ = std::thread([this] { run(); });
}

void StreamWorker::catch_up() {
  roll();
  trim();
}

void StreamWorker::roll() {
  const std::scoped_lock work(work_mutex_);
  for (const auto& stream : streams_.all()) {
    const auto rolling = stream->roll(streams_.shape());
    if (rolling) log_failure(*stream, rolling->carry_out(store_));
  }
}

void StreamWorker::trim() {
  const std::scoped_lock work(work_mutex_);
  for (const auto& stream : streams_.all()) log_failure(*stream, trimmer_.trim(*stream));
}

void StreamWorker::run() {
  const milliseconds interval = std::clamp<milliseconds>(
      streams_.shape().shard_age / 4, shortest_roll_interval, longest_roll_interval);
  milliseconds since_trim = trim_interval;  // a first time at once
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    roll();
    if (since_trim >= trim_interval) {
      trim();
      since_trim = milliseconds(0);
    }
    lock.lock();
    changed_.wait_for(lock, interval, [&] { return stopping_; });
    since_trim += interval;
  }
}

}  // namespace dynarocks::engine
