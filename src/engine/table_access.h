#pragma once
// What a request is told of a table that is not there, that is there already, or whose space the
// store refuses access to.

#include "engine/table.h"
#include "kv/store.h"
#include "model/api_error.h"

namespace dynarocks::engine {

/// ResourceNotFoundException when the table was dropped while the request ran, otherwise the
/// store's failure as InternalServerError.
[[nodiscard]] model::ApiError table_access_failure(const Table& table, const kv::StoreError& error);

/// "Requested resource not found": what the data plane says of a missing table.
[[nodiscard]] model::ApiError table_not_found();
/// "Requested resource not found: Table: <name> not found": what the control plane says.
[[nodiscard]] model::ApiError table_not_found(const model::TableKey& key);

/// What a request to create a table is told of one that has the name: ResourceInUseException.
[[nodiscard]] model::ApiError table_exists(const Table& table);

}  // namespace dynarocks::engine
