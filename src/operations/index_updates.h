#pragma once
// GlobalSecondaryIndexUpdates of UpdateTable: what the list asks for, and the rules that need no
// stored table.

#include <cstdint>
#include <vector>

#include "model/api_error.h"
#include "model/key_schema.h"
#include "operations/index_definition.h"
#include "wire/request.h"

namespace dynarocks::operations {

enum class IndexAction : std::uint8_t { update, create, remove };

struct IndexUpdate {
  IndexAction action = IndexAction::update;
  /// Of an update its name and throughput, of a deletion its name alone.
  IndexDefinition index;
};

/// Which actions a list has, whether it is right or not.
struct IndexActions {
  bool creates = false;
  bool deletes = false;
};

[[nodiscard]] IndexActions read_index_actions(const wire::Request& request);

/// One action per entry, one entry per index, at least one entry in a list that is given, and
/// possible keys, projections and throughput (ValidationException); one creation or deletion in all
/// (LimitExceededException). `definitions` are the request's.
[[nodiscard]] model::ApiResult<std::vector<IndexUpdate>> read_index_updates(
    const wire::Request& request, const std::vector<model::AttributeDefinition>& definitions);

}  // namespace dynarocks::operations
