#include "operations/start_key.h"

#include <algorithm>
#include <set>

#include "engine/index_rows.h"
#include "engine/item_key.h"
#include "expression/value_text.h"

namespace dynarocks::operations {

using codec::ItemView;
using model::ApiResult;
using model::KeyAttributes;
using model::KeyType;
using model::validation_error;

namespace {

std::string starting_key_is_invalid() { return "The provided starting key is invalid"; }

bool has_type(ItemView start_key, const model::KeyAttribute& key) {
  return start_key.find(key.name)->type() == key.type;
}

/// The row of the table's item that the start key names.
ApiResult<std::string> item_row(const RangeTarget& target, ItemView start_key) {
  const KeyAttributes& key_attributes = target.table->key_attributes();
  if (target.index == nullptr) return engine::row_of_key(key_attributes, start_key);
  for (const auto& key : key_attributes) {
    if (!has_type(start_key, key)) {
      return failure(validation_error(starting_key_is_invalid() + ": " +
                                      std::string(engine::key_schema_mismatch)));
    }
  }
  for (const auto& key : key_attributes) {
    DYNAROCKS_TRY(engine::check_key_value(key, *start_key.find(key.name)));
  }
  return engine::row_of_valid_item(key_attributes, start_key);
}

/// The start key names another partition than the conditions; a table without sort keys shows it.
model::ApiError outside_partition(const RangeTarget& target, ItemView start_key) {
  const KeyAttributes& key_attributes = target.key_attributes();
  if (target.index != nullptr || key_attributes.size() > 1) {
    return validation_error(
        "The provided starting key is outside query boundaries based on provided conditions");
  }
  const std::string& name = key_attributes.front().name;
  return validation_error("The provided exclusive start key is invalid: ExclusiveStartKey: {" +
                          name + "=" + expression::value_text(*start_key.find(name)) + "}");
}

}  // namespace

ApiResult<void> check_start_key_names(const RangeTarget& target, ItemView start_key) {
  std::set<std::string_view> names;
  for (const auto& key : target.table->key_attributes()) names.insert(key.name);
  for (const auto& key : target.key_attributes()) names.insert(key.name);
  const bool same_names = start_key.attributes().count() == names.size() &&
                          std::all_of(names.begin(), names.end(), [&](std::string_view name) {
                            return start_key.find(name).has_value();
                          });
  if (!same_names) return failure(validation_error(starting_key_is_invalid()));
  return {};
}

ApiResult<void> check_start_key_type(const model::KeyAttribute& key, ItemView start_key) {
  if (has_type(start_key, key)) return {};
  return failure(validation_error(std::string(engine::key_schema_mismatch)));
}

ApiResult<void> check_start_key_schema(const RangeTarget& target, ItemView start_key) {
  DYNAROCKS_TRY(check_start_key_names(target, start_key));
  for (const auto& key : target.key_attributes()) {
    DYNAROCKS_TRY(check_start_key_type(key, start_key));
  }
  return {};
}

ApiResult<std::string> start_row(const RangeTarget& target, ItemView start_key) {
  DYNAROCKS_ASSIGN(std::string row, item_row(target, start_key));
  if (target.index == nullptr) return row;
  for (const auto& key : target.index->key_attributes) {
    DYNAROCKS_TRY(engine::check_key_value(key, *start_key.find(key.name)));
  }
  auto entry_row = engine::index_entry_row(*target.index, start_key, row);
  // What remains are keys of several attributes that are too long together.
  if (!entry_row) return failure(validation_error(starting_key_is_invalid()));
  return std::move(*entry_row);
}

ApiResult<void> check_start_key_bounds(const RangeTarget& target, const expression::KeyRange& range,
                                       const engine::RowRange& rows, ItemView start_key,
                                       std::string_view start_row) {
  const KeyAttributes& key_attributes = target.key_attributes();
  auto hash = range.hash.begin();
  const bool same_partition =
      std::all_of(key_attributes.begin(), key_attributes.end(), [&](const auto& key) {
        return key.key_type != KeyType::HASH || start_key.find(key.name)->scalar() == *hash++;
      });
  if (!same_partition) return failure(outside_partition(target, start_key));
  if (!rows.contains(start_row)) {
    return failure(
        validation_error("The provided starting key does not match the range key predicate"));
  }
  // Any number of index entries may have one index key.
  const bool at_most_one_row =
      target.index == nullptr &&
      key_attributes.size() == range.hash.size() + range.range_equal.size();
  if (at_most_one_row) {
    return failure(
        validation_error("The query can return at most one row and cannot be restarted"));
  }
  return {};
}

}  // namespace dynarocks::operations
