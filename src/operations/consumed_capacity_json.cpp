#include "operations/consumed_capacity_json.h"

namespace dynarocks::operations {

ReturnConsumedCapacity return_consumed_capacity(const wire::Request& request) {
  const auto text = request.string("ReturnConsumedCapacity");
  if (text == "TOTAL") return ReturnConsumedCapacity::total;
  if (text == "INDEXES") return ReturnConsumedCapacity::indexes;
  return ReturnConsumedCapacity::none;
}

void write_consumed_capacity(wire::JsonWriter& json, ReturnConsumedCapacity detail,
                             std::string_view table_name, double units) {
  json.begin_object();
  json.key("TableName").string(table_name);
  json.key("CapacityUnits").units(units);
  if (detail == ReturnConsumedCapacity::indexes) {
    json.key("Table").begin_object().key("CapacityUnits").units(units).end_object();
  }
  json.end_object();
}

void write_transaction_capacity(wire::JsonWriter& json, ReturnConsumedCapacity detail,
                                std::string_view table_name, std::string_view units_member,
                                double units) {
  json.begin_object();
  json.key("TableName").string(table_name);
  json.key("CapacityUnits").units(units).key(units_member).units(units);
  if (detail == ReturnConsumedCapacity::indexes) {
    json.key("Table").begin_object();
    json.key("CapacityUnits").units(units).key(units_member).units(units);
    json.end_object();
  }
  json.end_object();
}

}  // namespace dynarocks::operations
