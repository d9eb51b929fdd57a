#include "engine/ttl_worker.h"

#include <algorithm>

#include "base/rare_log.h"

namespace dynarocks::engine {

namespace {

bool concerns(const Table& table) {
  const auto time_to_live = table.time_to_live();
  return time_to_live->attribute_name || !time_to_live->expiry_rows_exact;
}

template <class T>
void log_failure(const Table& table, const model::ApiResult<T>& outcome) {
  if (outcome || table.dropped()) return;
  log::error_rarely("time to live of table " + table.description()->key.table_name +
                    " is tried again later: " + outcome.error().message);
}

}  // namespace

TtlWorker::TtlWorker(const Catalog& catalog, TtlSwitch& ttl_switch, TtlSweeper& sweeper,
                     std::chrono::milliseconds interval)
    : catalog_(catalog), switch_(ttl_switch), sweeper_(sweeper), interval_(interval) {}

TtlWorker::~TtlWorker() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void TtlWorker::wake() {
  const bool work = has_work();
  const std::scoped_lock lock(mutex_);
  woken_ = true;
  if (work && !thread_.joinable() && !stopping_) thread_ = std::thread([this] { run(); });
  changed_.notify_all();
}

bool TtlWorker::has_work() const {
  const auto tables = catalog_.tables();
  return std::any_of(tables.begin(), tables.end(),
                     [](const auto& table) { return concerns(*table); });
}

void TtlWorker::sweep_now() {
  for (const auto& table : catalog_.tables()) {
    if (stopping_) return;
    if (!concerns(*table)) continue;
    log_failure(*table, switch_.settle(*table, stopping_));
    log_failure(*table, sweeper_.sweep(*table, stopping_));
  }
}

void TtlWorker::run() {
  const auto called = [&] { return woken_ || stopping_; };
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    woken_ = false;
    lock.unlock();
    sweep_now();
    const bool again = has_work();
    lock.lock();
    if (again) {
      changed_.wait_for(lock, interval_, called);
    } else {
      changed_.wait(lock, called);
    }
  }
}

}  // namespace dynarocks::engine
