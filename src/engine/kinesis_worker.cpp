#include "engine/kinesis_worker.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/logging.h"
#include "engine/table_access.h"
#include "model/table_lifecycle.h"

namespace dynarocks::engine {

using model::ApiResult;
using model::DestinationStatus;
using model::KinesisDestination;
using model::TableDescription;

namespace {

using std::chrono::milliseconds;

/// How often deliveries are looked at.
constexpr milliseconds poll_interval{20};
/// After failures: doubled each time.
constexpr milliseconds shortest_pause{50};
constexpr milliseconds longest_pause{3200};

milliseconds pause_after(unsigned failures) {
  constexpr unsigned doublings = 6;
  return std::min(shortest_pause * (1 << std::min(failures - 1, doublings)), longest_pause);
}

/// The destination whose stream is still to be found, if there is one: where it was found or not
/// already, that change is under way.
const KinesisDestination* undecided(const TableDescription& table) {
  if (model::under_way<model::DestinationChange>(table) != nullptr) return nullptr;
  const auto& all = table.kinesis_destinations;
  const auto found = std::find_if(all.begin(), all.end(), [](const auto& destination) {
    return destination.status == DestinationStatus::ENABLING;
  });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

KinesisWorker::KinesisWorker(kv::Store& store, Catalog& catalog, TableTransitions& transitions,
                             StreamWorker& stream_worker, std::unique_ptr<KinesisClient> client)
    : catalog_(catalog),
      transitions_(transitions),
      stream_worker_(stream_worker),
      client_(std::move(client)) {
  if (client_) delivery_ = std::make_unique<KinesisDelivery>(store, catalog.streams(), *client_);
}

KinesisWorker::~KinesisWorker() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void KinesisWorker::enable(std::shared_ptr<Table> table) {
  if (!client_) return end_enabling(table);
  const std::scoped_lock lock(mutex_);
  enabling_.push_back(std::move(table));
  start();
}

void KinesisWorker::resume() {
  bool has_work = !catalog_.streams().deliveries().empty();
  if (has_work && !client_) {
    log::warn("changes of tables wait for their Kinesis stream: there is no --kinesis-endpoint");
  }
  for (auto& table : catalog_.tables()) {
    const auto description = table->description();
    const auto& all = description->kinesis_destinations;
    has_work = has_work || !std::all_of(all.begin(), all.end(), model::is_past);
    if (undecided(*description) != nullptr) enable(std::move(table));
  }
  if (!has_work || !client_) return;
  const std::scoped_lock lock(mutex_);
  start();
}

void KinesisWorker::start() {
  if (!thread_.joinable() && !stopping_) thread_ = std::thread([this] { run(); });
  changed_.notify_all();
}

void KinesisWorker::end_enabling(const std::shared_ptr<Table>& table) {
  const auto description = table->description();
  const KinesisDestination* const enabling = undecided(*description);
  if (enabling == nullptr) return;
  KinesisDestination ended = *enabling;
  const auto reached = client_ ? client_->check(enabling->stream_arn)
                               : failure(KinesisFailure{"there is no --kinesis-endpoint", false});
  if (reached) {
    ended.status = DestinationStatus::ACTIVE;
  } else {
    ended.status = DestinationStatus::ENABLE_FAILED;
    ended.status_description = "User does not have a permission to use kinesis stream";
    log::warn("table " + description->key.table_name +
              " gets no Kinesis destination: " + reached.error().message);
  }
  const auto end = [&](TableDescription& stored) -> ApiResult<void> {
    const KinesisDestination* const still = undecided(stored);
    const bool is_same = stored.table_id == description->table_id && still != nullptr &&
                         still->stream_arn == ended.stream_arn;
    if (!is_same) return failure(table_not_found(stored.key));
    transitions_.begin(stored, model::DestinationChange{std::move(ended)});
    return {};
  };
  const auto stored = catalog_.update(description->key, end);
  if (stored) {
    transitions_.watch(table);
  } else if (stored.error().code != model::ErrorCode::resource_not_found) {
    log::error("table " + description->key.table_name +
               " is left ENABLING until the next start: " + stored.error().message);
  }
}

bool KinesisWorker::deliver() {
  bool more = false;
  const auto deliveries = catalog_.streams().deliveries();
  for (const auto& delivery : deliveries) {
    const auto [progress, is_new] = progress_.try_emplace(delivery->rows().id);
    // Whoever trims may not have seen a stream yet.
    if (is_new) stream_worker_.wake();
    more = deliver(*delivery, progress->second) || more;
  }
  std::erase_if(progress_, [&](const auto& progress) {
    return std::none_of(deliveries.begin(), deliveries.end(), [&](const auto& delivery) {
      return delivery->rows().id == progress.first;
    });
  });
  return more;
}

bool KinesisWorker::deliver(Stream& delivery, Progress& progress) {
  const auto now = std::chrono::steady_clock::now();
  if (now < progress.next) return false;
  const Stream::ReadableEnd end = delivery.readable_end(KinesisDelivery::shard_number);
  // Nothing was written since it was found empty.
  if (end.sequence == progress.empty_until && !end.final) return false;
  switch (delivery_->deliver(delivery, progress.failures == 0)) {
    case DeliveryOutcome::empty:
      progress.empty_until = end.sequence;
      return false;
    case DeliveryOutcome::taken:
      if (progress.failures > 0) {
        log::info("changes of table " + delivery.key().table.table_name +
                  " reach their Kinesis stream again");
      }
      progress.failures = 0;
      return true;
    case DeliveryOutcome::partly:
      progress.failures = 1;
      break;
    case DeliveryOutcome::failed:
      ++progress.failures;
      break;
    case DeliveryOutcome::finished:
      return false;
  }
  progress.next = now + pause_after(progress.failures);
  return false;
}

void KinesisWorker::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    const auto enabling = std::exchange(enabling_, {});
    lock.unlock();
    for (const auto& table : enabling) end_enabling(table);
    const bool more = deliver();
    lock.lock();
    if (!more && !stopping_ && enabling_.empty()) changed_.wait_for(lock, poll_interval);
  }
}

}  // namespace dynarocks::engine
