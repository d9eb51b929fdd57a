#include "operations/index_creation.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "model/limits.h"
#include "operations/index_in_use.h"
#include "operations/index_lookup.h"
#include "operations/index_mode_rules.h"
#include "operations/redefined_attribute.h"
#include "operations/warm_throughput.h"

namespace dynarocks::operations {

using model::ApiResult;
using model::GlobalSecondaryIndex;
using model::TableDescription;

namespace {

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
  DYNAROCKS_TRY(check_creation_mode(index, table.billing_mode));
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

}  // namespace

ApiResult<void> create_index(TableChange& change, const IndexDefinition& index,
                             const std::vector<model::AttributeDefinition>& definitions,
                             std::string_view region) {
  TableDescription& table = change.table;
  if (find_global_index(table, index.name) != nullptr || has_local_index(table, index.name)) {
    return failure(model::validation_error("Attempting to create an index which already exists"));
  }
  DYNAROCKS_TRY(check_new_index(table, index, definitions, region));
  GlobalSecondaryIndex created = stored_global_index(index, ++table.last_index_id);
  created.status = model::IndexStatus::CREATING;
  created.backfilling = false;
  for (TableDescription* changed : {&change.table, &change.answer}) {
    add_definitions(*changed, index.key_schema, definitions);
    changed->global_secondary_indexes.push_back(created);
    changed->status = model::TableStatus::UPDATING;
  }
  return {};
}

}  // namespace dynarocks::operations
