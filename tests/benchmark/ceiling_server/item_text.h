#pragma once
// Items as the JSON text that came in, which is what is stored and sent out again. They are made of
// strings and numbers without escapes and braces.

#include <simdjson.h>

#include <optional>
#include <string>
#include <string_view>

#include "database.h"

namespace ceiling {

struct ItemText {
  std::string_view json;
  std::string row;
  std::string index_row;  // empty: it has none
};

/// Views live as long as the request.
[[nodiscard]] ItemText read_item(simdjson::ondemand::object item, const Table& table);
/// The row of a Key.
[[nodiscard]] std::string read_key(simdjson::ondemand::object key, const Table& table);

/// The row of the index that a stored item has; empty: none.
[[nodiscard]] std::string index_row_of(std::string_view json, std::string_view row,
                                       const Table& table);
/// The key of a stored item, as JSON.
[[nodiscard]] std::string key_json(std::string_view json, const Table& table);
/// The text of a string or number of a stored item.
[[nodiscard]] std::optional<std::string_view> find_scalar(std::string_view json,
                                                          std::string_view name);
/// As DynamoDB counts it, for strings without white space between them.
[[nodiscard]] std::size_t item_bytes(std::string_view json);

}  // namespace ceiling
