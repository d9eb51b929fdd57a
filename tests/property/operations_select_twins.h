#pragma once
// Random reads said twice: as a SELECT, and as the Query or Scan that means the same.

#include <algorithm>
#include <string>
#include <vector>

#include "operations_statement_twins.h"

namespace dynarocks::operations {

/// The attributes that a read of the index (nullptr: the table) sees, without those of its key.
inline std::vector<std::string> filterable(const TableModel& table, const IndexModel* index) {
  std::vector<std::string> names = all_data();
  if (index != nullptr && index->projection != "ALL") {
    names = index->included;
    for (const KeyPart& part : index->key) names.push_back(part.name);
  }
  if (index != nullptr) {
    for (const KeyPart& part : table.key) names.push_back(part.name);
  }
  const std::vector<KeyPart>& key = index == nullptr ? table.key : index->key;
  std::erase_if(names, [&key](const std::string& name) {
    return std::any_of(key.begin(), key.end(),
                       [&name](const KeyPart& part) { return part.name == name; });
  });
  return names;
}

class SelectTwins {
 public:
  SelectTwins(Random& random, const TableModel& table, const std::string& name)
      : random_(random), table_(table), name_(name) {}

  Twin make() {
    choose_index();
    choose_projection();
    twin_.statement += " FROM " + quoted(name_);
    if (index_ != nullptr) {
      twin_.statement += "." + quoted(index_->name);
      twin_.request["IndexName"] = index_->name;
    }
    twin_.can_be_limited = true;
    const bool is_query = random_.chance(60);
    twin_.operation = is_query ? "Query" : "Scan";
    if (is_query) add_key_condition();
    add_filter(is_query);
    if (is_query && key().size() > 1 && random_.chance(40)) {
      const bool forward = random_.chance(30);
      twin_.statement += " ORDER BY " + key().back().name + (forward ? " ASC" : " DESC");
      twin_.request["ScanIndexForward"] = forward;
    }
    return std::move(twin_);
  }

 private:
  [[nodiscard]] const std::vector<KeyPart>& key() const {
    return index_ == nullptr ? table_.key : index_->key;
  }

  /// PartiQL does not read indexes with several attributes of one kind.
  static bool has_simple_key(const IndexModel& index) {
    const auto hashes = std::count_if(index.key.begin(), index.key.end(),
                                      [](const KeyPart& part) { return part.is_hash; });
    return hashes == 1 && index.key.size() <= 2;
  }

  void choose_index() {
    std::vector<const IndexModel*> indexes(2, nullptr);
    for (const IndexModel& index : table_.indexes) {
      if (has_simple_key(index)) indexes.push_back(&index);
    }
    index_ = random_.one_of(indexes);
  }

  void choose_projection() {
    twin_.statement = "SELECT *";
    if (!random_.chance(40)) return;
    std::string names;
    for (const char* name : {"pk", "a", "d", "x"}) {
      if (random_.chance(50)) names += (names.empty() ? "" : ", ") + std::string(name);
    }
    if (names.empty()) return;
    twin_.statement = "SELECT " + names;
    twin_.request["ProjectionExpression"] = names;
  }

  void add_key_condition() {
    const std::string& hash = key().front().name;
    twin_.statement += " WHERE " + hash + " = ?";
    std::string native = hash + " = " + twin_.value(value_of(random_, hash));
    if (key().size() > 1 && random_.chance(60)) {
      const TwinText range = range_condition(key().back().name);
      twin_.statement += " AND " + range.statement;
      native += " AND " + range.native;
    } else if (key().size() == 1 && index_ == nullptr) {
      twin_.can_be_limited = false;
    }
    twin_.request["KeyConditionExpression"] = native;
  }

  TwinText range_condition(const std::string& range) {
    if (is_text(range) && random_.chance(30)) {
      const std::string start = "begins_with(" + range + ", ";
      return {start + "?)", start + twin_.value(text("b")) + ")"};
    }
    if (random_.chance(20)) {
      const Json bound = value_of(random_, range);
      const std::string low = twin_.value(bound);
      return {range + " BETWEEN ? AND ?", range + " BETWEEN " + low + " AND " + twin_.value(bound)};
    }
    TwinText comparison = random_comparison(random_, twin_, range);
    if (comparison.statement == range + " = ?") twin_.can_be_limited = false;
    return comparison;
  }

  void add_filter(bool is_query) {
    const std::vector<std::string> names = filterable(table_, index_);
    if (names.empty() || !random_.chance(50)) return;
    const TwinText filter = random_condition(random_, twin_, names);
    twin_.statement += (is_query ? " AND (" : " WHERE (") + filter.statement + ")";
    twin_.request["FilterExpression"] = filter.native;
  }

  Random& random_;
  const TableModel& table_;
  const std::string& name_;
  const IndexModel* index_ = nullptr;
  Twin twin_;
};

}  // namespace dynarocks::operations
