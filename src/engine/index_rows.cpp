#include "engine/index_rows.h"

#include <array>
#include <span>

#include "codec/layout.h"
#include "codec/value_encoder.h"
#include "engine/capacity.h"
#include "model/limits.h"

namespace dynarocks::engine {

using codec::ItemView;
using model::KeyType;
using model::limits::index_key_attributes;

std::optional<std::string> index_entry_row(const TableIndex& index, ItemView item,
                                           std::string_view item_row) {
  std::array<std::string_view, index_key_attributes> scalars;
  std::size_t count = 0;
  std::size_t hash_count = 0;
  std::size_t hash_bytes = 0;
  std::size_t range_bytes = 0;
  for (const model::KeyAttribute& attribute : index.key_attributes) {
    const auto value = item.find(attribute.name);
    if (!value || value->type() != attribute.type) return std::nullopt;
    const std::string_view scalar = value->scalar();
    if (scalar.empty()) return std::nullopt;
    const bool is_hash = attribute.key_type == KeyType::HASH;
    hash_count += is_hash ? 1 : 0;
    if (attribute.type != model::AttributeType::N) {
      (is_hash ? hash_bytes : range_bytes) += scalar.size();
    }
    scalars[count++] = scalar;
  }
  if (hash_bytes > model::limits::hash_key_bytes || range_bytes > model::limits::range_key_bytes) {
    return std::nullopt;
  }
  const std::span all(scalars.data(), count);
  return codec::index_row(index.id, all.first(hash_count), all.subspan(hash_count), item_row);
}

std::string index_entry_item(const TableIndex& index, ItemView item) {
  if (index.projection == model::ProjectionType::ALL) return std::string(item.bytes());
  std::string projected;
  codec::ValueEncoder encoder(projected);
  encoder.begin_item();
  // Entries and wanted names are both in byte order: one walk over each.
  auto wanted = index.attributes.begin();
  auto entries = item.attributes().entries();
  while (const auto entry = entries.next()) {
    while (wanted != index.attributes.end() && *wanted < entry->name) ++wanted;
    if (wanted == index.attributes.end()) break;
    if (*wanted != entry->name) continue;
    encoder.name(entry->name);
    encoder.value(entry->value);
  }
  encoder.end_item();
  return projected;
}

std::optional<IndexEntry> index_entry(const TableIndex& index, ItemView item,
                                      std::string_view item_row) {
  if (item.empty()) return std::nullopt;
  auto row = index_entry_row(index, item, item_row);
  if (!row) return std::nullopt;
  return IndexEntry{std::move(*row), index_entry_item(index, item)};
}

bool IndexChange::empty() const {
  if (!before || !after) return !before && !after;
  return before->row == after->row && before->item == after->item;
}

double IndexChange::units() const {
  if (empty()) return 0;
  const std::size_t old_bytes = before ? ItemView(before->item).size() : 0;
  const std::size_t new_bytes = after ? ItemView(after->item).size() : 0;
  const bool moved = before && after && before->row != after->row;
  if (moved) return write_units(old_bytes, 0) + write_units(0, new_bytes);
  return write_units(old_bytes, new_bytes);
}

std::int64_t IndexChange::items() const { return (after ? 1 : 0) - (before ? 1 : 0); }

std::int64_t IndexChange::bytes() const {
  const auto size = [](const std::optional<IndexEntry>& entry) {
    return entry ? static_cast<std::int64_t>(ItemView(entry->item).size()) : 0;
  };
  return size(after) - size(before);
}

}  // namespace dynarocks::engine
