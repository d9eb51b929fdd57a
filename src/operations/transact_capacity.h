#pragma once
// ConsumedCapacity of a transaction: one entry for each table, in order of first mention.

#include <string_view>

#include "operations/consumed_capacity_json.h"
#include "operations/table_capacities.h"
#include "operations/transact_target.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {

class TransactCapacity {
 public:
  /// Adds what one action consumes: on the table twice the units of a single operation, on its
  /// indexes the same.
  void add(const TransactTarget& target, const model::ConsumedCapacity& single);

  /// The member, if `detail` asks for it. `units_member` is "ReadCapacityUnits" or
  /// "WriteCapacityUnits".
  void write(wire::JsonWriter& json, ReturnConsumedCapacity detail,
             std::string_view units_member) const {
    tables_.write(json, detail, units_member);
  }

 private:
  TableCapacities tables_;
};

}  // namespace dynarocks::operations
