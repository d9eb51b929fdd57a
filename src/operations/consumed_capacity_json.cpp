#include "operations/consumed_capacity_json.h"

#include <algorithm>

namespace dynarocks::operations {

ReturnConsumedCapacity return_consumed_capacity(const wire::Request& request) {
  const auto text = request.string("ReturnConsumedCapacity");
  if (text == "TOTAL") return ReturnConsumedCapacity::total;
  if (text == "INDEXES") return ReturnConsumedCapacity::indexes;
  return ReturnConsumedCapacity::none;
}

void write_consumed_capacity(wire::JsonWriter& json, ReturnConsumedCapacity detail,
                             std::string_view table_name, const model::ConsumedCapacity& capacity,
                             std::string_view transaction_units) {
  const auto write_units = [&](double units) {
    json.key("CapacityUnits").units(units);
    if (!transaction_units.empty()) json.key(transaction_units).units(units);
  };
  const auto write_indexes = [&](std::string_view member, bool is_global) {
    const auto belongs = [&](const auto& index) { return index.is_global == is_global; };
    if (std::none_of(capacity.indexes().begin(), capacity.indexes().end(), belongs)) return;
    json.key(member).begin_object();
    for (const model::IndexCapacity& index : capacity.indexes()) {
      if (!belongs(index)) continue;
      json.key(index.index_name).begin_object();
      write_units(index.units);
      json.end_object();
    }
    json.end_object();
  };
  json.begin_object();
  json.key("TableName").string(table_name);
  write_units(capacity.total_units());
  if (detail == ReturnConsumedCapacity::indexes) {
    json.key("Table").begin_object();
    write_units(capacity.table_units());
    json.end_object();
    write_indexes("LocalSecondaryIndexes", false);
    write_indexes("GlobalSecondaryIndexes", true);
  }
  json.end_object();
}

}  // namespace dynarocks::operations
