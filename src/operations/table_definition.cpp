#include "operations/table_definition.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

#include "operations/capacity_quotas.h"
#include "operations/invalid_parameter.h"
#include "operations/sse_specification.h"
#include "operations/table_tags.h"
#include "operations/unsupported_member.h"

namespace dynarocks::operations {
namespace {

using model::ApiResult;
using model::BillingMode;

TableDefinition read_definition(const wire::Request& request) {
  TableDefinition definition;
  definition.schema = read_table_schema(request);
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
  return check_units_in_bounds(*definition.provisioned);
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

ApiResult<void> check_stream(const wire::Request& request) {
  const auto stream = request.structure("StreamSpecification");
  if (!stream) return {};
  const bool enabled = stream->boolean("StreamEnabled").value_or(false);
  if (enabled && !stream->has("StreamViewType")) {
    return failure(invalid_parameter(
        "Table is being created with a stream enabled, UpdateViewType is required"));
  }
  if (!enabled && stream->has("StreamViewType")) {
    return failure(invalid_parameter(
        "Table is being created with a stream disabled, UpdateViewType should not be specified"));
  }
  return {};
}

ApiResult<void> check_caps(const TableDefinition& definition) {
  if (definition.billing_mode == BillingMode::PROVISIONED && has_caps(definition.caps)) {
    return failure(invalid_parameter(std::string(first_cap(definition.caps))
                                         .append(" for OnDemandThroughput cannot be specified when "
                                                 "table BillingMode is PROVISIONED.")));
  }
  return check_caps_in_range(definition.caps, false);
}

ApiResult<void> check_warm_units(std::string_view member, std::string_view provisioned_member,
                                 std::optional<std::int64_t> requested, std::int64_t least,
                                 BillingMode billing_mode) {
  if (!requested || *requested >= least) return {};
  std::string detail = "Requested ";
  detail.append(member).append(" for WarmThroughput for table is lower than ");
  if (billing_mode == BillingMode::PROVISIONED) {
    detail.append(provisioned_member).append(" of ProvisionedThroughput");
  } else {
    detail.append(
        "initial throughput for OnDemand. See: "
        "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/"
        "on-demand-capacity-mode.html#on-demand-capacity-mode-initial");
  }
  return failure(invalid_parameter(detail));
}

ApiResult<void> check_warm_throughput(const TableDefinition& definition) {
  const auto least = initial_warm_throughput(definition);
  DYNAROCKS_TRY(check_warm_units("ReadUnitsPerSecond", "ReadCapacityUnits",
                                 definition.warm.read_units_per_second, least.read_units_per_second,
                                 definition.billing_mode));
  return check_warm_units("WriteUnitsPerSecond", "WriteCapacityUnits",
                          definition.warm.write_units_per_second, least.write_units_per_second,
                          definition.billing_mode);
}

/// Refuses what no part of the server does yet.
ApiResult<void> check_supported(const wire::Request& request, bool kms) {
  for (const std::string_view member :
       {"LocalSecondaryIndexes", "GlobalSecondaryIndexes", "VectorIndexes", "ResourcePolicy",
        "GlobalTableSourceArn", "GlobalTableSettingsReplicationMode"}) {
    if (request.has(member)) return failure(unsupported_member(member));
  }
  const auto stream = request.structure("StreamSpecification");
  if (stream && stream->boolean("StreamEnabled") == true) {
    return failure(unsupported_member("StreamSpecification"));
  }
  if (kms) return failure(unsupported_member("SSESpecification"));
  return {};
}

}  // namespace

model::WarmThroughput initial_warm_throughput(const TableDefinition& definition) {
  if (definition.provisioned) return {definition.provisioned->read, definition.provisioned->write};
  return {on_demand_warm_read_units, on_demand_warm_write_units};
}

ApiResult<TableDefinition> read_table_definition(const wire::Request& request) {
  TableDefinition definition = read_definition(request);
  DYNAROCKS_TRY(check_billing(definition));
  DYNAROCKS_TRY(check_key_schema(definition.schema));
  DYNAROCKS_TRY(check_definitions_unique(definition.schema));
  if (!has_indexes(request)) DYNAROCKS_TRY(check_definitions_match_key(definition.schema));
  for (const std::string_view member : index_members) {
    DYNAROCKS_TRY(check_list_not_empty(request, member));
  }
  DYNAROCKS_TRY(check_stream(request));
  DYNAROCKS_TRY(check_caps(definition));
  DYNAROCKS_TRY(check_warm_throughput(definition));
  DYNAROCKS_ASSIGN(const bool kms, asks_for_kms(request));
  DYNAROCKS_ASSIGN(definition.tags, read_tags(request));
  DYNAROCKS_TRY(check_supported(request, kms));
  return definition;
}

}  // namespace dynarocks::operations
