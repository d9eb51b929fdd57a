#include "engine/index_builder.h"

#include <algorithm>
#include <utility>

#include "base/logging.h"
#include "codec/key_codec.h"
#include "codec/layout.h"
#include "engine/index_backfill.h"
#include "model/table_lifecycle.h"

namespace dynarocks::engine {

using model::ApiResult;
using model::GlobalSecondaryIndex;
using model::IndexStatus;
using model::TableDescription;

namespace {

/// A build of so many items takes milliseconds.
constexpr std::int64_t short_build_items = 1000;
/// How often a clock that somebody may move is looked at while a delay passes.
constexpr std::chrono::milliseconds clock_poll{10};

GlobalSecondaryIndex* find_index(TableDescription& table, std::uint32_t index_id) {
  for (GlobalSecondaryIndex& index : table.global_secondary_indexes) {
    if (index.index.id == index_id) return &index;
  }
  return nullptr;
}

/// The table, or the index, was dropped while its step was carried out: nobody is told.
model::ApiError no_longer_there() {
  return model::ApiError{
      model::ErrorCode::resource_not_found, "the index is no longer there", {}, {}, true};
}

}  // namespace

IndexBuilder::IndexBuilder(kv::Store& store, Catalog& catalog, RowLocks& row_locks,
                           const Clock& clock, IndexDelays delays)
    : store_(store), catalog_(catalog), row_locks_(row_locks), clock_(clock), delays_(delays) {}

IndexBuilder::~IndexBuilder() {
  {
    const std::scoped_lock lock(jobs_mutex_);
    stopping_ = true;
  }
  jobs_changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void IndexBuilder::resume() {
  for (const auto& table : catalog_.tables()) {
    if (next_step(*table)) enqueue(table, clock_.now_millis());
  }
}

void IndexBuilder::submit(std::shared_ptr<Table> table) {
  if (!is_short(*table) || !claim(*table)) {
    enqueue(std::move(table), clock_.now_millis());
    return;
  }
  bool going_on = true;
  while (going_on && !stopping_) {
    const auto step = next_step(*table);
    going_on = step && carry_out(*table, step->index);
  }
  release(*table);
}

void IndexBuilder::catch_up() {
  const EpochMillis now = clock_.now_millis();
  std::unique_lock lock(jobs_mutex_);
  jobs_changed_.notify_all();
  jobs_changed_.wait(lock, [&] {
    return claimed_.empty() &&
           std::none_of(jobs_.begin(), jobs_.end(), [&](const Job& job) { return job.due <= now; });
  });
}

void IndexBuilder::forget_dropped_tables() {
  const std::scoped_lock lock(jobs_mutex_);
  std::erase_if(jobs_, [](const Job& job) { return job.table->dropped(); });
  jobs_changed_.notify_all();
}

void IndexBuilder::wait_until_idle() {
  std::unique_lock lock(jobs_mutex_);
  jobs_changed_.wait(lock, [&] { return jobs_.empty() && claimed_.empty(); });
}

bool IndexBuilder::is_claimed(const Table& table) const {
  return std::find(claimed_.begin(), claimed_.end(), &table) != claimed_.end();
}

bool IndexBuilder::claim(const Table& table) {
  const std::scoped_lock lock(jobs_mutex_);
  if (is_claimed(table)) return false;
  claimed_.push_back(&table);
  return true;
}

void IndexBuilder::release(const Table& table) {
  const std::scoped_lock lock(jobs_mutex_);
  std::erase(claimed_, &table);
  jobs_changed_.notify_all();
}

std::optional<IndexBuilder::Step> IndexBuilder::next_step(const Table& table) const {
  const auto description = table.description();
  for (const GlobalSecondaryIndex& index : description->global_secondary_indexes) {
    switch (index.status) {
      case IndexStatus::ACTIVE:
        break;
      case IndexStatus::CREATING:
        return Step{index, model::is_allocating(index) ? delays_.allocation : delays_.backfill};
      case IndexStatus::UPDATING:
        return Step{index, delays_.update};
      case IndexStatus::DELETING:
        return Step{index, delays_.deletion};
    }
  }
  return std::nullopt;
}

bool IndexBuilder::is_short(const Table& table) const {
  const auto description = table.description();
  return std::all_of(
      description->global_secondary_indexes.begin(), description->global_secondary_indexes.end(),
      [&](const GlobalSecondaryIndex& index) {
        switch (index.status) {
          case IndexStatus::ACTIVE:
            return true;
          case IndexStatus::CREATING:
            return delays_.allocation.count() == 0 && delays_.backfill.count() == 0 &&
                   table.item_count() <= short_build_items;
          case IndexStatus::UPDATING:
            return delays_.update.count() == 0;
          case IndexStatus::DELETING:
            return delays_.deletion.count() == 0;
        }
        return false;
      });
}

void IndexBuilder::enqueue(std::shared_ptr<Table> table, EpochMillis since) {
  const auto step = next_step(*table);
  if (!step) return;
  const std::scoped_lock lock(jobs_mutex_);
  if (stopping_) return;
  jobs_.push_back({std::move(table), step->name(), since + step->delay.count()});
  if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
  jobs_changed_.notify_all();
}

std::optional<IndexBuilder::Job> IndexBuilder::take_due() {
  std::unique_lock lock(jobs_mutex_);
  while (!stopping_) {
    const EpochMillis now = clock_.now_millis();
    const auto due = std::find_if(jobs_.begin(), jobs_.end(), [&](const Job& job) {
      return job.due <= now && !is_claimed(*job.table);
    });
    if (due != jobs_.end()) {
      Job job = std::move(*due);
      jobs_.erase(due);
      claimed_.push_back(job.table.get());
      return job;
    }
    if (jobs_.empty()) {
      jobs_changed_.wait(lock);
    } else {
      jobs_changed_.wait_for(lock, clock_poll);
    }
  }
  return std::nullopt;
}

void IndexBuilder::run() {
  while (auto job = take_due()) {
    const auto step = next_step(*job->table);
    // Another step than the job's: it was overtaken, and the step has a job of its own.
    const bool done = step && step->name() == job->step && carry_out(*job->table, step->index);
    // From when the step was due, not from when it was done: a clock that was moved over several
    // delays finds all their steps done.
    if (done) enqueue(job->table, job->due);
    release(*job->table);
  }
}

bool IndexBuilder::carry_out(Table& table, const GlobalSecondaryIndex& index) {
  ApiResult<void> outcome;
  if (index.status == IndexStatus::DELETING) {
    outcome = remove(table, index.index);
  } else if (model::is_allocating(index)) {
    outcome = change(table, index.index.id, [](TableDescription& description, auto& changed) {
      changed.backfilling = true;
      model::refresh_status(description);
    });
  } else {
    outcome = build(table, index);
  }
  if (outcome) return true;
  if (outcome.error().code != model::ErrorCode::resource_not_found) {
    log::error("index " + index.index.name + " of table " + table.description()->key.table_name +
               " is left as it is until the next start: " + outcome.error().message);
  }
  return false;
}

ApiResult<void> IndexBuilder::build(Table& table, const GlobalSecondaryIndex& index) {
  if (index.status == IndexStatus::CREATING) {
    DYNAROCKS_ASSIGN(const bool complete,
                     backfill_index(store_, table, index.index.id, row_locks_, stopping_));
    if (!complete) return {};
  }
  return change(table, index.index.id, [](TableDescription&, GlobalSecondaryIndex& changed) {
    if (changed.status == IndexStatus::DELETING) return;
    changed.status = IndexStatus::ACTIVE;
    changed.backfilling.reset();
    model::end_update(changed);
  });
}

ApiResult<void> IndexBuilder::remove(Table& table, const model::SecondaryIndex& index) {
  // Whoever still knew the index has written its rows by now.
  row_locks_.wait_for_holders();
  const std::string begin = codec::index_rows(index.id);
  const auto erase_rows = [&](kv::Batch& batch) {
    batch.erase_range(table.space(), begin, codec::prefix_successor(begin));
    batch.erase(table.space(), codec::index_counters_row(index.id));
  };
  const std::string table_id = table.description()->table_id;
  const auto removed = catalog_.update(
      table.description()->key,
      [&](TableDescription& description) -> ApiResult<void> {
        if (description.table_id != table_id) return failure(no_longer_there());
        std::erase_if(description.global_secondary_indexes,
                      [&](const auto& global) { return global.index.id == index.id; });
        description.drop_unused_definitions();
        model::refresh_status(description);
        return {};
      },
      erase_rows);
  if (!removed) return failure(removed.error());
  return {};
}

ApiResult<void> IndexBuilder::change(
    const Table& table, std::uint32_t index_id,
    const std::function<void(TableDescription&, GlobalSecondaryIndex&)>& change) {
  const auto before = table.description();
  const auto changed =
      catalog_.update(before->key, [&](TableDescription& description) -> ApiResult<void> {
        GlobalSecondaryIndex* index = find_index(description, index_id);
        if (description.table_id != before->table_id || index == nullptr) {
          return failure(no_longer_there());
        }
        change(description, *index);
        return {};
      });
  if (!changed) return failure(changed.error());
  return {};
}

}  // namespace dynarocks::engine
