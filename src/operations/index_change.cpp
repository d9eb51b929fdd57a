#include "operations/index_change.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "model/limits.h"
#include "operations/capacity_quotas.h"
#include "operations/index_in_use.h"
#include "operations/invalid_parameter.h"
#include "operations/redefined_attribute.h"
#include "operations/throughput_change.h"
#include "operations/warm_throughput.h"

namespace dynarocks::operations {

using model::ApiResult;
using model::BillingMode;
using model::GlobalSecondaryIndex;
using model::IndexStatus;
using model::TableDescription;

namespace {

GlobalSecondaryIndex* find_global(TableDescription& table, std::string_view name) {
  for (GlobalSecondaryIndex& index : table.global_secondary_indexes) {
    if (index.index.name == name) return &index;
  }
  return nullptr;
}

bool is_local(const TableDescription& table, std::string_view name) {
  return std::any_of(table.local_secondary_indexes.begin(), table.local_secondary_indexes.end(),
                     [&](const auto& index) { return index.name == name; });
}

/// The index an update or a deletion (`verb`) names.
ApiResult<GlobalSecondaryIndex*> existing(TableDescription& table, const std::string& name,
                                          std::string_view verb) {
  if (GlobalSecondaryIndex* index = find_global(table, name)) return index;
  if (is_local(table, name)) {
    return failure(model::validation_error(std::string("Cannot ").append(verb).append(
        " an index that is not a GlobalSecondaryIndex: " + name)));
  }
  return failure(model::ApiError{
      model::ErrorCode::resource_not_found,
      "Requested resource not found: Index " + name + " for table " + table.key.table_name,
      {},
      {}});
}

/// An index that is backfilled stays CREATING beside a change of its throughput.
void mark_updating(GlobalSecondaryIndex& index) {
  if (index.status == IndexStatus::ACTIVE) index.status = IndexStatus::UPDATING;
}

model::ApiError units_required(const std::string& index) {
  return invalid_parameter(
      "Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: " + index);
}

ApiResult<void> check_caps_allowed(const IndexDefinition& index, BillingMode mode) {
  if (mode == BillingMode::PAY_PER_REQUEST || !has_caps(index.caps)) return {};
  return failure(invalid_parameter(std::string(first_cap(index.caps))
                                       .append(" for OnDemandThroughput for index: ")
                                       .append(index.name)
                                       .append(" cannot be specified when the table BillingMode is "
                                               "PROVISIONED")));
}

// Create.

ApiResult<void> check_units_of_new(const IndexDefinition& index, BillingMode mode) {
  if (mode == BillingMode::PROVISIONED) {
    if (!index.provisioned) return failure(units_required(index.name));
    return {};
  }
  if (!index.provisioned) return {};
  return failure(invalid_parameter(
      "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: " + index.name +
      " when BillingMode is PAY_PER_REQUEST"));
}

std::size_t projected_names(const TableDescription& table) {
  std::size_t count = 0;
  for (const auto& local : table.local_secondary_indexes) {
    count += local.projection.non_key_attributes.size();
  }
  for (const auto& global : table.global_secondary_indexes) {
    count += global.index.projection.non_key_attributes.size();
  }
  return count;
}

/// Whatever needs the table, in the order of the texts' rank: what is wrong with the definition,
/// then what the table has no room for.
ApiResult<void> check_new_index(const TableDescription& table, const IndexDefinition& index,
                                const std::vector<model::AttributeDefinition>& definitions,
                                std::string_view region) {
  DYNAROCKS_TRY(check_not_redefined(table, index.key_schema, definitions));
  DYNAROCKS_TRY(check_units_of_new(index, table.billing_mode));
  DYNAROCKS_TRY(check_caps_allowed(index, table.billing_mode));
  DYNAROCKS_TRY(
      check_warm_throughput(index.warm, index.provisioned, table.billing_mode, index.name));
  if (const auto& names = index.projection.non_key_attributes) {
    DYNAROCKS_TRY(check_projected_total(projected_names(table) + names->size()));
  }
  DYNAROCKS_TRY(check_no_online_index(table, nullptr));
  if (table.global_secondary_indexes.size() >= model::limits::global_secondary_indexes) {
    return failure(model::ApiError{model::ErrorCode::limit_exceeded,
                                   "Subscriber limit exceeded: Number of global secondary indexes "
                                   "exceeds per-table limit of 20",
                                   {},
                                   {}});
  }
  if (index.provisioned) DYNAROCKS_TRY(check_units_quota(*index.provisioned, region, index.name));
  return check_caps_quota(index.caps, region, index.name);
}

void add_definitions(TableDescription& table, const std::vector<model::KeySchemaElement>& key,
                     const std::vector<model::AttributeDefinition>& requested) {
  auto& defined = table.attribute_definitions;
  const auto named = [](const std::string& name) {
    return [&name](const auto& definition) { return definition.attribute_name == name; };
  };
  for (const auto& element : key) {
    const auto is_it = named(element.attribute_name);
    if (std::any_of(defined.begin(), defined.end(), is_it)) continue;
    defined.push_back(*std::find_if(requested.begin(), requested.end(), is_it));
  }
  std::sort(defined.begin(), defined.end(),
            [](const auto& a, const auto& b) { return a.attribute_name < b.attribute_name; });
}

ApiResult<void> create_index(TableChange& change, const IndexDefinition& index,
                             const std::vector<model::AttributeDefinition>& definitions,
                             std::string_view region) {
  TableDescription& table = change.table;
  if (find_global(table, index.name) != nullptr || is_local(table, index.name)) {
    return failure(model::validation_error("Attempting to create an index which already exists"));
  }
  DYNAROCKS_TRY(check_new_index(table, index, definitions, region));
  GlobalSecondaryIndex created = stored_global_index(index, ++table.last_index_id);
  created.status = IndexStatus::CREATING;
  created.backfilling = false;
  for (TableDescription* changed : {&change.table, &change.answer}) {
    add_definitions(*changed, index.key_schema, definitions);
    changed->global_secondary_indexes.push_back(created);
    changed->status = model::TableStatus::UPDATING;
  }
  return {};
}

// Delete.

ApiResult<void> delete_index(TableChange& change, const std::string& name) {
  DYNAROCKS_ASSIGN(GlobalSecondaryIndex* const index, existing(change.table, name, "delete"));
  DYNAROCKS_TRY(check_index_deletable(change.table, *index));
  DYNAROCKS_TRY(check_no_online_index(change.table, index));
  for (TableDescription* changed : {&change.table, &change.answer}) {
    GlobalSecondaryIndex* const deleted = find_global(*changed, name);
    deleted->status = IndexStatus::DELETING;
    deleted->backfilling.reset();
    changed->status = model::TableStatus::UPDATING;
  }
  return {};
}

// Update.

ApiResult<void> check_update_allowed(const IndexDefinition& update, BillingMode mode) {
  const bool asks_nothing = !update.provisioned && !has_caps(update.caps) && update.warm.empty();
  if (mode == BillingMode::PAY_PER_REQUEST && (update.provisioned || asks_nothing)) {
    return failure(invalid_parameter(
        "The only Updates for index: " + update.name +
        " when TableThroughputMode is PAY_PER_REQUEST can be to OnDemandThroughput, "
        "WarmThroughput"));
  }
  if (asks_nothing) return failure(units_required(update.name));
  return check_caps_allowed(update, mode);
}

ApiResult<void> change_index_units(GlobalSecondaryIndex& stored, GlobalSecondaryIndex& answered,
                                   const IndexDefinition& update, BillingMode old_mode,
                                   std::string_view region, EpochMillis now) {
  const CapacityUnits& units = *update.provisioned;
  if (old_mode == BillingMode::PROVISIONED) {
    DYNAROCKS_TRY(change_units(stored.provisioned_throughput, answered.provisioned_throughput,
                               units, update.name, region, now));
    raise_warm_throughput(stored.warm_throughput, units);
    return {};
  }
  // The answer to a switch shows the new units.
  DYNAROCKS_TRY(check_units_quota(units, region, update.name));
  set_units(stored.provisioned_throughput, units);
  raise_warm_throughput(stored.warm_throughput, units);
  answered.provisioned_throughput = stored.provisioned_throughput;
  return {};
}

ApiResult<void> update_index(TableChange& change, const TableDescription& before,
                             const IndexDefinition& update, std::string_view region,
                             EpochMillis now) {
  DYNAROCKS_ASSIGN(GlobalSecondaryIndex* const stored,
                   existing(change.table, update.name, "update"));
  GlobalSecondaryIndex& answered = *find_global(change.answer, update.name);
  DYNAROCKS_TRY(check_update_allowed(update, change.table.billing_mode));
  // A switch of the mode has marked it already.
  const BillingMode old_mode = before.billing_mode;
  if (old_mode == change.table.billing_mode) {
    DYNAROCKS_TRY(check_index_updatable(change.table, *stored));
  }
  // Not the table as it is changed: its new index may be created by the same call.
  if (has_caps(update.caps)) DYNAROCKS_TRY(check_caps_free(before));
  if (update.provisioned) {
    DYNAROCKS_TRY(change_index_units(*stored, answered, update, old_mode, region, now));
  }
  DYNAROCKS_TRY(change_caps(stored->on_demand_throughput, answered.on_demand_throughput,
                            update.caps, update.name, region));
  DYNAROCKS_ASSIGN(const bool rises,
                   change_warm_throughput(stored->warm_throughput, update.warm, update.name));
  if (rises) change.indexes_warming.insert(update.name);
  mark_updating(*stored);
  mark_updating(answered);
  return {};
}

}  // namespace

ApiResult<void> change_indexes(TableChange& change, const TableDescription& before,
                               const UpdateTableRequest& request, std::string_view region,
                               EpochMillis now) {
  for (const IndexUpdate& update : request.index_updates) {
    switch (update.action) {
      case IndexAction::create:
        DYNAROCKS_TRY(create_index(change, update.index, request.attribute_definitions, region));
        break;
      case IndexAction::remove:
        DYNAROCKS_TRY(delete_index(change, update.index.name));
        break;
      case IndexAction::update:
        DYNAROCKS_TRY(update_index(change, before, update.index, region, now));
        break;
    }
  }
  return {};
}

ApiResult<void> switch_indexes_to_on_demand(TableChange& change, EpochMillis now) {
  auto& answered = change.answer.global_secondary_indexes;
  for (std::size_t i = 0; i < answered.size(); ++i) {
    GlobalSecondaryIndex& stored = change.table.global_secondary_indexes[i];
    DYNAROCKS_TRY(check_index_updatable(change.table, stored));
    count_decrease(stored.provisioned_throughput, now);
    set_units(stored.provisioned_throughput, {0, 0});
    raise_warm_throughput(stored.warm_throughput,
                          {on_demand_warm_read_units, on_demand_warm_write_units});
    mark_updating(stored);
    mark_updating(answered[i]);
  }
  return {};
}

ApiResult<void> switch_indexes_to_provisioned(TableChange& change,
                                              const UpdateTableRequest& request) {
  std::string missing;
  for (GlobalSecondaryIndex& index : change.table.global_secondary_indexes) {
    const auto& updates = request.index_updates;
    const bool given = std::any_of(updates.begin(), updates.end(), [&](const auto& update) {
      return update.index.name == index.index.name && update.index.provisioned;
    });
    if (!given) missing += (missing.empty() ? "" : ",") + index.index.name;
  }
  if (!missing.empty()) {
    return failure(
        invalid_parameter("ProvisionedThroughput must be specified for index: " + missing));
  }
  for (GlobalSecondaryIndex& index : change.table.global_secondary_indexes) {
    DYNAROCKS_TRY(check_index_updatable(change.table, index));
    index.on_demand_throughput = {};
    mark_updating(index);
  }
  return {};
}

}  // namespace dynarocks::operations
