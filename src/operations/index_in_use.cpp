#include "operations/index_in_use.h"

#include <algorithm>
#include <string>

#include "model/table_lifecycle.h"
#include "operations/resource_in_use.h"

namespace dynarocks::operations {

using model::ApiResult;
using model::GlobalSecondaryIndex;
using model::IndexStatus;
using model::TableDescription;

namespace {

bool is_deleted(const GlobalSecondaryIndex& index) { return index.status == IndexStatus::DELETING; }

/// "[a, b]", or nothing when there is no such index.
std::string names_of(const TableDescription& table, bool (*is_such)(const GlobalSecondaryIndex&)) {
  std::string names;
  for (const GlobalSecondaryIndex& index : table.global_secondary_indexes) {
    if (!is_such(index)) continue;
    names += (names.empty() ? "[" : ", ") + index.index.name;
  }
  return names.empty() ? names : names + "]";
}

/// " Table: <table> Index: <index>"
std::string subject(const TableDescription& table, const GlobalSecondaryIndex& index) {
  return " Table: " + table.key.table_name + " Index: " + index.index.name;
}

/// `refused`: "Can't change table IOPS"
ApiResult<void> check_no_index_work(const TableDescription& table, std::string refused) {
  refused += " when an index is being ";
  const std::string indexes = ". Table: " + table.key.table_name + " Indexes: ";
  if (const auto names = names_of(table, model::is_allocating); !names.empty()) {
    return failure(resource_in_use(refused + "created" + indexes + names));
  }
  if (const auto names = names_of(table, is_deleted); !names.empty()) {
    return failure(resource_in_use(refused + "deleted" + indexes + names));
  }
  return {};
}

}  // namespace

ApiResult<void> check_units_free(const TableDescription& table) {
  return check_no_index_work(table, "Can't change table IOPS");
}

ApiResult<void> check_stream_free(const TableDescription& table) {
  if (!names_of(table, model::is_allocating).empty()) {
    return failure(resource_in_use("Can't change stream status when an index is being created"));
  }
  // Not observed; the words are those of the creation.
  if (!names_of(table, is_deleted).empty()) {
    return failure(resource_in_use("Can't change stream status when an index is being deleted"));
  }
  return {};
}

ApiResult<void> check_class_free(const TableDescription& table) {
  // Not observed; the words are those of a change of units.
  return check_no_index_work(table, "Can't update table class");
}

ApiResult<void> check_caps_free(const TableDescription& table) {
  const std::string refused = "OnDemandThroughput cannot be updated while index ";
  const std::string indexes = " is in progress for indexes: ";
  if (const auto names = names_of(table, model::is_allocating); !names.empty()) {
    return failure(resource_in_use(refused + "creation" + indexes + names));
  }
  if (const auto names = names_of(table, is_deleted); !names.empty()) {
    return failure(resource_in_use(refused + "deletion" + indexes + names));
  }
  return {};
}

ApiResult<void> check_index_updatable(const TableDescription& table,
                                      const GlobalSecondaryIndex& index) {
  // Two spaces, as the service writes it.
  if (model::is_allocating(index)) {
    return failure(resource_in_use("Index is being created but is not backfilling yet. " +
                                   subject(table, index)));
  }
  if (index.status == IndexStatus::UPDATING) {
    return failure(resource_in_use("Index is being updated. " + subject(table, index)));
  }
  if (is_deleted(index)) {
    return failure(resource_in_use("Index is being deleted." + subject(table, index)));
  }
  return {};
}

ApiResult<void> check_index_deletable(const TableDescription& table,
                                      const GlobalSecondaryIndex& index) {
  if (!model::is_allocating(index)) return check_index_updatable(table, index);
  return failure(
      resource_in_use("Index creation is in resource allocation phase. Retry deletion during "
                      "backfilling phase or when the index is active." +
                      subject(table, index)));
}

ApiResult<void> check_no_online_index(const TableDescription& table,
                                      const GlobalSecondaryIndex* index) {
  const auto& indexes = table.global_secondary_indexes;
  const bool busy = std::any_of(indexes.begin(), indexes.end(), [&](const auto& other) {
    return &other != index &&
           (other.status == IndexStatus::CREATING || other.status == IndexStatus::DELETING);
  });
  if (busy) return failure(one_online_index_error());
  return {};
}

ApiResult<void> check_indexes_idle(const TableDescription& table) {
  const auto& indexes = table.global_secondary_indexes;
  const bool idle = std::all_of(indexes.begin(), indexes.end(), [](const auto& index) {
    return index.status == IndexStatus::ACTIVE;
  });
  if (idle) return {};
  return failure(
      resource_in_use("Cannot delete table while indexes are being created, updated, or deleted."));
}

model::ApiError one_online_index_error() {
  return model::ApiError{model::ErrorCode::limit_exceeded,
                         "Subscriber limit exceeded: Only 1 online index can be created or deleted "
                         "simultaneously per table",
                         {},
                         {}};
}

}  // namespace dynarocks::operations
