#include "engine/table_verifier.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

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

constexpr std::size_t index_id_bytes = 4;
constexpr std::size_t hash_bytes = 8;
constexpr std::uint64_t rows_between_reports = 4096;

std::string index_subject(const model::TableKey& key, const TableIndex& index) {
  return subject_of(key) + ", index " + index.name;
}

std::string text_of(const Counters& counters) {
  return std::to_string(counters.items) + " items, " + std::to_string(counters.bytes) + " bytes";
}

std::string difference(const Counters& stored, const Counters& counted) {
  return "stored: " + text_of(stored) + "; counted: " + text_of(counted);
}

std::int64_t size_of(std::string_view item) {
  return static_cast<std::int64_t>(ItemView(item).size());
}

std::uint32_t index_id_of(std::string_view row) {
  std::uint32_t id = 0;
  for (const char byte : row.substr(1, index_id_bytes)) {
    id = id << 8 | static_cast<unsigned char>(byte);
  }
  return id;
}

/// The row of the item an index entry belongs to; nothing when the entry's row is malformed.
std::optional<std::string> item_row_of(const TableIndex& index, std::string_view entry_row) {
  std::string_view rest = entry_row.substr(1 + index_id_bytes);
  if (rest.size() < hash_bytes) return std::nullopt;
  rest.remove_prefix(hash_bytes);
  for (std::size_t i = 0; i < index.key_attributes.size(); ++i) {
    if (!codec::take_key_component(rest)) return std::nullopt;
  }
  return std::string(codec::item_row_prefix) + std::string(rest);
}

/// The partition of an item's row, as the row of its collection's counters.
std::optional<std::string> collection_of(std::string_view item_row) {
  std::string_view rest = item_row;
  if (rest.size() < 1 + hash_bytes) return std::nullopt;
  rest.remove_prefix(1 + hash_bytes);
  const auto partition = codec::take_key_component(rest);
  if (!partition) return std::nullopt;
  return codec::collection_counters_row(*partition);
}

class TableVerifier {
 public:
  TableVerifier(const kv::Store& store, const codec::TableRecord& record, const FoundFinding& found,
                const RowsRead& progress)
      : store_(store),
        space_(record.space),
        table_(record.description),
        key_attributes_(table_.key_attributes()),
        indexes_(table_),
        subject_(subject_of(table_.key)),
        found_(found),
        progress_(progress) {
    for (const TableIndex& index : indexes_.all()) by_id_.emplace(index.id, Known{&index, {}, {}});
    for (const auto& global : table_.global_secondary_indexes) {
      if (global.status == model::IndexStatus::DELETING) deleted_.insert(global.index.id);
    }
  }

  [[nodiscard]] TableTotals verify() {
    walk_rows(store_, space_, {}, {},
              {[&](std::string_view key, std::string_view value) {
                 row(key, value);
                 if (++rows_ % rows_between_reports == 0) progress_(rows_between_reports);
               },
               [&](const std::string& begin, const std::string& end, const kv::StoreError&) {
                 unreadable_ = true;
                 found_({FindingKind::unreadable_rows, subject_, begin, end});
               }});
    progress_(rows_ % rows_between_reports);
    end_collection();
    if (!unreadable_) check_counters();
    return totals_;
  }

 private:
  struct Known {
    const TableIndex* index;
    Counters counted;  // its entries
    Counters stored;   // its counters row
  };

  void find(FindingKind kind, std::string_view row, std::string detail = {}) const {
    found_({kind, subject_, std::string(row), std::move(detail)});
  }
  void find(FindingKind kind, const TableIndex& index, std::string_view row) const {
    found_({kind, index_subject(table_.key, index), std::string(row), {}});
  }

  /// The row's value; nothing when there is none, or, which was or will be found, it is unreadable.
  [[nodiscard]] std::optional<std::string> lookup(std::string_view key) {
    auto value = kv::get_copy(store_, space_, key);
    if (value) return std::move(*value);
    unreadable_ = true;
    return std::nullopt;
  }

