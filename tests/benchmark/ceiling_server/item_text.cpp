#include "item_text.h"

#include <algorithm>
#include <stdexcept>

#include "row_key.h"

namespace ceiling {
namespace {

std::string_view string_of(simdjson::ondemand::object& item, const std::string& name) {
  return item[name]["S"].get_string().value();
}

void append_string(std::string_view name, std::string_view value, std::string& out) {
  out.append("\"").append(name).append(R"(":{"S":")").append(value).append("\"}");
}

}  // namespace

std::optional<std::string_view> find_scalar(std::string_view json, std::string_view name) {
  std::size_t begin = 0;
  while ((begin = json.find('"', begin)) != std::string_view::npos) {
    const std::string_view rest = json.substr(++begin);
    if (rest.starts_with(name) && rest.size() > name.size() && rest[name.size()] == '"') break;
    // No attribute ends within its value: there are no braces in it.
    begin = std::min(json.find('}', begin), json.size());
  }
  if (begin == std::string_view::npos) return std::nullopt;
  begin += name.size() + 1;
  // The quotes around the type, and the one before the value.
  for (int quotes = 0; quotes < 3; ++quotes) begin = json.find('"', begin) + 1;
  return json.substr(begin, json.find('"', begin) - begin);
}

std::string read_key(simdjson::ondemand::object key, const Table& table) {
  const std::string_view partition = string_of(key, table.key.partition);
  if (table.key.sort.empty()) return item_row(partition, {});
  return item_row(partition, string_of(key, table.key.sort));
}

ItemText read_item(simdjson::ondemand::object item, const Table& table) {
  ItemText text;
  text.row = read_key(item, table);
  if (!table.index_name.empty()) {
    std::string_view partition;
    std::string_view sort;
    if (!item[table.index_key.partition]["S"].get(partition) &&
        !item[table.index_key.sort]["S"].get(sort)) {
      text.index_row = index_row(partition, sort, text.row);
    }
  }
  item.reset().value();
  text.json = item.raw_json().value();
  return text;
}

std::string index_row_of(std::string_view json, std::string_view row, const Table& table) {
  if (table.index_name.empty()) return {};
  const auto partition = find_scalar(json, table.index_key.partition);
  const auto sort = find_scalar(json, table.index_key.sort);
  return partition && sort ? index_row(*partition, *sort, row) : std::string();
}

std::string key_json(std::string_view json, const Table& table) {
  std::string key = "{";
  append_string(table.key.partition, find_scalar(json, table.key.partition).value(), key);
  if (!table.key.sort.empty()) {
    key += ',';
    append_string(table.key.sort, find_scalar(json, table.key.sort).value(), key);
  }
  return key += '}';
}

std::size_t item_bytes(std::string_view json) {
  // Beside its name and value an attribute has {"":{"S":""}, and the braces of the item are one
  // byte more than the comma that the first attribute lacks.
  constexpr std::size_t attribute_frame = 12;
  std::size_t attributes = 0;
  for (std::size_t brace = json.find('{', 1); brace != std::string_view::npos;
       brace = json.find('{', brace + 1)) {
    ++attributes;
  }
  return json.size() - attribute_frame * attributes - 1;
}

}  // namespace ceiling
