#pragma once
// Attribute values and items as JSON, straight from their stored bytes: most of what reads answer.

#include <string>

#include "codec/item_view.h"
#include "codec/value_view.h"

namespace dynarocks::wire {

/// Appends {"S":"..."}
void append_value_json(codec::ValueView value, std::string& out);

/// Appends {"pk":{"S":"..."},...}
void append_item_json(codec::ItemView item, std::string& out);

}  // namespace dynarocks::wire