  void row(std::string_view key, std::string_view value) {
    switch (key.front()) {
      case 'I':
        return item(key, value);
      case 'X':
        return entry(key, value);
      case 'C':
        return counters(key, value);
      case 'E':
        return expiry(key, value);
      case 'K':
        return collection(key, value);
      default:
        return find(FindingKind::unknown_row, key);
    }
  }

  void item(std::string_view key, std::string_view value) {
    if (!codec::is_well_formed_item(value)) return find(FindingKind::malformed_item, key);
    const ItemView item(value);
    if (!has_key(item) || row_of_valid_item(key_attributes_, item) != key) {
      return find(FindingKind::misplaced_item, key);
    }
    ++totals_.items;
    counted_.items += 1;
    counted_.bytes += size_of(value);
    std::int64_t collection_bytes = size_of(value);
    for (const TableIndex& index : indexes_.all()) {
      const auto expected = index_entry(index, item, key);
      if (!expected) continue;
      if (!index.is_global) collection_bytes += size_of(expected->item);
      check_entry_of_item(index, key, expected->row);
    }
    check_expiry_of_item(key, item);
    if (indexes_.has_local()) count_in_collection(key, collection_bytes);
  }

  /// What the entry holds is looked at when the walk comes to it.
  void check_entry_of_item(const TableIndex& index, std::string_view key, const std::string& row) {
    if (!index.is_complete || lookup(row) || unreadable_) return;
    find(FindingKind::missing_entry, index, key);
  }

  void check_expiry_of_item(std::string_view key, ItemView item) {
    const model::TimeToLive& time_to_live = table_.time_to_live;
    if (!time_to_live.expiry_rows_exact) return;
    const auto expected = expiry_row(time_to_live, item, key);
    if (!expected || lookup(*expected) || unreadable_) return;
    find(FindingKind::missing_expiry, key);
  }

  [[nodiscard]] bool has_key(ItemView item) const {
    for (const model::KeyAttribute& attribute : key_attributes_) {
      const auto value = item.find(attribute.name);
      if (!value || value->type() != attribute.type) return false;
    }
    return true;
  }

  void entry(std::string_view key, std::string_view value) {
    if (key.size() < 1 + index_id_bytes) return find(FindingKind::unknown_row, key);
    const std::uint32_t id = index_id_of(key);
    const auto known = by_id_.find(id);
    if (known == by_id_.end()) {
      if (!deleted_.contains(id) && unknown_.insert(id).second) {
        find(FindingKind::unknown_index, key);
      }
      return;
    }
    const TableIndex& index = *known->second.index;
    ++totals_.index_entries;
    const auto item_row = item_row_of(index, key);
    const auto item = item_row ? lookup(*item_row) : std::nullopt;
    std::optional<IndexEntry> expected;
    if (item && codec::is_well_formed_item(*item)) {
      expected = index_entry(index, ItemView(*item), *item_row);
    }
    if (!expected || expected->row != key) {
      if (item || !unreadable_) find(FindingKind::stray_entry, index, key);
      return;
    }
    if (expected->item != value) return find(FindingKind::wrong_entry, index, key);
    known->second.counted.items += 1;
    known->second.counted.bytes += size_of(value);
  }

  void counters(std::string_view key, std::string_view value) {
    const auto stored = decode_counters(value);
    const bool of_index = key.size() == 1 + index_id_bytes;
    if (!stored || (!of_index && key != codec::counters_row)) {
      return find(FindingKind::unknown_row, key);
    }
    if (!of_index) {
      stored_ = *stored;
      return;
    }
    const std::uint32_t id = index_id_of(key);
    if (const auto known = by_id_.find(id); known != by_id_.end()) {
      known->second.stored = *stored;
    } else if (!deleted_.contains(id) && unknown_.insert(id).second) {
      find(FindingKind::unknown_index, key);
    }
  }

