#pragma once
// What a write may put into the key attributes of secondary indexes: nothing at all (the item is
// then not in the index), or values of the key's type, neither empty nor too long. Pure.
// Source: reference "attribute values", section 5.

#include "codec/item_view.h"
#include "engine/table_index.h"
#include "expression/update.h"
#include "model/api_error.h"

namespace dynarocks::engine {

// All errors are ValidationExceptions. Indexes are looked at in the order of their names, the key
// attributes of each in the order of its schema, for each its type, then emptiness; then the sizes.

/// A whole item that is put: "... Type mismatch for Index Key <a> Expected: ...", or the texts for
/// empty and for long values.
[[nodiscard]] model::ApiResult<void> check_index_keys_of_item(const TableIndexes& indexes,
                                                              codec::ItemView item);

/// What an update assigns as it stands in the request, whatever is stored.
[[nodiscard]] model::ApiResult<void> check_assigned_index_keys(const TableIndexes& indexes,
                                                               const expression::Update& update);

/// What an update has made of an item (`old_item` is empty when there was none). Attributes that
/// it left as they were are not looked at: they may be older than the index.
[[nodiscard]] model::ApiResult<void> check_updated_index_keys(const TableIndexes& indexes,
                                                              codec::ItemView old_item,
                                                              codec::ItemView new_item);

// The faults of empty values alone: transactions tell them apart from all others.
[[nodiscard]] model::ApiResult<void> check_no_empty_index_key_in_item(const TableIndexes& indexes,
                                                                      codec::ItemView item);
[[nodiscard]] model::ApiResult<void> check_no_empty_index_key_assigned(
    const TableIndexes& indexes, const expression::Update& update);

}  // namespace dynarocks::engine
