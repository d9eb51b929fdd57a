#pragma once
// Trees to stored bytes and back, for the code that changes items.

#include <string>
#include <string_view>

#include "codec/item_view.h"
#include "codec/value_view.h"
#include "model/attribute_value.h"

namespace dynarocks::codec {

void append_value(const model::AttributeValue& value, std::string& out);
[[nodiscard]] std::string encode_value(const model::AttributeValue& value);
[[nodiscard]] std::string encode_item(const model::AttributeMap& item);

[[nodiscard]] model::AttributeValue decode_value(ValueView value);
[[nodiscard]] model::AttributeMap decode_item(ItemView item);

/// Whether `bytes` is exactly one well-formed item (or value): every length inside its container,
/// every type known, sorted and unique names and members, nesting bounded. For bytes that may be
/// hostile or corrupted; views may be used freely afterwards.
[[nodiscard]] bool is_well_formed_item(std::string_view bytes);
[[nodiscard]] bool is_well_formed_value(std::string_view bytes);

}  // namespace dynarocks::codec