  void check_counters() const {
    if (!(stored_ == counted_)) {
      find(FindingKind::wrong_table_counters, codec::counters_row, difference(stored_, counted_));
    }
    for (const auto& [id, known] : by_id_) {
      if (known.stored == known.counted) continue;
      found_({FindingKind::wrong_index_counters, index_subject(table_.key, *known.index),
              codec::index_counters_row(id), difference(known.stored, known.counted)});
    }
  }

  /// While time to live is being disabled, rows of before are still there.
  void expiry(std::string_view key, std::string_view value) {
    const model::TimeToLive& time_to_live = table_.time_to_live;
    if (!time_to_live.attribute_name && !time_to_live.expiry_rows_exact) return;
    if (key.size() <= 1 + sizeof(std::int64_t) || !value.empty()) {
      return find(FindingKind::unknown_row, key);
    }
    const std::string item_row = codec::expiring_item_row(key);
    const auto item = lookup(item_row);
    if (item && codec::is_well_formed_item(*item) &&
        expiry_row(time_to_live, ItemView(*item), item_row) == key) {
      return;
    }
    if (item || !unreadable_) find(FindingKind::stray_expiry, key);
  }

  // Items of a partition stand together, so one collection is counted at a time.
  void count_in_collection(std::string_view item_row, std::int64_t bytes) {
    auto collection = collection_of(item_row);
    if (!collection) return;
    if (*collection != collection_) {
      end_collection();
      collection_ = std::move(*collection);
    }
    in_collection_.items += 1;
    in_collection_.bytes += bytes;
  }

  void end_collection() {
    if (!collection_.empty()) {
      const auto row = lookup(collection_);
      const auto stored = row ? decode_counters(*row) : Counters{};
      if (stored && !(*stored == in_collection_) && !unreadable_) {
        find(FindingKind::wrong_collection_counters, collection_,
             difference(*stored, in_collection_));
      }
    }
    collection_.clear();
    in_collection_ = {};
  }

  /// Collections with items were compared; one without must have been counted down to nothing.
  void collection(std::string_view key, std::string_view value) {
    end_collection();
    const auto stored = decode_counters(value);
    if (!stored || !indexes_.has_local()) return find(FindingKind::unknown_row, key);
    if (*stored == Counters{} || has_items(key)) return;
    if (!unreadable_) {
      find(FindingKind::wrong_collection_counters, key, difference(*stored, Counters{}));
    }
  }

  [[nodiscard]] bool has_items(std::string_view collection_row) {
    std::string begin(codec::item_row_prefix);
    begin += collection_row.substr(1);
    const auto cursor = store_.scan(space_, {begin, codec::prefix_successor(begin), true}, nullptr);
    if (cursor && (*cursor)->valid()) return true;
    if (!cursor || !(*cursor)->status()) unreadable_ = true;
    return false;
  }

  const kv::Store& store_;
  kv::SpaceId space_;
  const model::TableDescription& table_;
  model::KeyAttributes key_attributes_;
  TableIndexes indexes_;
  std::string subject_;
  const FoundFinding& found_;
  const RowsRead& progress_;

  std::map<std::uint32_t, Known> by_id_;
  std::set<std::uint32_t> deleted_;  // indexes whose rows are being removed
  std::set<std::uint32_t> unknown_;  // that were found
  Counters stored_;
  Counters counted_;
  std::string collection_;  // whose items are being counted
  Counters in_collection_;
  std::uint64_t rows_ = 0;
  /// Whether something could not be read: what is missing may be there, and counts may be right.
  bool unreadable_ = false;
  TableTotals totals_;
};

}  // namespace

TableTotals verify_table(const kv::Store& store, const codec::TableRecord& record,
                         const FoundFinding& found, const RowsRead& progress) {
  return TableVerifier(store, record, found, progress).verify();
}

}  // namespace dynarocks::engine
