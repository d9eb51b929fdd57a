#include "model/consumed_capacity.h"

#include <algorithm>
#include <numeric>

namespace dynarocks::model {

void ConsumedCapacity::add_index(std::string_view index_name, bool is_global, double units) {
  if (units == 0) return;
  const auto known = std::find_if(indexes_.begin(), indexes_.end(), [&](const auto& index) {
    return index.index_name == index_name;
  });
  if (known != indexes_.end()) {
    known->units += units;
  } else {
    indexes_.push_back({std::string(index_name), is_global, units});
  }
}

void ConsumedCapacity::add(const ConsumedCapacity& other) {
  table_units_ += other.table_units_;
  for (const IndexCapacity& index : other.indexes_) {
    add_index(index.index_name, index.is_global, index.units);
  }
}

double ConsumedCapacity::total_units() const {
  return std::accumulate(
      indexes_.begin(), indexes_.end(), table_units_,
      [](double units, const IndexCapacity& index) { return units + index.units; });
}

}  // namespace dynarocks::model
