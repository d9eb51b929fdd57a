#include "operations/legacy_projection.h"

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "operations/invalid_parameter.h"
#include "wire/attribute_value_reader.h"

namespace dynarocks::operations {

using expression::Projection;
using model::ApiResult;

ApiResult<std::optional<Projection>> read_attributes_to_get(const wire::Request& request) {
  const auto member = request.member("AttributesToGet");
  if (!member) return std::optional<Projection>();
  std::vector<std::string> names;
  std::unordered_set<std::string_view> seen;
  ApiResult<void> outcome;
  member->for_each_element([&](wire::JsonValue element) {
    const std::string_view name = element.as_string();
    outcome = wire::check_attribute_name(name);
    if (outcome && !seen.insert(name).second) {
      outcome =
          failure(invalid_parameter("Duplicate value in attribute name: " + std::string(name)));
    }
    names.emplace_back(name);
    return outcome.has_value();
  });
  DYNAROCKS_TRY(outcome);
  return std::optional<Projection>(Projection::of_attributes(names));
}

}  // namespace dynarocks::operations
