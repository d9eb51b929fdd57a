#pragma once
// What an UpdateTable request asks for, after every rule that the request alone decides: that it
// asks for something, that it asks for one concern only, and that its values are possible.

#include <optional>
#include <vector>

#include "model/api_error.h"
#include "model/table_description.h"
#include "operations/index_updates.h"
#include "operations/sse_specification.h"
#include "operations/stream_specification.h"
#include "operations/table_throughput.h"
#include "wire/request.h"

namespace dynarocks::operations {

/// A member is set when the request asks for that change.
struct UpdateTableRequest {
  std::optional<model::BillingMode> billing_mode;
  std::optional<CapacityUnits> provisioned;
  model::OnDemandThroughput caps;  // -1 removes a cap
  WarmThroughputRequest warm;
  std::optional<model::TableClass> table_class;
  std::optional<bool> deletion_protection_enabled;
  std::vector<IndexUpdate> index_updates;
  /// Of new indexes' keys; the others are ignored.
  std::vector<model::AttributeDefinition> attribute_definitions;
  std::optional<StreamChange> stream;
  std::optional<EncryptionRequest> encryption;
};

/// Errors: ValidationException of the first rule broken, LimitExceededException for two index
/// creations or deletions; when no rule is broken, the refusal of what this version cannot change
/// (unsupported_member.h).
[[nodiscard]] model::ApiResult<UpdateTableRequest> read_update_table_request(
    const wire::Request& request);

}  // namespace dynarocks::operations
