#pragma once
// JSON attribute values straight into their stored form, validated on the way and without a tree.
// Types are already checked (shape_check.h). Faults are ValidationExceptions with the bare message
// of reference "attribute values", sections 1 to 3; callers add the wrapping of their place.

#include <cstdint>
#include <string>

#include "model/api_error.h"
#include "model/validation_layer.h"
#include "wire/json_value.h"

namespace dynarocks::wire {

/// Appends one encoded value (codec/value_view.h) for an AttributeValue object.
[[nodiscard]] model::ApiResult<void> read_value(JsonValue value, model::ValidationLayer layer,
                                                std::string& out);

/// Appends an encoded item (codec/item_view.h) for a map of AttributeValues (Item, Key,
/// ExclusiveStartKey). Nesting, attribute names and values are checked; item size is not.
[[nodiscard]] model::ApiResult<void> read_item(JsonValue attributes, model::ValidationLayer layer,
                                               std::string& out);

}  // namespace dynarocks::wire
