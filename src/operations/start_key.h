#pragma once
// ExclusiveStartKey: the item or index entry a page continues after. It holds the key of the table
// and, when an index is read, that of the index; nothing of that name has to exist.
// Source: reference "item operations", sections 6, 7 and 9.

#include <string>
#include <string_view>

#include "codec/item_view.h"
#include "engine/key_rows.h"
#include "expression/key_condition.h"
#include "model/api_error.h"
#include "operations/range_target.h"

namespace dynarocks::operations {

/// "The provided starting key is invalid" unless the key has the attributes of the target's keys
/// and no others.
[[nodiscard]] model::ApiResult<void> check_start_key_names(const RangeTarget& target,
                                                           codec::ItemView start_key);

/// The key schema's text unless the start key's attribute of this name has its type.
[[nodiscard]] model::ApiResult<void> check_start_key_type(const model::KeyAttribute& key,
                                                          codec::ItemView start_key);

/// Both, for all attributes the read goes by.
[[nodiscard]] model::ApiResult<void> check_start_key_schema(const RangeTarget& target,
                                                            codec::ItemView start_key);

/// The row of the start key, whose schema has been checked: the rest of the table's key must have
/// its types, too, and no key value may be empty or too long.
[[nodiscard]] model::ApiResult<std::string> start_row(const RangeTarget& target,
                                                      codec::ItemView start_key);

/// Query: the start key lies inside what the conditions select, and more than one row can follow
/// it.
[[nodiscard]] model::ApiResult<void> check_start_key_bounds(const RangeTarget& target,
                                                            const expression::KeyRange& range,
                                                            const engine::RowRange& rows,
                                                            codec::ItemView start_key,
                                                            std::string_view start_row);

}  // namespace dynarocks::operations
