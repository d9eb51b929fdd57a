#pragma once
// The tags of a request, and the rules that bind them. One bad tag refuses the whole request.

#include <vector>

#include "model/api_error.h"
#include "model/table_description.h"
#include "wire/request.h"

namespace dynarocks::operations {

/// Tags of the request; none when the member is absent or empty. Keys of 1 to 128 characters and
/// values of 0 to 256: letters, digits and white space of any script and + - = . _ : / @. Keys are
/// unique and do not start with "aws:" in any case; at most 50. ValidationException.
[[nodiscard]] model::ApiResult<std::vector<model::Tag>> read_tags(const wire::Request& request);

}  // namespace dynarocks::operations
