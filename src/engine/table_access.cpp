#include "engine/table_access.h"

#include <string>
#include <utility>

#include "engine/store_failure.h"

namespace dynarocks::engine {

namespace {

model::ApiError not_found(std::string message) {
  return model::ApiError{model::ErrorCode::resource_not_found, std::move(message), {}, {}, true};
}

}  // namespace

model::ApiError table_not_found() { return not_found("Requested resource not found"); }

model::ApiError table_not_found(const model::TableKey& key) {
  return not_found("Requested resource not found: Table: " + key.table_name + " not found");
}

model::ApiError table_access_failure(const Table& table, const kv::StoreError& error) {
  return table.dropped() ? table_not_found() : store_failure(error);
}

}  // namespace dynarocks::engine
