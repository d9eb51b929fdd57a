#pragma once
// The primary key of an item: checked against the key schema and turned into its row.
// Source: reference "attribute values", section 5.

#include <optional>
#include <string>
#include <string_view>

#include "codec/item_view.h"
#include "engine/table_index.h"
#include "model/api_error.h"
#include "model/key_schema.h"

namespace dynarocks::engine {

/// The row that a request's Key (Get, Update, Delete, batch delete) names. ValidationException for
/// a wrong set of attributes or types, an empty or an oversized key value.
[[nodiscard]] model::ApiResult<std::string> row_of_key(const model::KeyAttributes& key_attributes,
                                                       codec::ItemView key);

/// The row of a whole item given to PutItem: as row_of_key, with PutItem's own texts for a missing
/// or mistyped key attribute.
[[nodiscard]] model::ApiResult<std::string> row_of_item(const model::KeyAttributes& key_attributes,
                                                        codec::ItemView item);

/// As row_of_item, with BatchWriteItem's texts (those of row_of_key; other attributes may be
/// present).
[[nodiscard]] model::ApiResult<std::string> row_of_batch_item(
    const model::KeyAttributes& key_attributes, codec::ItemView item);

/// The row of an item known to be valid: no checks.
[[nodiscard]] std::string row_of_valid_item(const model::KeyAttributes& key_attributes,
                                            codec::ItemView item);

/// What LastEvaluatedKey shows: the key attributes of the table and of the index that was read
/// (nullptr: none) out of an item or an index entry, encoded as an item.
[[nodiscard]] std::string start_key_of_item(const model::KeyAttributes& table_key,
                                            const TableIndex* index, codec::ItemView item);

/// "One or more parameter values are not valid. The AttributeValue for a key attribute cannot
/// contain an empty string value. Key: <a>", or the size texts; nothing when the value is fine.
[[nodiscard]] model::ApiResult<void> check_key_value(const model::KeyAttribute& attribute,
                                                     codec::ValueView value);

/// The empty-value text of check_key_value for the first key attribute that is there, well typed
/// and empty. Transactions tell that fault apart from all others of a key.
[[nodiscard]] model::ApiResult<void> check_no_empty_key_value(
    const model::KeyAttributes& key_attributes, codec::ItemView item);

inline constexpr std::string_view key_schema_mismatch =
    "The provided key element does not match the schema";
inline constexpr std::string_view hash_key_too_long =
    "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size "
    "limit "
    "of2048 bytes";
inline constexpr std::string_view range_keys_too_long =
    "One or more parameter values were invalid: Aggregated size of all range keys has exceeded the "
    "size limit of 1024 bytes";

}  // namespace dynarocks::engine
