#include "operations/index_projection.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "model/limits.h"
#include "operations/invalid_parameter.h"

namespace dynarocks::operations {

using model::ApiResult;
using model::ProjectionType;

namespace {

std::optional<ProjectionType> read_type(const wire::Request& projection) {
  const auto name = projection.string("ProjectionType");
  if (!name) return std::nullopt;
  if (*name == "INCLUDE") return ProjectionType::INCLUDE;
  return *name == "KEYS_ONLY" ? ProjectionType::KEYS_ONLY : ProjectionType::ALL;
}

std::string_view type_name(ProjectionType type) {
  switch (type) {
    case ProjectionType::KEYS_ONLY:
      return "KEYS_ONLY";
    case ProjectionType::INCLUDE:
      return "INCLUDE";
    case ProjectionType::ALL:
      break;
  }
  return "ALL";
}

}  // namespace

ProjectionRequest read_projection(const wire::Request& index) {
  ProjectionRequest request;
  const auto projection = index.structure("Projection");
  if (!projection) return request;
  request.type = read_type(*projection);
  if (const auto names = projection->member("NonKeyAttributes")) {
    request.non_key_attributes.emplace();
    names->for_each_element([&](wire::JsonValue name) {
      request.non_key_attributes->emplace_back(name.as_string());
      return true;
    });
  }
  return request;
}

ApiResult<void> check_projection(const ProjectionRequest& projection) {
  if (!projection.type) return failure(invalid_parameter("Unknown ProjectionType: null"));
  const std::string type = "ProjectionType is " + std::string(type_name(*projection.type));
  const auto& names = projection.non_key_attributes;
  if (*projection.type != ProjectionType::INCLUDE) {
    if (!names) return {};
    return failure(invalid_parameter(type + ", but NonKeyAttributes is specified"));
  }
  if (!names) return failure(invalid_parameter(type + ", but NonKeyAttributes is not specified"));
  std::set<std::string_view> seen;
  for (const std::string& name : *names) {
    if (seen.insert(name).second) continue;
    return failure(invalid_parameter("Duplicate element in NonKeyAttributes: " + name));
  }
  return {};
}

ApiResult<void> check_projected_total(std::size_t names) {
  if (names <= model::limits::table_non_key_attributes) return {};
  return failure(invalid_parameter(
      "Number of NonKeyAttributes over all indexes exceeds the per-table limit of " +
      std::to_string(model::limits::table_non_key_attributes)));
}

model::IndexProjection stored_projection(ProjectionRequest projection) {
  model::IndexProjection stored;
  stored.type = projection.type.value_or(ProjectionType::ALL);
  if (projection.non_key_attributes) {
    stored.non_key_attributes = *std::move(projection.non_key_attributes);
  }
  std::sort(stored.non_key_attributes.begin(), stored.non_key_attributes.end());
  return stored;
}

}  // namespace dynarocks::operations
