#pragma once
// What a request gives a PartiQL statement beside its text. Source: reference "partiql", section 2.

#include <string>
#include <string_view>
#include <vector>

#include "model/api_error.h"
#include "partiql/value_binder.h"
#include "wire/request.h"

namespace dynarocks::operations {

/// Its Parameters in their order: encoded values, or why they are none.
[[nodiscard]] std::vector<model::ApiResult<std::string>> read_parameters(
    const wire::Request& request);

/// What is asked for: two statements that differ in it have different digests. The parameters are
/// ones that could be bound.
[[nodiscard]] std::string digest_of(std::string_view statement, partiql::Parameters parameters);

}  // namespace dynarocks::operations
