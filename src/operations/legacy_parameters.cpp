#include "operations/legacy_parameters.h"

#include <map>
#include <string>

namespace dynarocks::operations {

using model::ApiResult;
using model::validation_error;

namespace {

std::string present(const wire::Request& request, std::initializer_list<std::string_view> members) {
  std::string list;
  for (const std::string_view member : members) {
    if (!request.has(member)) continue;
    if (!list.empty()) list += ", ";
    list += member;
  }
  return list;
}

}  // namespace

ApiResult<void> check_no_mixing(const wire::Request& request,
                                std::initializer_list<std::string_view> non_expression,
                                std::initializer_list<std::string_view> expression) {
  const std::string legacy = present(request, non_expression);
  if (legacy.empty()) return {};
  const std::string expressions = present(request, expression);
  if (expressions.empty()) return {};
  return failure(validation_error(
      "Can not use both expression and non-expression parameters in the same request: "
      "Non-expression parameters: {" +
      legacy + "} Expression parameters: {" + expressions + "}"));
}

std::vector<std::pair<std::string_view, wire::Request>> legacy_entries(wire::JsonValue map) {
  std::vector<std::pair<std::string_view, wire::Request>> entries;
  std::map<std::string_view, std::size_t> places;
  map.for_each_member([&](std::string_view name, wire::JsonValue value) {
    const auto [place, is_new] = places.emplace(name, entries.size());
    if (is_new) {
      entries.emplace_back(name, wire::Request(value));
    } else {
      entries[place->second].second = wire::Request(value);
    }
    return true;
  });
  return entries;
}

}  // namespace dynarocks::operations
