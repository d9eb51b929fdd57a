#pragma once
// One write to one item: under which condition, and how the item changes. PutItem, UpdateItem,
// DeleteItem, their batches and transactions differ only in the ItemWrites they state.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "expression/condition.h"
#include "expression/update.h"
#include "model/consumed_capacity.h"

namespace dynarocks::engine {

/// The whole item becomes `item` (encoded).
struct ReplaceItem {
  std::string_view item;
};

struct RemoveItem {};

/// The item becomes what `update` makes of it. A missing item starts as its key attributes. Without
/// an update the item is created with its key alone, or left as it is.
struct UpdateItem {
  const expression::Update* update = nullptr;
  std::string_view key;  // the key attributes, encoded as an item
};

/// The item stays as it is: the write is its condition alone (a transaction's ConditionCheck).
struct KeepItem {};

struct ItemWrite {
  std::string_view row;  // item_key.h
  const expression::Condition* condition = nullptr;
  std::variant<ReplaceItem, RemoveItem, UpdateItem, KeepItem> change;
  /// ReturnValuesOnConditionCheckFailure = ALL_OLD: a failed condition's error carries the item.
  bool old_item_on_failure = false;
  /// Wait for a transaction that is about the item instead of failing.
  bool waits_for_transaction = false;
};

/// What a write found and left. Encoded items; empty where there was or is none.
struct ItemWriteResult {
  std::string old_item;
  std::string new_item;
  /// As a single write; filled in by ItemCommit::add.
  model::ConsumedCapacity capacity;
  /// Bytes of the item's collection after the write, for a table with local secondary indexes;
  /// filled in by ItemCommit::add.
  std::optional<std::int64_t> collection_bytes;
};

}  // namespace dynarocks::engine
