#include "engine/table_transitions.h"

#include <algorithm>
#include <chrono>
#include <utility>
#include <variant>

#include "base/logging.h"
#include "engine/table_access.h"
#include "model/table_lifecycle.h"

namespace dynarocks::engine {

using model::ApiResult;
using model::TableDescription;
using model::TableTransition;

namespace {

/// How often a clock that somebody may move is looked at while changes last.
constexpr std::chrono::milliseconds clock_poll{10};

/// Chooses among the delays.
struct DelayOf {
  const TableDelays& delays;

  std::chrono::milliseconds operator()(const model::TableCreation&) const {
    return delays.creation;
  }
  std::chrono::milliseconds operator()(const model::ThroughputChange&) const {
    return delays.update;
  }
  std::chrono::milliseconds operator()(const model::StreamToggle&) const { return delays.update; }
  std::chrono::milliseconds operator()(const model::ClassChange&) const { return delays.update; }
  std::chrono::milliseconds operator()(const model::EncryptionChange&) const {
    return delays.encryption;
  }
  std::chrono::milliseconds operator()(const model::TagsChange&) const { return delays.tags; }
  std::chrono::milliseconds operator()(const model::TableDeletion&) const {
    return delays.deletion;
  }
  std::chrono::milliseconds operator()(const model::DestinationChange&) const {
    return delays.destination;
  }
};

}  // namespace

TableTransitions::TableTransitions(Catalog& catalog, const Clock& clock, TableDelays delays)
    : catalog_(catalog), clock_(clock), delays_(delays) {}

TableTransitions::~TableTransitions() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

EpochMillis TableTransitions::delay_of(const Change& change) const {
  return std::visit(DelayOf{delays_}, change).count();
}

void TableTransitions::begin(TableDescription& table, Change change) const {
  const EpochMillis now = clock_.now_millis();
  const EpochMillis delay = delay_of(change);
  model::begin(table, {now + delay, std::move(change)});
  if (delay == 0) model::end_due(table, now);
}

void TableTransitions::watch(std::shared_ptr<Table> table) {
  if (!model::next_end(*table->description())) return;
  const std::scoped_lock lock(mutex_);
  if (stopping_) return;
  if (std::find(watched_.begin(), watched_.end(), table) == watched_.end()) {
    watched_.push_back(std::move(table));
  }
  if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
  changed_.notify_all();
}

void TableTransitions::resume() {
  const EpochMillis now = clock_.now_millis();
  for (const auto& table : catalog_.tables()) {
    const auto description = table->description();
    if (!model::next_end(*description)) continue;
    const auto shortened =
        catalog_.update(description->key, [&](TableDescription& stored) -> ApiResult<void> {
          for (TableTransition& transition : stored.transitions) {
            transition.ends_at = std::min(transition.ends_at, now + delay_of(transition.change));
          }
          return {};
        });
    if (!shortened) log::error(shortened.error().message);
    watch(table);
  }
  end_due();
}

void TableTransitions::end_due() {
  const std::scoped_lock round(round_mutex_);
  std::unique_lock lock(mutex_);
  const auto tables = watched_;
  lock.unlock();
  const EpochMillis now = clock_.now_millis();
  std::vector<const Table*> given_up;
  for (const auto& table : tables) {
    if (const auto outcome = end_due_of(*table, now); !outcome) given_up.push_back(table.get());
  }
  lock.lock();
  // A table that got another change meanwhile is watched once more after it was stored.
  std::erase_if(watched_, [&](const auto& table) {
    return table->dropped() || !model::next_end(*table->description()) ||
           std::find(given_up.begin(), given_up.end(), table.get()) != given_up.end();
  });
}

ApiResult<void> TableTransitions::end_due_of(const Table& table, EpochMillis now) {
  const auto description = table.description();
  const auto next = model::next_end(*description);
  if (table.dropped() || !next || *next > now) return {};
  auto outcome = end(*description, now);
  if (!outcome && outcome.error().code != model::ErrorCode::resource_not_found) {
    log::error("table " + description->key.table_name +
               " is left as it is until the next start: " + outcome.error().message);
  }
  return outcome;
}

ApiResult<void> TableTransitions::end(const TableDescription& table, EpochMillis now) {
  const auto check_same = [&](const TableDescription& stored) -> ApiResult<void> {
    if (stored.table_id == table.table_id) return {};
    return failure(table_not_found(table.key));
  };
  bool deletion_is_due = false;
  const auto end_stored = [&](TableDescription& stored) -> ApiResult<void> {
    DYNAROCKS_TRY(check_same(stored));
    deletion_is_due = model::end_due(stored, now);
    return {};
  };
  DYNAROCKS_TRY(catalog_.update(table.key, end_stored));
  if (deletion_is_due) DYNAROCKS_TRY(catalog_.drop(table.key, check_same));
  return {};
}

void TableTransitions::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    if (watched_.empty()) {
      changed_.wait(lock);
      continue;
    }
    lock.unlock();
    end_due();
    lock.lock();
    if (!stopping_) changed_.wait_for(lock, clock_poll);
  }
}

}  // namespace dynarocks::engine
