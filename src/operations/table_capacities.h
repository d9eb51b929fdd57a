#pragma once
// ConsumedCapacity of a request about several tables: one entry for each, in order of first
// mention.

#include <string_view>
#include <vector>

#include "engine/table.h"
#include "operations/consumed_capacity_json.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {

class TableCapacities {
 public:
  /// `identifier` is the table as the caller wrote it; it and the table outlive the capacities.
  void add(const engine::Table& table, std::string_view identifier,
           const model::ConsumedCapacity& capacity);

  /// The member, if `detail` asks for it. `transaction_units` as for write_consumed_capacity.
  void write(wire::JsonWriter& json, ReturnConsumedCapacity detail,
             std::string_view transaction_units = {}) const;

 private:
  struct TableUnits {
    const engine::Table* table;
    std::string_view identifier;
    model::ConsumedCapacity capacity;
  };
  std::vector<TableUnits> tables_;
};

}  // namespace dynarocks::operations
