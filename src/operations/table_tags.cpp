#include "operations/table_tags.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "operations/tag_characters.h"

namespace dynarocks::operations {
namespace {

constexpr std::size_t tags_per_resource = 50;      // AWS
constexpr std::size_t tag_key_characters = 128;    // AWS
constexpr std::size_t tag_value_characters = 256;  // AWS

/// "<text><value>", where an absent value prints as null.
model::ApiError tag_error(std::string_view text, std::optional<std::string_view> value) {
  return model::validation_error(std::string(text).append(value.value_or("null")));
}

bool is_reserved(std::string_view key) {
  constexpr std::string_view prefix = "aws:";
  return key.size() >= prefix.size() &&
         std::equal(prefix.begin(), prefix.end(), key.begin(), [](char expected, char actual) {
           return actual == expected ||
                  (actual >= 'A' && actual <= 'Z' && actual - 'A' + 'a' == expected);
         });
}

model::ApiResult<model::Tag> read_tag(wire::JsonValue json) {
  const wire::Request tag(json);
  const auto key = tag.string("Key");
  if (!key || key->empty() || !are_tag_characters(*key, tag_key_characters)) {
    return failure(tag_error("The Tag Key provided is invalid, Key: ", key));
  }
  const auto value = tag.string("Value");
  if (!value || !are_tag_characters(*value, tag_value_characters)) {
    return failure(tag_error("The Tag Value provided is invalid, Value: ", value));
  }
  if (is_reserved(*key)) {
    return failure(tag_error("Tag Key cannot be prefixed with aws:, Key: ", key));
  }
  return model::Tag{std::string(*key), std::string(*value)};
}

model::ApiResult<void> check_keys_unique(const std::vector<model::Tag>& tags) {
  std::vector<std::string_view> keys;
  keys.reserve(tags.size());
  for (const model::Tag& tag : tags) keys.push_back(tag.key);
  std::sort(keys.begin(), keys.end());
  const auto twice = std::adjacent_find(keys.begin(), keys.end());
  if (twice == keys.end()) return {};
  return failure(
      tag_error("Duplicate Tag Keys provided as input: Duplicate Tag Key found ", *twice));
}

}  // namespace

model::ApiResult<std::vector<model::Tag>> read_tags(const wire::Request& request) {
  std::vector<model::Tag> tags;
  const auto list = request.member("Tags");
  if (!list) return tags;
  std::optional<model::ApiError> fault;
  list->for_each_element([&](wire::JsonValue json) {
    auto tag = read_tag(json);
    if (!tag) {
      fault = std::move(tag).error();
      return false;
    }
    tags.push_back(std::move(*tag));
    return true;
  });
  if (fault) return failure(std::move(*fault));
  DYNAROCKS_TRY(check_keys_unique(tags));
  if (tags.size() > tags_per_resource) {
    return failure(model::validation_error(
        "Number of Tags exceed the current limit for the provided ResourceArn"));
  }
  return tags;
}

}  // namespace dynarocks::operations
