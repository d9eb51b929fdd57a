#include "engine/catalog.h"

#include <cstdint>
#include <utility>

#include "base/logging.h"
#include "codec/layout.h"
#include "engine/resource_policy.h"
#include "engine/store_failure.h"
#include "engine/stream_turn.h"
#include "engine/table_access.h"
#include "model/table_lifecycle.h"

namespace dynarocks::engine {
namespace {

kv::StoreError damaged(const std::string& what) {
  return kv::StoreError{kv::StoreError::Kind::corrupt,
                        what +
                            "; restore the data directory from a backup or start with an empty "
                            "one"};
}

kv::StoreResult<std::vector<codec::TableRecord>> read_records(const kv::Store& store) {
  std::string end(codec::table_rows);
  ++end.back();
  const kv::Range rows{std::string(codec::table_rows), std::move(end), true};
  std::vector<codec::TableRecord> records;
  DYNAROCKS_ASSIGN(const auto cursor, store.scan(kv::catalog_space, rows, nullptr));
  for (; cursor->valid(); cursor->next()) {
    std::optional<codec::TableRecord> record = codec::decode_table_record(cursor->value());
    if (!record || codec::table_row(record->description.key) != cursor->key()) {
      return failure(damaged("the catalog holds a table this program cannot read"));
    }
    records.push_back(std::move(*record));
  }
  DYNAROCKS_TRY(cursor->status());
  return records;
}

kv::StoreResult<void> load_counters(const kv::Store& store, Table& table) {
  const auto counters = read_counters(store, table.space(), codec::counters_row);
  if (!counters) {
    if (counters.error().kind != kv::StoreError::Kind::corrupt) return failure(counters.error());
    return failure(damaged("the counters of table " + table.description()->key.table_name +
                           " cannot be read"));
  }
  table.add_counters(counters->items, counters->bytes);
  return {};
}

void put_record(kv::SpaceId space, const model::TableDescription& description, kv::Batch& batch) {
  batch.put(kv::catalog_space, codec::table_row(description.key),
            codec::encode_table_record({space, description}));
}

kv::StoreResult<void> erase_record(kv::Store& store, const model::TableKey& key) {
  const auto batch = store.begin();
  batch->erase(kv::catalog_space, codec::table_row(key));
  return store.commit(*batch);
}

}  // namespace

kv::StoreResult<std::unique_ptr<Catalog>> Catalog::open(kv::Store& store, const Clock& clock,
                                                        StreamShape shape) {
  std::unique_ptr<Catalog> catalog(new Catalog(store, clock, shape));
  DYNAROCKS_TRY(catalog->streams_.load());
  DYNAROCKS_ASSIGN(std::vector<codec::TableRecord> records, read_records(store));
  std::vector<kv::SpaceId> spaces;
  if (const auto log = catalog->streams_.log_space()) spaces.push_back(*log);
  for (codec::TableRecord& record : records) {
    const kv::SpaceId space = record.space;
    DYNAROCKS_ASSIGN(const bool loaded, catalog->load(std::move(record)));
    if (loaded) spaces.push_back(space);
  }
  DYNAROCKS_TRY(catalog->close_orphaned_streams());
  DYNAROCKS_TRY(store.drop_spaces_except(spaces));
  return catalog;
}

kv::StoreResult<bool> Catalog::load(codec::TableRecord record) {
  const model::TableKey key = record.description.key;
  if (!is_readable(record.description.resource_policy)) {
    return failure(damaged("the policy of table " + key.table_name + " cannot be read"));
  }
  TableStreams streams;
  if (record.description.stream_view_type) {
    streams.stream = streams_.find({key, record.description.latest_stream_label});
    if (!streams.stream) {
      return failure(damaged("the stream of table " + key.table_name + " is missing"));
    }
  }
  if (!record.description.delivery_label.empty()) {
    streams.delivery = streams_.find_delivery({key, record.description.delivery_label});
    if (!streams.delivery) {
      return failure(damaged("what table " + key.table_name + " has for Kinesis is missing"));
    }
  }
  auto table =
      std::make_shared<Table>(record.space, std::move(record.description), std::move(streams));
  const kv::StoreResult<void> counters = load_counters(store_, *table);
  if (!counters && counters.error().kind == kv::StoreError::Kind::invalid) {
    // A drop erases the row before the space, but after a power loss the row may be back.
    log::warn("table " + key.table_name + " was being deleted when the store stopped: removed");
    DYNAROCKS_TRY(erase_record(store_, key));
    return false;
  }
  DYNAROCKS_TRY(counters);
  tables_.emplace(key, std::move(table));
  return true;
}

kv::StoreResult<void> Catalog::close_orphaned_streams() {
  for (const auto& stream : streams_.all()) {
    if (stream->description().status == model::StreamStatus::DISABLED) continue;
    const auto table = find(stream->key().table);
    if (table && (table->stream() == stream || table->state()->streams.delivery == stream))
      continue;
    DYNAROCKS_TRY(stream->close()->carry_out(store_));
  }
  return {};
}

std::shared_ptr<Table> Catalog::find(const model::TableKey& key) const {
  const std::shared_lock lock(tables_mutex_);
  const auto found = tables_.find(key);
  return found == tables_.end() ? nullptr : found->second;
}

std::vector<std::shared_ptr<Table>> Catalog::tables() const {
  std::vector<std::shared_ptr<Table>> tables;
  const std::shared_lock lock(tables_mutex_);
  tables.reserve(tables_.size());
  for (const auto& [key, table] : tables_) tables.push_back(table);
  return tables;
}

model::ApiResult<Counters> Catalog::index_counters(const Table& table,
                                                   std::uint32_t index_id) const {
  const auto counters = read_counters(store_, table.space(), codec::index_counters_row(index_id));
  if (counters) return *counters;
  if (table.dropped()) return failure(table_not_found(table.description()->key));
  return failure(store_failure(counters.error()));
}

model::ApiResult<std::shared_ptr<Table>> Catalog::create(model::TableDescription description,
                                                         const Admit& admit) {
  const std::scoped_lock change(change_mutex_);
  if (const auto existing = find(description.key)) return failure(table_exists(*existing));
  if (admit) DYNAROCKS_TRY(admit(description));
  const auto space = store_.create_space();
  if (!space) return failure(store_failure(space.error()));
  auto turn = StreamTurn::prepare(streams_, {}, &description);
  if (!turn) return failure(store_failure(turn.error()));
  const auto batch = store_.begin();
  put_record(*space, description, *batch);
  turn->write(*batch);
  if (const auto stored = store_.commit(*batch); !stored) {
    // The space has no record, so at the latest the next start drops it.
    if (const auto dropped = store_.drop_space(*space); !dropped)
      log::error(dropped.error().message);
    return failure(store_failure(stored.error()));
  }
  model::TableKey key = description.key;
  auto table = std::make_shared<Table>(*space, std::move(description), turn->apply());
  const std::unique_lock lock(tables_mutex_);
  tables_.emplace(std::move(key), table);
  return table;
}

model::ApiResult<std::shared_ptr<const model::TableDescription>> Catalog::update(
    const model::TableKey& key,
    const std::function<model::ApiResult<void>(model::TableDescription&)>& change,
    const Companion& companion) {
  const std::scoped_lock lock(change_mutex_);
  const auto table = find(key);
  if (!table) return failure(table_not_found(key));
  model::TableDescription changed = *table->description();
  DYNAROCKS_TRY(change(changed));
  auto turn = StreamTurn::prepare(streams_, table->state()->streams, &changed);
  if (!turn) return failure(store_failure(turn.error()));
  const auto batch = store_.begin();
  if (companion) companion(*batch);
  put_record(table->space(), changed, *batch);
  turn->write(*batch);
  if (const auto stored = store_.commit(*batch); !stored) {
    return failure(store_failure(stored.error()));
  }
  table->serves_items_.store(model::serves_items(changed));
  table->state_.store(std::make_shared<const Table::State>(std::move(changed), turn->apply()));
  return table->description();
}

model::ApiResult<std::shared_ptr<Table>> Catalog::drop(
    const model::TableKey& key,
    const std::function<model::ApiResult<void>(const model::TableDescription&)>& check) {
  const std::scoped_lock change(change_mutex_);
  auto table = find(key);
  if (!table) return failure(table_not_found(key));
  DYNAROCKS_TRY(check(*table->description()));
  auto turn = StreamTurn::prepare(streams_, table->state()->streams, nullptr);
  if (!turn) return failure(store_failure(turn.error()));
  // Before the space goes, so that a writer the store refuses finds the reason here.
  table->dropped_.store(true);
  const auto batch = store_.begin();
  batch->erase(kv::catalog_space, codec::table_row(key));
  turn->write(*batch);
  if (const auto erased = store_.commit(*batch); !erased) {
    table->dropped_.store(false);
    return failure(store_failure(erased.error()));
  }
  static_cast<void>(turn->apply());
  {
    const std::unique_lock lock(tables_mutex_);
    tables_.erase(key);
  }
  // Without its record the table is gone; a space that stays behind is dropped at the next start.
  if (const auto dropped = store_.drop_space(table->space()); !dropped) {
    log::error(dropped.error().message);
  }
  return table;
}

Catalog::Page Catalog::list(const model::AccountRegion& owner,
                            const std::optional<std::string>& exclusive_start,
                            std::size_t limit) const {
  Page page;
  const std::shared_lock lock(tables_mutex_);
  // Names are compared as bytes, and no table has the empty name.
  auto at = tables_.upper_bound(model::TableKey{owner, exclusive_start.value_or("")});
  for (; at != tables_.end() && at->first.owner == owner; ++at) {
    if (page.names.size() == limit) {
      page.more = true;
      break;
    }
    page.names.push_back(at->first.table_name);
  }
  return page;
}

}  // namespace dynarocks::engine
