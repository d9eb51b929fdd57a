#include "operations/index_updates.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "operations/index_in_use.h"
#include "operations/index_key_rules.h"
#include "operations/invalid_parameter.h"

namespace dynarocks::operations {

using model::ApiResult;

namespace {

constexpr struct {
  std::string_view name;
  IndexAction action;
} actions[] = {{"Update", IndexAction::update},
               {"Create", IndexAction::create},
               {"Delete", IndexAction::remove}};

/// The one action of an entry.
ApiResult<IndexUpdate> read_entry(const wire::Request& entry) {
  std::optional<IndexUpdate> only;
  for (const auto& [name, action] : actions) {
    const auto structure = entry.structure(name);
    if (!structure) continue;
    if (only) {
      return failure(invalid_parameter(
          "Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate "
          "object"));
    }
    only = IndexUpdate{action, read_index_definition(*structure)};
    const auto warm = structure->structure("WarmThroughput");
    if (action == IndexAction::update && warm && only->index.warm.empty()) {
      return failure(invalid_parameter(
          "WarmThroughput must have at least one of ReadUnitsPerSecond or WriteUnitsPerSecond "
          "specified for index: " +
          only->index.name));
    }
  }
  if (only) return *std::move(only);
  return failure(invalid_parameter(
      "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, "
      "GlobalSecondaryIndexUpdate.Delete must not be null"));
}

ApiResult<void> check_creation(const IndexDefinition& index,
                               const std::vector<model::AttributeDefinition>& definitions) {
  if (definitions.empty()) {
    return failure(
        invalid_parameter("AttributeDefinitions is not specified for index: " + index.name));
  }
  DYNAROCKS_TRY(check_global_index_key(index, definitions));
  DYNAROCKS_TRY(check_projection(index.projection));
  return {};
}

ApiResult<void> check_update(const IndexUpdate& update,
                             const std::vector<model::AttributeDefinition>& definitions) {
  const IndexDefinition& index = update.index;
  const bool creates = update.action == IndexAction::create;
  if (creates) DYNAROCKS_TRY(check_creation(index, definitions));
  if (index.provisioned) DYNAROCKS_TRY(check_units_in_bounds(*index.provisioned, index.name));
  return check_caps_in_range(index.caps, !creates, index.name);
}

}  // namespace

IndexActions read_index_actions(const wire::Request& request) {
  IndexActions found;
  const auto list = request.member("GlobalSecondaryIndexUpdates");
  if (!list) return found;
  list->for_each_element([&](wire::JsonValue element) {
    const wire::Request entry(element);
    found.creates = found.creates || entry.has("Create");
    found.deletes = found.deletes || entry.has("Delete");
    return true;
  });
  return found;
}

ApiResult<std::vector<IndexUpdate>> read_index_updates(
    const wire::Request& request, const std::vector<model::AttributeDefinition>& definitions) {
  std::vector<IndexUpdate> updates;
  const auto list = request.member("GlobalSecondaryIndexUpdates");
  if (!list) return updates;
  if (list->size() == 0) {
    return failure(invalid_parameter("List of GlobalSecondaryIndexUpdates is empty"));
  }
  std::set<std::string> names;
  std::optional<model::ApiError> fault;
  list->for_each_element([&](wire::JsonValue element) {
    auto update = read_entry(wire::Request(element));
    if (!update) {
      fault = std::move(update).error();
    } else if (!names.insert(update->index.name).second) {
      fault = invalid_parameter(
          "Only one global secondary index update per index is allowed simultaneously. Index: " +
          update->index.name);
    } else {
      updates.push_back(*std::move(update));
    }
    return !fault;
  });
  if (fault) return failure(*std::move(fault));
  const auto online_changes = std::count_if(updates.begin(), updates.end(), [](const auto& update) {
    return update.action != IndexAction::update;
  });
  if (online_changes > 1) return failure(one_online_index_error());
  for (const IndexUpdate& update : updates) DYNAROCKS_TRY(check_update(update, definitions));
  return updates;
}

}  // namespace dynarocks::operations
