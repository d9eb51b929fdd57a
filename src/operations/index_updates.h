#pragma once
// GlobalSecondaryIndexUpdates of UpdateTable: what the list asks for, and the rules that need no
// stored table.

#include "model/api_error.h"
#include "wire/request.h"

namespace dynarocks::operations {

struct IndexUpdates {
  bool creates = false;
  bool deletes = false;
};

[[nodiscard]] IndexUpdates read_index_updates(const wire::Request& request);

/// One action per entry, one entry per index, at least one entry in a list that is given
/// (ValidationException); one creation or deletion in all (LimitExceededException).
[[nodiscard]] model::ApiResult<void> check_index_updates(const wire::Request& request);

}  // namespace dynarocks::operations
