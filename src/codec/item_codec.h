#pragma once
// Trees to stored bytes and back, for the code that changes items.

#include <span>
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

/// For changes that look at few attributes of an item: those alone become a tree. `names` are in
/// ascending order, each once.
[[nodiscard]] model::AttributeMap decode_attributes(ItemView item,
                                                    std::span<const std::string_view> names);
/// The encoded item with `attributes` in the place of those that `names` lists; `attributes` has no
/// others.
[[nodiscard]] std::string replace_attributes(ItemView item, std::span<const std::string_view> names,
                                             const model::AttributeMap& attributes);

/// Whether `bytes` is exactly one well-formed item (or value): every length inside its container,
/// every type known, sorted and unique names and members, nesting bounded. For bytes that may be
/// hostile or corrupted; views may be used freely afterwards.
[[nodiscard]] bool is_well_formed_item(std::string_view bytes);
[[nodiscard]] bool is_well_formed_value(std::string_view bytes);

}  // namespace dynarocks::codec
