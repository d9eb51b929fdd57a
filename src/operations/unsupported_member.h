#pragma once
// The one refusal of what this version does not do yet. A request that asks for a feature without
// an implementation is never half obeyed: it is validated as far as the request alone decides, and
// then refused as a whole, by the name of the member that asked.

#include <string_view>

#include "model/api_error.h"

namespace dynarocks::operations {

/// ValidationException "One or more parameter values were invalid: <member> is|are not supported by
/// this version of DynaRocks". Not a text of AWS: there the member is supported.
[[nodiscard]] model::ApiError unsupported_member(std::string_view member);

}  // namespace dynarocks::operations
