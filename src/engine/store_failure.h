#pragma once
// The one place where the store's errors become the API's.

#include "kv/store.h"
#include "model/api_error.h"

namespace dynarocks::engine {

/// InternalServerError in the service's own words, which tell a client nothing of the store; the
/// store's message goes to the log, at level error, unless it did within the last minute.
[[nodiscard]] model::ApiError store_failure(const kv::StoreError& error);

}  // namespace dynarocks::engine
