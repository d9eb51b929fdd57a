#include "operations/index_updates.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "operations/invalid_parameter.h"

namespace dynarocks::operations {
namespace {

constexpr std::string_view actions[] = {"Update", "Create", "Delete"};

/// The entry's one action, in `name` the index it is about.
model::ApiResult<std::string_view> read_action(const wire::Request& entry,
                                               std::string_view& index_name) {
  std::optional<std::string_view> only;
  for (const std::string_view action : actions) {
    const auto structure = entry.structure(action);
    if (!structure) continue;
    if (only) {
      return failure(invalid_parameter(
          "Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate "
          "object"));
    }
    only = action;
    index_name = structure->string("IndexName").value_or("");
  }
  if (only) return *only;
  return failure(invalid_parameter(
      "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, "
      "GlobalSecondaryIndexUpdate.Delete must not be null"));
}

}  // namespace

IndexUpdates read_index_updates(const wire::Request& request) {
  IndexUpdates updates;
  const auto list = request.member("GlobalSecondaryIndexUpdates");
  if (!list) return updates;
  list->for_each_element([&](wire::JsonValue element) {
    const wire::Request entry(element);
    updates.creates = updates.creates || entry.has("Create");
    updates.deletes = updates.deletes || entry.has("Delete");
    return true;
  });
  return updates;
}

model::ApiResult<void> check_index_updates(const wire::Request& request) {
  const auto list = request.member("GlobalSecondaryIndexUpdates");
  if (!list) return {};
  if (list->size() == 0) {
    return failure(invalid_parameter("List of GlobalSecondaryIndexUpdates is empty"));
  }
  std::set<std::string_view> names;
  int online_changes = 0;
  std::optional<model::ApiError> fault;
  list->for_each_element([&](wire::JsonValue element) {
    std::string_view name;
    const auto action = read_action(wire::Request(element), name);
    if (!action) {
      fault = action.error();
    } else if (!names.insert(name).second) {
      fault = invalid_parameter(
          std::string("Only one global secondary index update per index is allowed "
                      "simultaneously. Index: ")
              .append(name));
    } else if (*action != "Update") {
      ++online_changes;
    }
    return !fault;
  });
  if (fault) return failure(std::move(*fault));
  if (online_changes <= 1) return {};
  return failure(model::ApiError{model::ErrorCode::limit_exceeded,
                                 "Subscriber limit exceeded: Only 1 online index can be created or "
                                 "deleted simultaneously per table",
                                 {},
                                 {}});
}

}  // namespace dynarocks::operations
