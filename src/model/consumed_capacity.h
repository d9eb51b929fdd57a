#pragma once
// Capacity units that one table and its indexes are charged. Source: reference "item operations",
// section 14.

#include <string>
#include <string_view>
#include <vector>

namespace dynarocks::model {

struct IndexCapacity {
  std::string index_name;
  bool is_global = false;
  double units = 0;
};

class ConsumedCapacity {
 public:
  ConsumedCapacity() = default;
  explicit ConsumedCapacity(double table_units) : table_units_(table_units) {}

  void add_table(double units) { table_units_ += units; }
  /// An index that consumed nothing is not shown, so nothing is added for it.
  void add_index(std::string_view index_name, bool is_global, double units);
  void add(const ConsumedCapacity& other);

  [[nodiscard]] double table_units() const { return table_units_; }
  /// In order of first mention.
  [[nodiscard]] const std::vector<IndexCapacity>& indexes() const { return indexes_; }
  /// The table and all its indexes.
  [[nodiscard]] double total_units() const;

 private:
  double table_units_ = 0;
  std::vector<IndexCapacity> indexes_;
};

}  // namespace dynarocks::model
