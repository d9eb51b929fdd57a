#include "operations/transact_capacity.h"

namespace dynarocks::operations {

void TransactCapacity::add(const TransactTarget& target, const model::ConsumedCapacity& single) {
  constexpr double transaction_factor = 2;
  model::ConsumedCapacity capacity = single;
  capacity.add_table((transaction_factor - 1) * single.table_units());
  tables_.add(*target.table, target.identifier, capacity);
}

}  // namespace dynarocks::operations
