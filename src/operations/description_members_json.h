#pragma once
// The parts that the description of a table and that of an index have in common.

#include <optional>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "model/key_schema.h"
#include "model/throughput.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {

/// Each writes one member with its value; nothing when there is nothing to show.
void write_timestamp(wire::JsonWriter& json, std::string_view name,
                     std::optional<EpochMillis> time);
void write_key_schema(wire::JsonWriter& json, const std::vector<model::KeySchemaElement>& schema);
void write_provisioned_throughput(wire::JsonWriter& json,
                                  const model::ProvisionedThroughput& throughput, EpochMillis now);
void write_on_demand_throughput(wire::JsonWriter& json, const model::OnDemandThroughput& caps);
void write_warm_throughput(wire::JsonWriter& json, const model::WarmThroughput& warm,
                           std::string_view status);

}  // namespace dynarocks::operations
