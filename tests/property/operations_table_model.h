#pragma once
// A table with secondary indexes as the simplest program would keep it: items as JSON in a map,
// index contents, sizes and capacity worked out anew from them each time. The operations are
// compared with it (operations_model_test.cpp), so nothing here may come from src/.

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace dynarocks::operations {

using Json = nlohmann::json;

struct KeyPart {
  std::string name;
  bool is_hash = true;
};

struct IndexModel {
  std::string name;
  bool is_global = true;
  std::vector<KeyPart> key;
  std::string projection = "ALL";
  std::vector<std::string> included;
};

inline std::size_t number_size(std::string digits) {
  const bool negative = digits.front() == '-';
  if (negative) digits.erase(0, 1);
  if (digits == "0") return 1;
  const std::size_t whole = digits.size();
  digits.erase(digits.find_last_not_of('0') + 1);
  return 1 + (std::min(whole, digits.size()) + 1) / 2 + (negative ? 1 : 0);
}

/// Bytes of a value of the types the model test uses; numbers are integers.
inline std::size_t value_size(const Json& value) {
  const std::string& type = value.begin().key();
  const Json& content = value.begin().value();
  if (type == "S") return content.get<std::string>().size();
  if (type == "N") return number_size(content.get<std::string>());
  if (type == "B") {
    const auto text = content.get<std::string>();
    return text.size() / 4 * 3 -
           static_cast<std::size_t>(std::count(text.begin(), text.end(), '='));
  }
  if (type == "BOOL") return 1;
  std::size_t size = 3;  // L
  for (const Json& element : content) size += 1 + value_size(element);
  return size;
}

inline std::size_t item_size(const Json& item) {
  std::size_t size = 0;
  for (const auto& [name, value] : item.items()) size += name.size() + value_size(value);
  return size;
}

inline double blocks(std::size_t bytes, std::size_t block) {
  return static_cast<double>(std::max<std::size_t>(1, (bytes + block - 1) / block));
}

/// The attributes of a key, in the order of the schema, as one text to compare by equality.
inline std::string key_text(const Json& item, const std::vector<KeyPart>& key) {
  std::string text;
  for (const KeyPart& part : key) text += item.at(part.name).dump() + "|";
  return text;
}

/// DynamoDB's order of two values of one key type; the binary values in use order as their base64.
inline int compare_values(const Json& a, const Json& b) {
  const auto left = a.begin().value().get<std::string>();
  const auto right = b.begin().value().get<std::string>();
  if (a.begin().key() != "N") return left.compare(right);
  const int x = std::stoi(left);
  const int y = std::stoi(right);
  return x < y ? -1 : (x > y ? 1 : 0);
}

/// What one write is charged: units of the table and of the indexes that changed.
struct Charge {
  double table = 0;
  std::map<std::string, double> indexes;

  void add(const Charge& other) {
    table += other.table;
    for (const auto& [name, units] : other.indexes) indexes[name] += units;
  }
};

class TableModel {
 public:
  std::string name;
  std::vector<KeyPart> key;
  std::map<std::string, std::string> key_types;  // of every key attribute of table and indexes
  std::vector<IndexModel> indexes;

  [[nodiscard]] const std::map<std::string, Json>& items() const { return items_; }
  [[nodiscard]] Json find(const Json& item) const {
    const auto found = items_.find(key_text(item, key));
    return found == items_.end() ? Json() : found->second;
  }

  [[nodiscard]] bool is_index_key(const std::string& attribute) const {
    return std::any_of(indexes.begin(), indexes.end(), [&](const IndexModel& index) {
      return std::any_of(index.key.begin(), index.key.end(),
                         [&](const KeyPart& part) { return part.name == attribute; });
    });
  }

  /// The entry of an item in an index; null when it has none.
  [[nodiscard]] Json entry(const IndexModel& index, const Json& item) const {
    if (item.is_null()) return {};
    for (const KeyPart& part : index.key) {
      if (!item.contains(part.name)) return {};
    }
    if (index.projection == "ALL") return item;
    Json projected = Json::object();
    const auto copy = [&](const std::string& attribute) {
      if (item.contains(attribute)) projected[attribute] = item[attribute];
    };
    for (const KeyPart& part : key) copy(part.name);
    for (const KeyPart& part : index.key) copy(part.name);
    for (const std::string& attribute : index.included) copy(attribute);
    return projected;
  }

  [[nodiscard]] std::vector<Json> entries(const IndexModel& index) const {
    std::vector<Json> all;
    for (const auto& [text, item] : items_) {
      if (Json found = entry(index, item); !found.is_null()) all.push_back(std::move(found));
    }
    return all;
  }

  /// What changing `before` into `after` (null: no item) is charged.
  [[nodiscard]] Charge charge(const Json& before, const Json& after) const {
    Charge charge;
    charge.table = blocks(std::max(size_or_zero(before), size_or_zero(after)), write_block);
    for (const IndexModel& index : indexes) {
      const Json old_entry = entry(index, before);
      const Json new_entry = entry(index, after);
      if (old_entry == new_entry) continue;
      const bool moved = !old_entry.is_null() && !new_entry.is_null() &&
                         key_text(old_entry, index.key) != key_text(new_entry, index.key);
      charge.indexes[index.name] =
          moved ? blocks(item_size(old_entry), write_block) +
                      blocks(item_size(new_entry), write_block)
                : blocks(std::max(size_or_zero(old_entry), size_or_zero(new_entry)), write_block);
    }
    return charge;
  }

  /// The item with `item`'s key becomes `after`, or is removed where that is null.
  void store(const Json& item, const Json& after) {
    if (after.is_null()) {
      items_.erase(key_text(item, key));
    } else {
      items_[key_text(item, key)] = after;
    }
  }

  /// ConsumedCapacity with its arms, as an answer shows it; in a transaction the table's units
  /// count twice and each has `transaction_member` beside it.
  [[nodiscard]] Json consumed(const Charge& charge,
                              const std::string& transaction_member = {}) const {
    const auto units = [&](double value) {
      Json shown{{"CapacityUnits", value}};
      if (!transaction_member.empty()) shown[transaction_member] = value;
      return shown;
    };
    const double table = transaction_member.empty() ? charge.table : 2 * charge.table;
    double total = table;
    Json locals = Json::object();
    Json globals = Json::object();
    for (const IndexModel& index : indexes) {
      const auto found = charge.indexes.find(index.name);
      if (found == charge.indexes.end()) continue;
      total += found->second;
      (index.is_global ? globals : locals)[index.name] = units(found->second);
    }
    Json shown = units(total);
    shown["TableName"] = name;
    shown["Table"] = units(table);
    if (!locals.empty()) shown["LocalSecondaryIndexes"] = locals;
    if (!globals.empty()) shown["GlobalSecondaryIndexes"] = globals;
    return shown;
  }

  /// The attributes of the table's key alone.
  [[nodiscard]] Json key_of(const Json& item) const {
    Json only = Json::object();
    for (const KeyPart& part : key) only[part.name] = item.at(part.name);
    return only;
  }

  static constexpr std::size_t write_block = 1024;
  static constexpr std::size_t read_block = 4096;

 private:
  static std::size_t size_or_zero(const Json& item) { return item.is_null() ? 0 : item_size(item); }

  std::map<std::string, Json> items_;  // by key_text
};

}  // namespace dynarocks::operations
