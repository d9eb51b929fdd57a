#include "engine/item_writer.h"

#include "codec/item_codec.h"
#include "codec/item_view.h"
#include "codec/layout.h"
#include "engine/table_access.h"
#include "model/attribute_value.h"
#include "model/limits.h"

namespace dynarocks::engine {

using codec::ItemView;
using model::ApiError;
using model::ApiResult;
using model::validation_error;

namespace {

ApiError condition_failed(const ItemWrite& write, const std::string& old_item) {
  ApiError error;
  error.code = model::ErrorCode::conditional_check_failed;
  error.message = "The conditional request failed";
  if (write.old_item_on_failure) error.item = old_item;
  return error;
}

/// Whether a leaf lies deeper than the allowed level. Values and stored items are bounded
/// themselves, so an update can at most double the depth and the recursion stays short.
bool too_deep(const model::AttributeValue& value, int level) {
  if (level > model::limits::nesting_levels) return true;
  if (const auto* list = value.get_if<model::List>()) {
    for (const auto& element : *list) {
      if (too_deep(element, level + 1)) return true;
    }
  } else if (const auto* map = value.get_if<model::AttributeMap>()) {
    for (const auto& [name, element] : *map) {
      if (too_deep(element, level + 1)) return true;
    }
  }
  return false;
}

/// The encoded item after the update; empty when a missing item stays missing.
ApiResult<std::string> updated_item(const UpdateItem& change, const std::string& old_item) {
  const bool exists = !old_item.empty();
  if (change.update == nullptr) return exists ? old_item : std::string(change.key);
  if (!exists && !change.update->creates_item()) return std::string();
  const model::AttributeMap before =
      codec::decode_item(ItemView(exists ? std::string_view(old_item) : change.key));
  DYNAROCKS_ASSIGN(const model::AttributeMap after, change.update->apply(before, exists));
  for (const auto& [name, value] : after) {
    if (too_deep(value, 1)) {
      return failure(
          validation_error("Nesting Levels have exceeded supported limits: Attributes in the item "
                           "have nested levels beyond supported limit"));
    }
  }
  std::string item = codec::encode_item(after);
  if (ItemView(item).size() > model::limits::item_bytes) {
    return failure(validation_error("Item size to update has exceeded the maximum allowed size"));
  }
  return item;
}

ApiResult<std::string> changed_item(const ItemWrite& write, const std::string& old_item) {
  if (const auto* replace = std::get_if<ReplaceItem>(&write.change)) {
    return std::string(replace->item);
  }
  if (const auto* update = std::get_if<UpdateItem>(&write.change)) {
    return updated_item(*update, old_item);
  }
  return std::string();
}

}  // namespace

ApiResult<ItemWriteResult> ItemWriter::write(Table& table, const ItemWrite& write) {
  const auto lock = row_locks_.lock(table.space(), write.row);
  ItemWriteResult result;
  const auto exists = store_.get(table.space(), write.row, nullptr,
                                 [&](std::string_view value) { result.old_item.assign(value); });
  if (!exists) return failure(table_access_failure(table, exists.error()));
  if (write.condition != nullptr && !write.condition->evaluate(ItemView(result.old_item))) {
    return failure(condition_failed(write, result.old_item));
  }
  DYNAROCKS_ASSIGN(result.new_item, changed_item(write, result.old_item));
  if (result.new_item != result.old_item) DYNAROCKS_TRY(commit(table, write.row, result));
  return result;
}

ApiResult<void> ItemWriter::commit(Table& table, std::string_view row,
                                   const ItemWriteResult& result) {
  const auto old_size = static_cast<std::int64_t>(ItemView(result.old_item).size());
  const auto new_size = static_cast<std::int64_t>(ItemView(result.new_item).size());
  const std::int64_t items = (result.new_item.empty() ? 0 : 1) - (result.old_item.empty() ? 0 : 1);
  const std::int64_t bytes = new_size - old_size;
  const auto batch = store_.begin();
  if (result.new_item.empty()) {
    batch->erase(table.space(), row);
  } else {
    batch->put(table.space(), row, result.new_item);
  }
  if (items != 0 || bytes != 0) batch->add(table.space(), codec::counters_row, items, bytes);
  const auto committed = store_.commit(*batch);
  if (!committed) return failure(table_access_failure(table, committed.error()));
  table.add_counters(items, bytes);
  return {};
}

}  // namespace dynarocks::engine
