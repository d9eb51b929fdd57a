#include "operations/index_change.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "operations/capacity_quotas.h"
#include "operations/index_creation.h"
#include "operations/index_in_use.h"
#include "operations/index_lookup.h"
#include "operations/index_mode_rules.h"
#include "operations/invalid_parameter.h"
#include "operations/throughput_change.h"

namespace dynarocks::operations {

using model::ApiResult;
using model::BillingMode;
using model::GlobalSecondaryIndex;
using model::IndexStatus;
using model::TableDescription;

namespace {

/// The index an update or a deletion (`verb`) names.
ApiResult<GlobalSecondaryIndex*> existing(TableDescription& table, const std::string& name,
                                          std::string_view verb) {
  if (GlobalSecondaryIndex* index = find_global_index(table, name)) return index;
  if (has_local_index(table, name)) {
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

// Delete.

ApiResult<void> delete_index(TableChange& change, const std::string& name) {
  DYNAROCKS_ASSIGN(GlobalSecondaryIndex* const index, existing(change.table, name, "delete"));
  DYNAROCKS_TRY(check_index_deletable(change.table, *index));
  DYNAROCKS_TRY(check_no_online_index(change.table, index));
  for (TableDescription* changed : {&change.table, &change.answer}) {
    GlobalSecondaryIndex* const deleted = find_global_index(*changed, name);
    deleted->status = IndexStatus::DELETING;
    deleted->backfilling.reset();
    changed->status = model::TableStatus::UPDATING;
  }
  return {};
}

// Update.

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
  GlobalSecondaryIndex& answered = *find_global_index(change.answer, update.name);
  DYNAROCKS_TRY(check_update_mode(update, change.table.billing_mode));
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
