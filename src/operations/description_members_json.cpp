#include "operations/description_members_json.h"

#include "operations/table_throughput.h"

namespace dynarocks::operations {

void write_timestamp(wire::JsonWriter& json, std::string_view name,
                     std::optional<EpochMillis> time) {
  if (time) json.key(name).timestamp(*time);
}

void write_key_schema(wire::JsonWriter& json, const std::vector<model::KeySchemaElement>& schema) {
  json.key("KeySchema").begin_array();
  for (const auto& element : schema) {
    json.begin_object();
    json.key("AttributeName").string(element.attribute_name);
    json.key("KeyType").string(element.key_type == model::KeyType::HASH ? "HASH" : "RANGE");
    json.end_object();
  }
  json.end_array();
}

void write_provisioned_throughput(wire::JsonWriter& json,
                                  const model::ProvisionedThroughput& throughput, EpochMillis now) {
  json.key("ProvisionedThroughput").begin_object();
  write_timestamp(json, "LastIncreaseDateTime", throughput.last_increase);
  write_timestamp(json, "LastDecreaseDateTime", throughput.last_decrease);
  json.key("NumberOfDecreasesToday").integer(decreases_today(throughput, now));
  json.key("ReadCapacityUnits").integer(throughput.read_capacity_units);
  json.key("WriteCapacityUnits").integer(throughput.write_capacity_units);
  json.end_object();
}

void write_on_demand_throughput(wire::JsonWriter& json, const model::OnDemandThroughput& caps) {
  if (!has_caps(caps)) return;
  json.key("OnDemandThroughput").begin_object();
  if (caps.max_read_request_units) {
    json.key("MaxReadRequestUnits").integer(*caps.max_read_request_units);
  }
  if (caps.max_write_request_units) {
    json.key("MaxWriteRequestUnits").integer(*caps.max_write_request_units);
  }
  json.end_object();
}

void write_warm_throughput(wire::JsonWriter& json, const model::WarmThroughput& warm,
                           std::string_view status) {
  json.key("WarmThroughput").begin_object();
  json.key("ReadUnitsPerSecond").integer(warm.read_units_per_second);
  json.key("WriteUnitsPerSecond").integer(warm.write_units_per_second);
  json.key("Status").string(status);
  json.end_object();
}

}  // namespace dynarocks::operations
