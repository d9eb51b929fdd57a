#include "operations/transact_capacity.h"

#include <algorithm>

namespace dynarocks::operations {

void TransactCapacity::add(const TransactTarget& target, const model::ConsumedCapacity& single) {
  constexpr double transaction_factor = 2;
  const auto known = std::find_if(tables_.begin(), tables_.end(), [&](const TableUnits& entry) {
    return entry.table == target.table.get();
  });
  TableUnits& entry =
      known != tables_.end()
          ? *known
          : tables_.emplace_back(TableUnits{target.table.get(), target.identifier, {}});
  entry.capacity.add(single);
  entry.capacity.add_table((transaction_factor - 1) * single.table_units());
}

void TransactCapacity::write(wire::JsonWriter& json, ReturnConsumedCapacity detail,
                             std::string_view units_member) const {
  if (detail == ReturnConsumedCapacity::none) return;
  json.key("ConsumedCapacity").begin_array();
  for (const TableUnits& entry : tables_) {
    write_consumed_capacity(json, detail, entry.identifier, entry.capacity, units_member);
  }
  json.end_array();
}

}  // namespace dynarocks::operations
