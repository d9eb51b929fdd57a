#include "engine/table_salvage.h"

#include <map>
#include <memory>
#include <string_view>

#include "codec/item_codec.h"
#include "codec/item_view.h"
#include "codec/key_codec.h"
#include "codec/layout.h"
#include "engine/counters.h"
#include "engine/expiry.h"
#include "engine/index_rows.h"
#include "engine/item_key.h"
#include "engine/row_walk.h"
#include "engine/table_index.h"

namespace dynarocks::engine {
namespace {

using codec::ItemView;

constexpr std::uint64_t items_at_once = 256;

class Salvage {
 public:
  Salvage(kv::Store& store, const codec::TableRecord& to, const RowsRead& progress)
      : store_(store),
        space_(to.space),
        time_to_live_(to.description.time_to_live),
        key_attributes_(to.description.key_attributes()),
        indexes_(to.description),
        progress_(progress),
        batch_(store.begin()) {}

  [[nodiscard]] kv::StoreResult<SavedItems> save(const kv::Store& damaged, kv::SpaceId from) {
    walk_rows(damaged, from, codec::item_row_prefix,
              codec::prefix_successor(codec::item_row_prefix),
              {[&](std::string_view key, std::string_view value) { item(key, value); },
               [&](const std::string& begin, const std::string& end, const kv::StoreError&) {
                 saved_.gaps.emplace_back(begin, end);
               }});
    commit();
    if (!committed_) return failure(committed_.error());
    return std::move(saved_);
  }

 private:
  void item(std::string_view key, std::string_view value) {
    if (!is_item_of(key, value)) {
      ++saved_.undecodable;
      return;
    }
    const ItemView item(value);
    batch_->put(space_, key, value);
    std::int64_t collection_bytes = count(std::string(codec::counters_row), value);
    for (const TableIndex& index : indexes_.all()) {
      const auto entry = index_entry(index, item, key);
      if (!entry) continue;
      batch_->put(space_, entry->row, entry->item);
      const std::int64_t bytes = count(codec::index_counters_row(index.id), entry->item);
      if (!index.is_global) collection_bytes += bytes;
    }
    if (const auto expiry = expiry_row(time_to_live_, item, key)) batch_->put(space_, *expiry, {});
    if (indexes_.has_local()) {
      const auto partition = item.find(key_attributes_.front().name)->scalar();
      Counters& collection = counters_[codec::collection_counters_row(partition)];
      collection.items += 1;
      collection.bytes += collection_bytes;
    }
    if (++saved_.saved % items_at_once == 0) commit();
  }

  [[nodiscard]] bool is_item_of(std::string_view key, std::string_view value) const {
    if (!codec::is_well_formed_item(value)) return false;
    const ItemView item(value);
    for (const model::KeyAttribute& attribute : key_attributes_) {
      const auto found = item.find(attribute.name);
      if (!found || found->type() != attribute.type) return false;
    }
    return row_of_valid_item(key_attributes_, item) == key;
  }

  /// Counts an item or an entry; answers its size.
  std::int64_t count(const std::string& row, std::string_view item) {
    const auto bytes = static_cast<std::int64_t>(ItemView(item).size());
    Counters& counters = counters_[row];
    counters.items += 1;
    counters.bytes += bytes;
    return bytes;
  }

  void commit() {
    for (const auto& [row, counters] : counters_) {
      batch_->add(space_, row, counters.items, counters.bytes);
    }
    if (committed_) committed_ = store_.commit(*batch_);
    counters_.clear();
    batch_->clear();
    progress_(saved_.saved % items_at_once == 0 ? items_at_once : saved_.saved % items_at_once);
  }

  kv::Store& store_;
  kv::SpaceId space_;
  const model::TimeToLive& time_to_live_;
  model::KeyAttributes key_attributes_;
  TableIndexes indexes_;
  const RowsRead& progress_;
  std::unique_ptr<kv::Batch> batch_;
  std::map<std::string, Counters> counters_;  // what the batch adds, by row
  kv::StoreResult<void> committed_;           // the first failure
  SavedItems saved_;
};

}  // namespace

kv::StoreResult<SavedItems> save_items(const kv::Store& damaged, const codec::TableRecord& from,
                                       kv::Store& store, const codec::TableRecord& to,
                                       const RowsRead& progress) {
  return Salvage(store, to, progress).save(damaged, from.space);
}

}  // namespace dynarocks::engine
