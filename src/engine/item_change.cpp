#include "engine/item_change.h"

#include "codec/item_codec.h"
#include "codec/item_view.h"
#include "engine/index_key_check.h"
#include "model/attribute_value.h"
#include "model/limits.h"

namespace dynarocks::engine {

using codec::ItemView;
using model::ApiError;
using model::ApiResult;
using model::validation_error;

namespace {

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
ApiResult<std::string> updated_item(const TableIndexes& indexes, const UpdateItem& change,
                                    const std::string& old_item) {
  const bool exists = !old_item.empty();
  if (change.update == nullptr) {
    if (exists) return old_item;
    DYNAROCKS_TRY(check_updated_index_keys(indexes, ItemView(), ItemView(change.key)));
    return std::string(change.key);
  }
  if (!exists && !change.update->creates_item()) return std::string();
  const ItemView before(exists ? std::string_view(old_item) : change.key);
  const auto names = change.update->attributes();
  DYNAROCKS_ASSIGN(const model::AttributeMap after,
                   change.update->apply(codec::decode_attributes(before, names), exists));
  for (const auto& [name, value] : after) {
    if (too_deep(value, 1)) {
      return failure(
          validation_error("Nesting Levels have exceeded supported limits: Attributes in the item "
                           "have nested levels beyond supported limit"));
    }
  }
  std::string item = codec::replace_attributes(before, names, after);
  DYNAROCKS_TRY(check_updated_index_keys(indexes, ItemView(old_item), ItemView(item)));
  if (ItemView(item).size() > model::limits::item_bytes) {
    return failure(validation_error("Item size to update has exceeded the maximum allowed size"));
  }
  return item;
}

}  // namespace

ApiResult<std::string> changed_item(const TableIndexes& indexes, const ItemWrite& write,
                                    const std::string& old_item) {
  if (const auto* replace = std::get_if<ReplaceItem>(&write.change)) {
    return std::string(replace->item);
  }
  if (const auto* update = std::get_if<UpdateItem>(&write.change)) {
    return updated_item(indexes, *update, old_item);
  }
  if (std::holds_alternative<KeepItem>(write.change)) return old_item;
  return std::string();
}

bool condition_holds(const ItemWrite& write, const std::string& old_item) {
  return write.condition == nullptr || write.condition->evaluate(ItemView(old_item));
}

}  // namespace dynarocks::engine
