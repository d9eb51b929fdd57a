#pragma once
// An index as a request defines it: an element of LocalSecondaryIndexes or GlobalSecondaryIndexes,
// or the Create of GlobalSecondaryIndexUpdates.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/secondary_index.h"
#include "operations/index_projection.h"
#include "operations/table_throughput.h"
#include "wire/request.h"

namespace dynarocks::operations {

struct IndexDefinition {
  std::string name;
  std::vector<model::KeySchemaElement> key_schema;
  ProjectionRequest projection;
  // Of global indexes alone:
  std::optional<CapacityUnits> provisioned;
  model::OnDemandThroughput caps;
  WarmThroughputRequest warm;
};

[[nodiscard]] IndexDefinition read_index_definition(const wire::Request& index);
/// The elements of the list `member`; none when it is absent.
[[nodiscard]] std::vector<IndexDefinition> read_index_definitions(const wire::Request& request,
                                                                  std::string_view member);

/// Checked definitions as they are stored.
[[nodiscard]] model::SecondaryIndex stored_index(IndexDefinition definition, std::uint32_t id);
/// ACTIVE.
[[nodiscard]] model::GlobalSecondaryIndex stored_global_index(IndexDefinition definition,
                                                              std::uint32_t id);

}  // namespace dynarocks::operations
