#pragma once
// An element of LocalSecondaryIndexes or GlobalSecondaryIndexes in a TableDescription.

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/clock.h"
#include "model/secondary_index.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {

/// What an answer says of an index beside its description.
struct IndexAnswer {
  std::int64_t item_count = 0;
  std::int64_t size_bytes = 0;
  /// WarmThroughput.Status of a global index; WarmThroughput is left out when nothing.
  std::optional<model::IndexStatus> warm_throughput_status;
};

void write_local_index(wire::JsonWriter& json, const model::SecondaryIndex& index,
                       std::string_view table_arn, const IndexAnswer& answer);

void write_global_index(wire::JsonWriter& json, const model::GlobalSecondaryIndex& index,
                        std::string_view table_arn, const IndexAnswer& answer, EpochMillis now);

}  // namespace dynarocks::operations
