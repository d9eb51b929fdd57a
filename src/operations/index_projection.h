#pragma once
// The Projection a request asks for an index, and its rules.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "model/api_error.h"
#include "model/secondary_index.h"
#include "wire/request.h"

namespace dynarocks::operations {

/// As it was sent: both members may be missing.
struct ProjectionRequest {
  std::optional<model::ProjectionType> type;
  std::optional<std::vector<std::string>> non_key_attributes;
};

/// Reads the member Projection of an index.
[[nodiscard]] ProjectionRequest read_projection(const wire::Request& index);

/// A type; NonKeyAttributes with INCLUDE alone, each once. ValidationException.
[[nodiscard]] model::ApiResult<void> check_projection(const ProjectionRequest& projection);

/// At most limits::table_non_key_attributes names over all indexes of a table; a name in two of
/// them counts twice. ValidationException.
[[nodiscard]] model::ApiResult<void> check_projected_total(std::size_t names);

/// A checked projection as it is stored.
[[nodiscard]] model::IndexProjection stored_projection(ProjectionRequest projection);

}  // namespace dynarocks::operations
