#pragma once
// Secondary indexes as the control plane knows them. ItemCount and IndexSizeBytes are not here; the
// engine keeps them (engine/catalog.h).

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/key_schema.h"
#include "model/throughput.h"

namespace dynarocks::model {

enum class IndexStatus : std::uint8_t { CREATING, ACTIVE, UPDATING, DELETING };
enum class ProjectionType : std::uint8_t { ALL, KEYS_ONLY, INCLUDE };

/// Which attributes an index entry holds beside the keys of the table and of the index.
struct IndexProjection {
  ProjectionType type = ProjectionType::ALL;
  std::vector<std::string> non_key_attributes;  // INCLUDE alone; sorted
};

/// What local and global secondary indexes have in common: all of a local one.
struct SecondaryIndex {
  /// Names the index's rows in the table's space; from 1, never reused in one table.
  std::uint32_t id = 0;
  std::string name;
  std::vector<KeySchemaElement> key_schema;  // HASH first
  IndexProjection projection;
};

/// The throughput an index gets when its update ends.
struct IndexThroughput {
  ProvisionedThroughput provisioned_throughput;
  WarmThroughput warm_throughput;
  OnDemandThroughput on_demand_throughput;
};

struct GlobalSecondaryIndex {
  SecondaryIndex index;
  IndexStatus status = IndexStatus::ACTIVE;
  /// Only while UpdateTable's index is CREATING: false before the table's items are read into it,
  /// then true.
  std::optional<bool> backfilling;
  ProvisionedThroughput provisioned_throughput;
  WarmThroughput warm_throughput;
  OnDemandThroughput on_demand_throughput;
  /// While a change of its throughput is under way: until then the members above are the old ones.
  std::optional<IndexThroughput> pending;
};

}  // namespace dynarocks::model
