#include "operations/index_list_rules.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "model/limits.h"
#include "operations/hash_set_order.h"
#include "operations/index_key_rules.h"
#include "operations/invalid_parameter.h"

namespace dynarocks::operations {

using model::ApiResult;
using model::BillingMode;

namespace {

/// Names of all indexes seen so far, and of the attributes they project by name.
struct Seen {
  std::set<std::string_view> names;
  std::size_t projected = 0;
};

ApiResult<void> check_name(const IndexDefinition& index, Seen& seen) {
  if (seen.names.insert(index.name).second) return {};
  return failure(invalid_parameter("Duplicate index name: " + index.name));
}

ApiResult<void> check_index_projection(const IndexDefinition& index, Seen& seen) {
  DYNAROCKS_TRY(check_projection(index.projection));
  const auto& names = index.projection.non_key_attributes;
  seen.projected += names ? names->size() : 0;
  return check_projected_total(seen.projected);
}

ApiResult<void> check_throughput(const IndexDefinition& index, BillingMode billing_mode) {
  const bool on_demand = billing_mode == BillingMode::PAY_PER_REQUEST;
  if (on_demand && index.provisioned) {
    return failure(invalid_parameter("ProvisionedThroughput should not be specified for index: " +
                                     index.name + " when BillingMode is PAY_PER_REQUEST"));
  }
  if (!on_demand && !index.provisioned) {
    return failure(
        invalid_parameter("ProvisionedThroughput is not specified for index: " + index.name));
  }
  return {};
}

/// What a look at each key costs grows with the definitions, so a list that is too long, which is
/// told later, is not looked through to its end.
std::span<const IndexDefinition> judged(const std::vector<IndexDefinition>& list,
                                        std::size_t most) {
  return std::span(list).first(std::min(list.size(), most + 1));
}

void add_names(const std::vector<model::KeySchemaElement>& key,
               std::vector<std::string_view>& names) {
  for (const auto& element : key) names.push_back(element.attribute_name);
}

}  // namespace

ApiResult<void> check_local_index_keys(const IndexLists& indexes, const TableSchema& table) {
  if (!indexes.local.empty() && table.key_schema.size() < 2) {
    return failure(
        invalid_parameter("Table KeySchema does not have a range key, which is required when "
                          "specifying a LocalSecondaryIndex"));
  }
  for (const auto& index : judged(indexes.local, model::limits::local_secondary_indexes)) {
    DYNAROCKS_TRY(check_local_index_key(index, table));
  }
  return {};
}

ApiResult<void> check_global_index_keys(const IndexLists& indexes, const TableSchema& table) {
  for (const auto& index : judged(indexes.global, model::limits::global_secondary_indexes)) {
    DYNAROCKS_TRY(check_global_index_key(index, table.attribute_definitions));
  }
  return {};
}

ApiResult<void> check_definitions_used(const IndexLists& indexes, const TableSchema& table) {
  std::vector<std::string_view> used;
  add_names(table.key_schema, used);
  for (const auto& index : indexes.local) add_names(index.key_schema, used);
  for (const auto& index : indexes.global) add_names(index.key_schema, used);
  const std::set<std::string_view> distinct(used.begin(), used.end());
  // Both are without duplicates, and every used name is defined.
  if (distinct.size() == table.attribute_definitions.size()) return {};
  std::vector<std::string_view> defined;
  for (const auto& definition : table.attribute_definitions) {
    defined.push_back(definition.attribute_name);
  }
  return failure(invalid_parameter(
      "Some AttributeDefinitions are not used. "
      "AttributeDefinitions: [" +
      sized_hash_set_text(defined) + "], keys used: [" + grown_hash_set_text(used) + "]"));
}

ApiResult<void> check_index_lists(const IndexLists& indexes, BillingMode billing_mode) {
  Seen seen;
  for (const auto& index : indexes.local) {
    DYNAROCKS_TRY(check_index_projection(index, seen));
    DYNAROCKS_TRY(check_name(index, seen));
  }
  if (indexes.local.size() > model::limits::local_secondary_indexes) {
    return failure(
        invalid_parameter("Number of LocalSecondaryIndexes exceeds per-table limit of 5"));
  }
  for (const auto& index : indexes.global) {
    DYNAROCKS_TRY(check_index_projection(index, seen));
    DYNAROCKS_TRY(check_throughput(index, billing_mode));
    DYNAROCKS_TRY(check_name(index, seen));
  }
  if (indexes.global.size() > model::limits::global_secondary_indexes) {
    return failure(
        invalid_parameter("GlobalSecondaryIndex count exceeds the per-table limit of 20"));
  }
  return {};
}

}  // namespace dynarocks::operations
