#include "operations/table_tags.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "operations/tag_characters.h"

namespace dynarocks::operations {
namespace {

constexpr std::size_t tags_per_resource = 50;      // AWS
constexpr std::size_t tag_key_characters = 128;    // AWS
constexpr std::size_t tag_value_characters = 256;  // AWS
constexpr std::size_t tag_set_bytes = 10 * 1024;   // AWS: documented as 10 KB

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

model::ApiResult<void> check_key(std::optional<std::string_view> key) {
  if (key && !key->empty() && are_tag_characters(*key, tag_key_characters)) return {};
  return failure(tag_error("The Tag Key provided is invalid, Key: ", key));
}

model::ApiResult<void> check_key_not_reserved(std::string_view key) {
  if (!is_reserved(key)) return {};
  return failure(tag_error("Tag Key cannot be prefixed with aws:, Key: ", key));
}

model::ApiResult<model::Tag> read_tag(wire::JsonValue json) {
  const wire::Request tag(json);
  const auto key = tag.string("Key");
  DYNAROCKS_TRY(check_key(key));
  const auto value = tag.string("Value");
  if (!value || !are_tag_characters(*value, tag_value_characters)) {
    return failure(tag_error("The Tag Value provided is invalid, Value: ", value));
  }
  DYNAROCKS_TRY(check_key_not_reserved(*key));
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

model::ApiResult<void> check_count(std::size_t count) {
  if (count <= tags_per_resource) return {};
  return failure(model::validation_error(
      "Number of Tags exceed the current limit for the provided ResourceArn"));
}

/// What all tags of one resource have to keep to.
model::ApiResult<void> check_tag_set(const std::vector<model::Tag>& tags) {
  DYNAROCKS_TRY(check_count(tags.size()));
  std::size_t bytes = 0;
  for (const model::Tag& tag : tags) bytes += tag.key.size() + tag.value.size();
  if (bytes <= tag_set_bytes) return {};
  return failure(model::validation_error("Tag set size " + std::to_string(bytes) +
                                         " bytes is above max size limit of " +
                                         std::to_string(tag_set_bytes) + " bytes"));
}

/// Runs `read` on the elements of a list until one fails; an absent list has none.
template <class Read>
model::ApiResult<void> for_each_element(const std::optional<wire::JsonValue>& list,
                                        const Read& read) {
  model::ApiResult<void> result;
  if (!list) return result;
  list->for_each_element([&](wire::JsonValue json) {
    result = read(json);
    return result.has_value();
  });
  return result;
}

}  // namespace

model::ApiResult<std::vector<model::Tag>> read_tags(const wire::Request& request) {
  std::vector<model::Tag> tags;
  const auto add = [&tags](wire::JsonValue json) -> model::ApiResult<void> {
    DYNAROCKS_ASSIGN(model::Tag tag, read_tag(json));
    tags.push_back(std::move(tag));
    return {};
  };
  DYNAROCKS_TRY(for_each_element(request.member("Tags"), add));
  DYNAROCKS_TRY(check_keys_unique(tags));
  DYNAROCKS_TRY(check_tag_set(tags));
  return tags;
}

model::ApiResult<std::vector<std::string_view>> read_tag_keys(const wire::Request& request) {
  std::vector<std::string_view> keys;
  const auto add = [&keys](wire::JsonValue json) -> model::ApiResult<void> {
    const std::string_view key = json.as_string();
    DYNAROCKS_TRY(check_key(key));
    DYNAROCKS_TRY(check_key_not_reserved(key));
    keys.push_back(key);
    return {};
  };
  DYNAROCKS_TRY(for_each_element(request.member("TagKeys"), add));
  DYNAROCKS_TRY(check_count(keys.size()));
  return keys;
}

model::ApiResult<void> put_tags(std::vector<model::Tag>& tags,
                                const std::vector<model::Tag>& given) {
  for (const model::Tag& tag : given) {
    const auto same = std::find_if(tags.begin(), tags.end(),
                                   [&tag](const model::Tag& old) { return old.key == tag.key; });
    if (same == tags.end()) {
      tags.push_back(tag);
    } else {
      same->value = tag.value;
    }
  }
  return check_tag_set(tags);
}

void remove_tags(std::vector<model::Tag>& tags, const std::vector<std::string_view>& keys) {
  std::erase_if(tags, [&keys](const model::Tag& tag) {
    return std::find(keys.begin(), keys.end(), tag.key) != keys.end();
  });
}

}  // namespace dynarocks::operations
