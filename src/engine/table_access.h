#pragma once
// What a request is told when the store refuses access to its table's space.

#include "engine/table.h"
#include "kv/store.h"
#include "model/api_error.h"

namespace dynarocks::engine {

/// ResourceNotFoundException when the table was dropped while the request ran, otherwise the
/// store's failure as InternalServerError.
[[nodiscard]] model::ApiError table_access_failure(const Table& table, const kv::StoreError& error);

/// "Requested resource not found": what the data plane says of a missing table.
[[nodiscard]] model::ApiError table_not_found();

}  // namespace dynarocks::engine
