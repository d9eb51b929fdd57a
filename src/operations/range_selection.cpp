#include "operations/range_selection.h"

#include <set>
#include <span>
#include <string>
#include <string_view>

#include "operations/invalid_parameter.h"

namespace dynarocks::operations {

using engine::TableIndex;
using expression::Projection;
using model::ApiResult;
using model::ProjectionType;
using model::validation_error;

namespace {

/// The member that asks for a projection, or nothing.
std::optional<std::string> projection_member(const wire::Request& request) {
  if (request.has("ProjectionExpression")) return "ProjectionExpression";
  if (request.has("AttributesToGet")) return "AttributesToGet";
  return std::nullopt;
}

/// The attributes the paths start with that entries of the index do not hold.
std::set<std::string_view> unprojected(const TableIndex& index,
                                       std::span<const expression::DocumentPath> paths) {
  std::set<std::string_view> names;
  for (const auto& path : paths) {
    if (!index.projects(path.attribute())) names.insert(path.attribute());
  }
  return names;
}

ApiResult<void> check_global_index_projects(const TableIndex& index, bool all_attributes,
                                            const std::optional<Projection>& projection) {
  if (all_attributes && index.projection != ProjectionType::ALL) {
    return failure(invalid_parameter(
        "Select type ALL_ATTRIBUTES is not supported for global secondary index " + index.name +
        " because its projection type is not ALL"));
  }
  if (!projection) return {};
  std::string missing;
  for (const std::string_view name : unprojected(index, projection->paths())) {
    if (!missing.empty()) missing += ", ";
    missing += name;
  }
  if (missing.empty()) return {};
  return failure(invalid_parameter("Global secondary index " + index.name + " does not project [" +
                                   missing + "]"));
}

}  // namespace

ApiResult<void> check_select(const wire::Request& request) {
  const auto select = request.string("Select");
  if (!select) return {};
  const auto projection = projection_member(request);
  if (*select == "ALL_PROJECTED_ATTRIBUTES" && !request.has("IndexName")) {
    return failure(validation_error(
        "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName"));
  }
  if (*select == "SPECIFIC_ATTRIBUTES") {
    if (projection) return {};
    return failure(validation_error(
        "Must specify the AttributesToGet or ProjectionExpression when choosing to "
        "get SPECIFIC_ATTRIBUTES"));
  }
  if (!projection) return {};
  const std::string choice = *select == "COUNT" ? "only the Count" : std::string(*select);
  return failure(
      validation_error("Cannot specify the " + *projection + " when choosing to get " + choice));
}

ApiResult<RangeSelection> select_attributes(const wire::Request& request, const RangeTarget& target,
                                            const std::optional<Projection>& projection,
                                            const expression::Condition* filter) {
  const auto select = request.string("Select");
  RangeSelection selection;
  selection.count_only = select == "COUNT";
  selection.projection = projection;
  if (target.index == nullptr) return selection;
  const TableIndex& index = *target.index;
  const bool all_attributes = select == "ALL_ATTRIBUTES";
  if (index.is_global) {
    DYNAROCKS_TRY(check_global_index_projects(index, all_attributes, projection));
    return selection;
  }
  if (index.projection == ProjectionType::ALL) return selection;
  const bool shows_more = projection && !unprojected(index, projection->paths()).empty();
  const bool filters_by_more = filter != nullptr && !unprojected(index, filter->paths()).empty();
  selection.fetch_items = all_attributes || shows_more || filters_by_more;
  // Whole items are looked at, but no more than an entry is to be seen.
  if (filters_by_more && !all_attributes && !projection) {
    selection.projection = Projection::of_attributes(index.attributes);
  }
  return selection;
}

}  // namespace dynarocks::operations
