#include "operations/table_capacities.h"

#include <algorithm>

namespace dynarocks::operations {

void TableCapacities::add(const engine::Table& table, std::string_view identifier,
                          const model::ConsumedCapacity& capacity) {
  const auto known = std::find_if(tables_.begin(), tables_.end(),
                                  [&](const TableUnits& entry) { return entry.table == &table; });
  TableUnits& entry =
      known != tables_.end() ? *known : tables_.emplace_back(TableUnits{&table, identifier, {}});
  entry.capacity.add(capacity);
}

void TableCapacities::write(wire::JsonWriter& json, ReturnConsumedCapacity detail,
                            std::string_view transaction_units) const {
  if (detail == ReturnConsumedCapacity::none) return;
  json.key("ConsumedCapacity").begin_array();
  for (const TableUnits& entry : tables_) {
    write_consumed_capacity(json, detail, entry.identifier, entry.capacity, transaction_units);
  }
  json.end_array();
}

}  // namespace dynarocks::operations
