#include "expression/placeholders.h"

#include <algorithm>
#include <cstddef>

#include "expression/ascii.h"
#include "model/limits.h"

namespace dynarocks::expression {

namespace {

constexpr std::string_view names_map = "ExpressionAttributeNames";
constexpr std::string_view values_map = "ExpressionAttributeValues";

model::ApiError map_error(std::string_view map, std::string_view fault) {
  std::string message(map);
  message += fault;
  return model::validation_error(std::move(message));
}

bool is_placeholder(std::string_view key, char sigil) {
  return key.size() > 1 && key.front() == sigil &&
         std::all_of(key.begin() + 1, key.end(), is_word_character);
}

model::ApiResult<void> check_key(std::string_view map, std::string_view key, char sigil) {
  if (key.size() > model::limits::placeholder_key_bytes) {
    std::string fault =
        " contains invalid key: The expression attribute map contains a key that is too long;";
    // The service states the size for names only.
    if (map == names_map) fault += " size of key: " + std::to_string(key.size());
    return failure(map_error(map, fault));
  }
  if (!is_placeholder(key, sigil)) {
    return failure(
        map_error(map, " contains invalid key: Syntax error; key: \"" + std::string(key) + "\""));
  }
  return {};
}

model::ApiResult<void> check_name(std::string_view key, std::string_view name) {
  std::string fault;
  if (name.empty()) {
    fault = "Empty attribute name";
  } else if (name.size() > model::limits::attribute_name_bytes) {
    fault = "Attribute name is too large, must be at most " +
            std::to_string(model::limits::attribute_name_bytes) + " bytes";
  } else {
    return {};
  }
  return failure(
      map_error(names_map, " contains invalid value: " + fault + " for key " + std::string(key)));
}

template <class Entries>
model::ApiResult<void> check_used(std::string_view map, const Entries& entries) {
  std::string unused;
  for (const auto& [key, entry] : entries) {  // in key order
    if (entry.used) continue;
    if (!unused.empty()) unused += ", ";
    unused += key;
  }
  if (unused.empty()) return {};
  return failure(model::validation_error("Value provided in " + std::string(map) +
                                         " unused in expressions: keys: {" + unused + "}"));
}

}  // namespace

model::ApiResult<void> Placeholders::set_names(
    const std::vector<std::pair<std::string_view, std::string_view>>& names) {
  if (names.empty()) return failure(map_error(names_map, " must not be empty"));
  for (const auto& [key, name] : names) DYNAROCKS_TRY(check_key(names_map, key, '#'));
  for (const auto& [key, name] : names) DYNAROCKS_TRY(check_name(key, name));
  for (const auto& [key, name] : names) {
    bytes_ += key.size() + name.size();
    names_.insert_or_assign(std::string(key), Entry<std::string>{std::string(name)});
  }
  return {};
}

model::ApiResult<void> Placeholders::check_value_keys(const std::vector<std::string_view>& keys) {
  if (keys.empty()) return failure(map_error(values_map, " must not be empty"));
  for (const std::string_view key : keys) DYNAROCKS_TRY(check_key(values_map, key, ':'));
  return {};
}

void Placeholders::set_value(std::string_view key, std::string encoded) {
  bytes_ += key.size() + codec::ValueView(encoded).size();
  values_.insert_or_assign(std::string(key), Entry<std::string>{std::move(encoded)});
}

model::ApiResult<void> Placeholders::check_size() const {
  if (bytes_ <= model::limits::placeholder_map_bytes) return {};
  return failure(model::validation_error(
      "The expression attribute maps have exceeded the maximum allowed size;"));
}

std::optional<std::string_view> Placeholders::name(std::string_view key) {
  const auto found = names_.find(key);
  if (found == names_.end()) return std::nullopt;
  found->second.used = true;
  return found->second.content;
}

std::optional<codec::ValueView> Placeholders::value(std::string_view key) {
  const auto found = values_.find(key);
  if (found == values_.end()) return std::nullopt;
  found->second.used = true;
  return codec::ValueView(found->second.content);
}

model::ApiResult<void> Placeholders::check_all_used() const {
  DYNAROCKS_TRY(check_used(names_map, names_));
  return check_used(values_map, values_);
}

std::string Placeholders::canonical_bytes() const {
  std::string bytes;
  const auto append = [&bytes](std::string_view text) {
    bytes.append(std::to_string(text.size())).append(1, ':').append(text);
  };
  for (const auto* map : {&names_, &values_}) {
    append(std::to_string(map->size()));
    for (const auto& [key, entry] : *map) {
      append(key);
      append(entry.content);
    }
  }
  return bytes;
}

}  // namespace dynarocks::expression
