#pragma once
// The table a CreateTable request defines: its members as values, and every rule that the request
// alone decides.

#include <optional>
#include <vector>

#include "model/api_error.h"
#include "model/table_description.h"
#include "operations/index_list_rules.h"
#include "operations/sse_specification.h"
#include "operations/table_schema.h"
#include "operations/table_throughput.h"
#include "wire/request.h"

namespace dynarocks::operations {

struct TableDefinition {
  TableSchema schema;
  IndexLists indexes;
  model::BillingMode billing_mode = model::BillingMode::PROVISIONED;
  std::optional<CapacityUnits> provisioned;
  model::OnDemandThroughput caps;
  WarmThroughputRequest warm;
  /// Only a class other than STANDARD.
  std::optional<model::TableClass> table_class;
  bool deletion_protection_enabled = false;
  std::vector<model::Tag> tags;
  std::optional<model::StreamViewType> stream_view_type;
  std::optional<EncryptionRequest> encryption;
};

/// Checks in the order of AWS. Errors: ValidationException of the first rule broken; when none is,
/// the refusal of what this version cannot make (unsupported_member.h).
[[nodiscard]] model::ApiResult<TableDefinition> read_table_definition(const wire::Request& request);

}  // namespace dynarocks::operations
