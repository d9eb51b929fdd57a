#include "operations/mentioned_attributes.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "expression/condition_parser.h"
#include "expression/mentions.h"
#include "expression/projection_parser.h"
#include "expression/update_parser.h"

namespace dynarocks::operations {
namespace {

using expression::ast::Path;
using wire::JsonValue;

constexpr std::string_view conditions[] = {"ConditionExpression", "FilterExpression",
                                           "KeyConditionExpression"};
/// Maps whose keys are attribute names.
constexpr std::string_view attribute_maps[] = {
    "Key", "Item", "Expected", "AttributeUpdates", "KeyConditions", "QueryFilter", "ScanFilter"};

void add_members(const JsonValue& map, MentionedAttributes& mentioned) {
  map.for_each_member([&](std::string_view name, JsonValue) {
    mentioned.add(name);
    return true;
  });
}

/// The attribute a path of an expression leads to or into.
void add_path(const Path& path, const std::optional<JsonValue>& names,
              MentionedAttributes& mentioned) {
  const auto& written = std::get<std::string>(path.elements.front());
  if (!written.starts_with('#')) return mentioned.add(written);
  const auto name = names ? names->find(written) : std::nullopt;
  if (name) mentioned.add(name->as_string());
}

}  // namespace

void MentionedAttributes::add(std::string_view name) { names_.emplace_back(name); }

void MentionedAttributes::add_paths(std::span<const expression::DocumentPath> paths) {
  for (const auto& path : paths) add(path.attribute());
}

void MentionedAttributes::add_request(const wire::Request& part) {
  const auto names = part.member("ExpressionAttributeNames");
  for (const std::string_view member : conditions) {
    const auto text = part.string(member);
    const auto parsed = text ? expression::parse_condition(*text)
                             : Result<expression::ParsedCondition, std::string>(failure(""));
    if (!parsed) continue;
    for (const Path* path : expression::mentions_of(parsed->condition).paths) {
      add_path(*path, names, *this);
    }
  }
  if (const auto text = part.string("UpdateExpression")) {
    if (const auto parsed = expression::parse_update(*text)) {
      for (const Path* path : expression::mentions_of(parsed->update).paths) {
        add_path(*path, names, *this);
      }
    }
  }
  if (const auto text = part.string("ProjectionExpression")) {
    if (const auto parsed = expression::parse_projection(*text)) {
      for (const Path& path : parsed->paths) add_path(path, names, *this);
    }
  }
  for (const std::string_view member : attribute_maps) {
    if (const auto map = part.member(member)) add_members(*map, *this);
  }
  if (const auto list = part.member("AttributesToGet")) {
    list->for_each_element([&](JsonValue name) {
      add(name.as_string());
      return true;
    });
  }
  if (const auto keys = part.member("Keys")) {
    keys->for_each_element([&](JsonValue key) {
      add_members(key, *this);
      return true;
    });
  }
}

std::vector<std::string> MentionedAttributes::take() {
  std::sort(names_.begin(), names_.end());
  names_.erase(std::unique(names_.begin(), names_.end()), names_.end());
  return std::exchange(names_, {});
}

}  // namespace dynarocks::operations
