#pragma once
// ResourceInUseException: what is refused while something is under way.

#include <string>
#include <string_view>
#include <utility>

#include "model/api_error.h"

namespace dynarocks::operations {

/// "Attempt to change a resource which is still in use: <detail>"
[[nodiscard]] inline model::ApiError resource_in_use(std::string_view detail) {
  std::string message("Attempt to change a resource which is still in use: ");
  message.append(detail);
  return model::ApiError{model::ErrorCode::resource_in_use, std::move(message), {}, {}, true};
}

}  // namespace dynarocks::operations
