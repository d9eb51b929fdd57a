#pragma once
// What one write makes of the item it finds: pure, so that a single write and a transaction cannot
// differ in it.

#include <string>
#include <string_view>

#include "engine/item_write.h"
#include "engine/table_index.h"
#include "model/api_error.h"

namespace dynarocks::engine {

/// The encoded item after the write; empty when there is none then. `old_item` is empty when there
/// was none. ValidationException from the update expression, or from what it makes of the item: its
/// size, or its values for the keys of `indexes`.
[[nodiscard]] model::ApiResult<std::string> changed_item(const TableIndexes& indexes,
                                                         const ItemWrite& write,
                                                         const std::string& old_item);

/// Whether the write's condition, if it has one, holds for the old item.
[[nodiscard]] bool condition_holds(const ItemWrite& write, const std::string& old_item);

inline constexpr std::string_view conditional_request_failed = "The conditional request failed";

}  // namespace dynarocks::engine
