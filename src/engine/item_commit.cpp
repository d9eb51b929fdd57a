#include "engine/item_commit.h"

#include <algorithm>

#include "codec/item_view.h"
#include "codec/layout.h"
#include "engine/capacity.h"
#include "engine/expiry.h"
#include "engine/item_key.h"
#include "engine/store_failure.h"
#include "engine/table_access.h"
#include "model/limits.h"

namespace dynarocks::engine {

using codec::ItemView;
using model::ApiResult;

namespace {

model::ApiError collection_too_large() {
  return model::ApiError{model::ErrorCode::item_collection_size_limit_exceeded,
                         "Collection size exceeded.",
                         {},
                         {},
                         true};
}

/// The row of the counters of the item's collection.
std::string collection_row_of(const Table& table, const ItemWriteResult& result) {
  const ItemView item(result.new_item.empty() ? result.old_item : result.new_item);
  return codec::collection_counters_row(item.find(table.hash_key().name)->scalar());
}

}  // namespace

ItemCommit::TableChange& ItemCommit::change_of(Table& table) {
  const auto known = std::find_if(changes_.begin(), changes_.end(), [&](const TableChange& change) {
    return change.table == &table;
  });
  return known != changes_.end() ? *known : changes_.emplace_back(TableChange{&table, {}, {}});
}

ApiResult<void> ItemCommit::add(Table& table, std::string_view row, ItemWriteResult& result) {
  const ItemView old_item(result.old_item);
  const ItemView new_item(result.new_item);
  result.capacity = model::ConsumedCapacity(write_units(old_item.size(), new_item.size()));
  const auto state = table.state();
  const TableIndexes& indexes = state->indexes;
  const bool changed = result.new_item != result.old_item;
  if (!changed && !indexes.has_local()) return {};
  TableChange unchanged{&table, {}, {}};
  TableChange& change = changed ? change_of(table) : unchanged;
  const std::int64_t grown_bytes =
      static_cast<std::int64_t>(new_item.size()) - static_cast<std::int64_t>(old_item.size());
  std::int64_t collection_bytes = grown_bytes;
  if (changed) {
    change.items.items += (new_item.empty() ? 0 : 1) - (old_item.empty() ? 0 : 1);
    change.items.bytes += grown_bytes;
    if (new_item.empty()) {
      batch_->erase(table.space(), row);
    } else {
      batch_->put(table.space(), row, result.new_item);
    }
    change_expiry(table, state->description.time_to_live, row, result);
    if (state->streams.stream) record_change(*state->streams.stream, table, row, result);
    if (state->streams.delivery) record_change(*state->streams.delivery, table, row, result);
    for (const TableIndex& index : indexes.all()) {
      DYNAROCKS_ASSIGN(const std::int64_t index_bytes, add_index(change, index, row, result));
      if (!index.is_global) collection_bytes += index_bytes;
    }
  }
  if (!indexes.has_local()) return {};
  return add_to_collection(change, collection_bytes, result);
}

void ItemCommit::record_change(Stream& stream, const Table& table, std::string_view row,
                               const ItemWriteResult& result) {
  model::StreamRecord record;
  record.event = result.old_item.empty()   ? model::StreamEvent::INSERT
                 : result.new_item.empty() ? model::StreamEvent::REMOVE
                                           : model::StreamEvent::MODIFY;
  record.by_service = author_ == Author::time_to_live;
  record.keys =
      start_key_of_item(table.key_attributes(), nullptr,
                        ItemView(result.new_item.empty() ? result.old_item : result.new_item));
  if (model::shows_new_image(stream.view_type())) record.new_image = result.new_item;
  if (model::shows_old_image(stream.view_type())) record.old_image = result.old_item;
  auto appending = stream.append(*batch_, codec::hash_slice_of_row(row), std::move(record));
  if (appending) records_.push_back(std::move(*appending));
}

void ItemCommit::change_expiry(const Table& table, const model::TimeToLive& time_to_live,
                               std::string_view row, const ItemWriteResult& result) {
  if (!time_to_live.attribute_name) return;
  const auto before = expiry_row(time_to_live, ItemView(result.old_item), row);
  const auto after = expiry_row(time_to_live, ItemView(result.new_item), row);
  if (before == after) return;
  if (before) batch_->erase(table.space(), *before);
  if (after) batch_->put(table.space(), *after, {});
}

ApiResult<std::int64_t> ItemCommit::add_index(TableChange& change, const TableIndex& index,
                                              std::string_view row, ItemWriteResult& result) {
  const kv::SpaceId space = change.table->space();
  IndexChange entry{index_entry(index, ItemView(result.old_item), row),
                    index_entry(index, ItemView(result.new_item), row)};
  if (entry.before && !index.is_complete) {
    // The index may not have been told of the old item yet: then there is nothing to take out.
    const auto exists = store_.get(space, entry.before->row, nullptr, [](std::string_view) {});
    if (!exists) return failure(table_access_failure(*change.table, exists.error()));
    if (!*exists) entry.before.reset();
  }
  if (entry.empty()) return 0;
  if (entry.before && (!entry.after || entry.after->row != entry.before->row)) {
    batch_->erase(space, entry.before->row);
  }
  if (entry.after) batch_->put(space, entry.after->row, entry.after->item);
  Counters& counters = change.others[codec::index_counters_row(index.id)];
  counters.items += entry.items();
  counters.bytes += entry.bytes();
  result.capacity.add_index(index.name, index.is_global, entry.units());
  return entry.bytes();
}

ApiResult<void> ItemCommit::add_to_collection(TableChange& change, std::int64_t grown_bytes,
                                              ItemWriteResult& result) {
  if (result.old_item.empty() && result.new_item.empty()) {
    result.collection_bytes.reset();
    return {};
  }
  const std::string row = collection_row_of(*change.table, result);
  const auto stored = read_counters(store_, change.table->space(), row);
  if (!stored) return failure(table_access_failure(*change.table, stored.error()));
  Counters& counters = change.others[row];
  counters.items += (result.new_item.empty() ? 0 : 1) - (result.old_item.empty() ? 0 : 1);
  counters.bytes += grown_bytes;
  result.collection_bytes = stored->bytes + counters.bytes;
  if (grown_bytes > 0 && *result.collection_bytes > model::limits::item_collection_bytes) {
    return failure(collection_too_large());
  }
  return {};
}

ApiResult<void> ItemCommit::commit() {
  const auto count = [&](const TableChange& change, std::string_view row, const Counters& added) {
    if (added.items == 0 && added.bytes == 0) return;
    batch_->add(change.table->space(), row, added.items, added.bytes);
  };
  for (const TableChange& change : changes_) {
    count(change, codec::counters_row, change.items);
    for (const auto& [row, added] : change.others) count(change, row, added);
  }
  const auto committed = store_.commit(*batch_);
  if (!committed) {
    const bool dropped = std::any_of(changes_.begin(), changes_.end(),
                                     [](const auto& change) { return change.table->dropped(); });
    return failure(dropped ? table_not_found() : store_failure(committed.error()));
  }
  for (const TableChange& change : changes_) {
    change.table->add_counters(change.items.items, change.items.bytes);
  }
  return {};
}

}  // namespace dynarocks::engine
