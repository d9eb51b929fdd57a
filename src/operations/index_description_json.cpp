#include "operations/index_description_json.h"

#include <string>

#include "operations/description_members_json.h"

namespace dynarocks::operations {
namespace {

std::string_view status_name(model::IndexStatus status) {
  switch (status) {
    case model::IndexStatus::CREATING:
      return "CREATING";
    case model::IndexStatus::UPDATING:
      return "UPDATING";
    case model::IndexStatus::DELETING:
      return "DELETING";
    case model::IndexStatus::ACTIVE:
      break;
  }
  return "ACTIVE";
}

std::string_view projection_name(model::ProjectionType type) {
  switch (type) {
    case model::ProjectionType::KEYS_ONLY:
      return "KEYS_ONLY";
    case model::ProjectionType::INCLUDE:
      return "INCLUDE";
    case model::ProjectionType::ALL:
      break;
  }
  return "ALL";
}

/// The members both kinds have, up to the status.
void write_definition(wire::JsonWriter& json, const model::SecondaryIndex& index) {
  json.key("IndexName").string(index.name);
  write_key_schema(json, index.key_schema);
  json.key("Projection").begin_object();
  json.key("ProjectionType").string(projection_name(index.projection.type));
  if (!index.projection.non_key_attributes.empty()) {
    json.key("NonKeyAttributes").begin_array();
    for (const std::string& name : index.projection.non_key_attributes) json.string(name);
    json.end_array();
  }
  json.end_object();
}

void write_counters_and_arn(wire::JsonWriter& json, const model::SecondaryIndex& index,
                            std::string_view table_arn, const IndexAnswer& answer) {
  json.key("IndexSizeBytes").integer(answer.size_bytes);
  json.key("ItemCount").integer(answer.item_count);
  json.key("IndexArn").string(std::string(table_arn).append("/index/").append(index.name));
}

}  // namespace

void write_local_index(wire::JsonWriter& json, const model::SecondaryIndex& index,
                       std::string_view table_arn, const IndexAnswer& answer) {
  json.begin_object();
  write_definition(json, index);
  write_counters_and_arn(json, index, table_arn, answer);
  json.end_object();
}

void write_global_index(wire::JsonWriter& json, const model::GlobalSecondaryIndex& index,
                        std::string_view table_arn, const IndexAnswer& answer, EpochMillis now) {
  json.begin_object();
  write_definition(json, index.index);
  json.key("IndexStatus").string(status_name(index.status));
  if (index.backfilling) json.key("Backfilling").boolean(*index.backfilling);
  write_provisioned_throughput(json, index.provisioned_throughput, now);
  write_counters_and_arn(json, index.index, table_arn, answer);
  write_on_demand_throughput(json, index.on_demand_throughput);
  if (answer.warm_throughput_status) {
    write_warm_throughput(json, index.warm_throughput, status_name(*answer.warm_throughput_status));
  }
  json.end_object();
}

}  // namespace dynarocks::operations
