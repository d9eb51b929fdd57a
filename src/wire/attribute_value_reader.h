#pragma once
// JSON attribute values straight into their stored form, validated on the way and without a tree.
// Types are already checked (shape_check.h). Faults are ValidationExceptions with the bare message
// of reference "attribute values", sections 1 to 3; callers add the wrapping of their place. On a
// fault `out` is as it was.

#include <cstdint>
#include <string>
#include <string_view>

#include "model/api_error.h"
#include "model/validation_layer.h"
#include "wire/json_value.h"

namespace dynarocks::wire {

/// Appends one encoded value (codec/value_view.h) for an AttributeValue object: an expression
/// value, or an operand of a legacy condition. In the classic layer it may be one level deeper than
/// what an item can hold, as AWS lets those be compared with.
[[nodiscard]] model::ApiResult<void> read_value(JsonValue value, model::ValidationLayer layer,
                                                std::string& out);

/// Appends one encoded value for a parameter of a PartiQL statement: as read_value in the classic
/// layer, but an exponent beyond 32 bits makes no number.
[[nodiscard]] model::ApiResult<void> read_parameter(JsonValue value, std::string& out);

/// Appends an encoded item (codec/item_view.h) for a map of AttributeValues (Item, Key,
/// ExclusiveStartKey). Nesting, attribute names and values are checked; item size is not. An
/// attribute whose value is JSON null is an empty AttributeValue, which is refused rather than
/// dropped.
[[nodiscard]] model::ApiResult<void> read_item(JsonValue attributes, model::ValidationLayer layer,
                                               std::string& out);

/// As read_item, for ExclusiveStartKey: faults start "The provided starting key is invalid: ",
/// except those of numbers, of duplicates and of number sets (current layer: of all sets).
[[nodiscard]] model::ApiResult<void> read_starting_key(JsonValue attributes,
                                                       model::ValidationLayer layer,
                                                       std::string& out);

/// The name of an attribute, wherever one stands: neither empty nor above 65535 bytes.
[[nodiscard]] model::ApiResult<void> check_attribute_name(std::string_view name);

}  // namespace dynarocks::wire
