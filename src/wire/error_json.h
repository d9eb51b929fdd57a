#pragma once
// The error envelope: {"__type": "<prefix>#<Name>", "message": "..."} with its extra members.
// Source: reference "wire protocol", section 6.

#include <string>

#include "model/api_error.h"

namespace dynarocks::wire {

[[nodiscard]] std::string error_json(const model::ApiError& error);

}  // namespace dynarocks::wire
