#include "operations/table_definition.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

#include "operations/invalid_parameter.h"
#include "operations/stream_specification.h"
#include "operations/table_tags.h"
#include "operations/unsupported_member.h"
#include "operations/warm_throughput.h"

namespace dynarocks::operations {
namespace {

using model::ApiResult;
using model::BillingMode;

TableDefinition read_definition(const wire::Request& request) {
  TableDefinition definition;
  definition.schema = read_table_schema(request);
  definition.indexes.local = read_index_definitions(request, "LocalSecondaryIndexes");
  definition.indexes.global = read_index_definitions(request, "GlobalSecondaryIndexes");
  definition.billing_mode = read_billing_mode(request).value_or(BillingMode::PROVISIONED);
  definition.provisioned = read_provisioned_throughput(request);
  definition.caps = read_on_demand_throughput(request);
  definition.warm = read_warm_throughput(request);
  // STANDARD chosen at creation is not remembered as a choice.
  if (request.string("TableClass") == "STANDARD_INFREQUENT_ACCESS") {
    definition.table_class = model::TableClass::STANDARD_INFREQUENT_ACCESS;
  }
  definition.deletion_protection_enabled =
      request.boolean("DeletionProtectionEnabled").value_or(false);
  return definition;
}

ApiResult<void> check_billing(const TableDefinition& definition) {
  if (definition.billing_mode == BillingMode::PAY_PER_REQUEST) {
    if (definition.provisioned) return failure(provisioned_on_demand_error());
    return {};
  }
  if (!definition.provisioned) {
    return failure(
        invalid_parameter("ReadCapacityUnits and WriteCapacityUnits must both be specified when "
                          "BillingMode is PROVISIONED"));
  }
  return check_units_in_bounds(*definition.provisioned, {});
}

ApiResult<void> check_index_units(const IndexLists& indexes) {
  for (const auto& index : indexes.global) {
    if (index.provisioned) DYNAROCKS_TRY(check_units_in_bounds(*index.provisioned, index.name));
  }
  return {};
}

ApiResult<void> check_list_not_empty(const wire::Request& request, std::string_view member) {
  const auto list = request.member(member);
  if (!list || list->size() > 0) return {};
  return failure(invalid_parameter(std::string("List of ").append(member).append(" is empty")));
}

constexpr std::string_view index_members[] = {"LocalSecondaryIndexes", "GlobalSecondaryIndexes",
                                              "VectorIndexes"};

bool has_indexes(const wire::Request& request) {
  return std::any_of(std::begin(index_members), std::end(index_members),
                     [&](std::string_view member) { return request.has(member); });
}

ApiResult<void> check_indexes(const wire::Request& request, const TableDefinition& definition) {
  if (!has_indexes(request)) return check_definitions_match_key(definition.schema);
  DYNAROCKS_TRY(check_list_not_empty(request, "LocalSecondaryIndexes"));
  DYNAROCKS_TRY(check_local_index_keys(definition.indexes, definition.schema));
  DYNAROCKS_TRY(check_list_not_empty(request, "GlobalSecondaryIndexes"));
  DYNAROCKS_TRY(check_global_index_keys(definition.indexes, definition.schema));
  DYNAROCKS_TRY(check_list_not_empty(request, "VectorIndexes"));
  // A vector index may use definitions, too.
  if (!request.has("VectorIndexes")) {
    DYNAROCKS_TRY(check_definitions_used(definition.indexes, definition.schema));
  }
  return check_index_lists(definition.indexes, definition.billing_mode);
}

/// Of the table, or of the index when one is named.
ApiResult<void> check_caps(const model::OnDemandThroughput& caps, BillingMode billing_mode,
                           std::string_view index) {
  if (billing_mode == BillingMode::PROVISIONED && has_caps(caps)) {
    std::string detail(first_cap(caps));
    detail.append(" for OnDemandThroughput");
    if (!index.empty()) detail.append(" for index: ").append(index);
    return failure(
        invalid_parameter(detail + " cannot be specified when table BillingMode is PROVISIONED."));
  }
  return check_caps_in_range(caps, false, index);
}

/// Caps of the table and of its indexes, then warm throughput.
ApiResult<void> check_throughput(const TableDefinition& definition) {
  const BillingMode mode = definition.billing_mode;
  DYNAROCKS_TRY(check_caps(definition.caps, mode, {}));
  for (const auto& index : definition.indexes.global) {
    DYNAROCKS_TRY(check_caps(index.caps, mode, index.name));
  }
  DYNAROCKS_TRY(check_warm_throughput(definition.warm, definition.provisioned, mode, {}));
  for (const auto& index : definition.indexes.global) {
    DYNAROCKS_TRY(check_warm_throughput(index.warm, index.provisioned, mode, index.name));
  }
  return {};
}

/// Refuses what no part of the server does yet.
ApiResult<void> check_supported(const wire::Request& request) {
  for (const std::string_view member :
       {"VectorIndexes", "GlobalTableSourceArn", "GlobalTableSettingsReplicationMode"}) {
    if (request.has(member)) return failure(unsupported_member(member));
  }
  return {};
}

}  // namespace

ApiResult<TableDefinition> read_table_definition(const wire::Request& request) {
  TableDefinition definition = read_definition(request);
  DYNAROCKS_TRY(check_billing(definition));
  DYNAROCKS_TRY(check_index_units(definition.indexes));
  DYNAROCKS_TRY(check_key_schema(definition.schema));
  DYNAROCKS_TRY(check_definitions_unique(definition.schema));
  DYNAROCKS_TRY(check_indexes(request, definition));
  DYNAROCKS_ASSIGN(definition.stream_view_type, read_stream_of_new_table(request));
  DYNAROCKS_TRY(check_throughput(definition));
  DYNAROCKS_ASSIGN(definition.encryption, read_encryption(request));
  DYNAROCKS_ASSIGN(definition.tags, read_tags(request));
  DYNAROCKS_TRY(check_supported(request));
  return definition;
}

}  // namespace dynarocks::operations
