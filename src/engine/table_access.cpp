#include "engine/table_access.h"

#include "engine/store_failure.h"

namespace dynarocks::engine {

model::ApiError table_not_found() {
  return model::ApiError{
      model::ErrorCode::resource_not_found, "Requested resource not found", {}, {}, true};
}

model::ApiError table_access_failure(const Table& table, const kv::StoreError& error) {
  return table.dropped() ? table_not_found() : store_failure(error);
}

}  // namespace dynarocks::engine
