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

model::ApiError table_exists(const Table& table) {
  const auto description = table.description();
  const std::string& name = description->key.table_name;
  std::string message = "Table already exists: " + name;
  if (description->status == model::TableStatus::CREATING) {
    message = "Attempt to change a resource which is still in use: Table is being created: " + name;
  }
  return model::ApiError{model::ErrorCode::resource_in_use, std::move(message), {}, {}, true};
}

model::ApiError table_access_failure(const Table& table, const kv::StoreError& error) {
  return table.dropped() ? table_not_found() : store_failure(error);
}

}  // namespace dynarocks::engine
