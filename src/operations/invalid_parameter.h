#pragma once
// The most common prefix of the control plane's ValidationExceptions.

#include <string_view>

#include "model/api_error.h"

namespace dynarocks::operations {

/// ValidationException "One or more parameter values were invalid: <detail>".
[[nodiscard]] model::ApiError invalid_parameter(std::string_view detail);

}  // namespace dynarocks::operations
