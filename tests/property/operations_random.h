#pragma once
// Random tables, items and changes for the model test: small domains, so that index keys are often
// equal, missing, changed and changed back, and sizes on both sides of a capacity unit.

#include <array>
#include <random>
#include <string>
#include <vector>

#include "operations_table_model.h"

namespace dynarocks::operations {

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  /// From 0 to `end` - 1.
  std::size_t below(std::size_t end) {
    return std::uniform_int_distribution<std::size_t>(0, end - 1)(engine_);
  }
  bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }
  template <class List>
  const auto& one_of(const List& list) {
    return list[below(list.size())];
  }

 private:
  std::mt19937_64 engine_;
};

inline Json text(const std::string& value) { return {{"S", value}}; }
inline Json number(int value) { return {{"N", std::to_string(value)}}; }
inline Json binary(const std::string& base64) { return {{"B", base64}}; }

/// Attributes that may be index keys, with their types.
inline const std::vector<std::pair<std::string, std::string>> key_candidates = {
    {"a", "N"}, {"b", "S"}, {"c", "B"}, {"d", "S"}};

inline Json random_value(Random& random, const std::string& attribute) {
  static const std::vector<int> numbers = {-120, -1, 0, 7, 50};
  static const std::vector<std::string> texts = {"b", "bb", "c"};
  static const std::vector<std::string> binaries = {"eA==", "eQ=="};
  if (attribute == "a") return number(random.one_of(numbers));
  if (attribute == "c") return binary(random.one_of(binaries));
  return text(random.one_of(texts));
}

/// Data that no key needs: sometimes more than a write unit, sometimes more than a read unit.
inline Json random_data(Random& random, const std::string& attribute) {
  if (attribute == "y") {
    Json list = Json::array();
    for (std::size_t i = random.below(3); i > 0; --i) list.push_back(text("aa"));
    return {{"L", list}};
  }
  static const std::vector<std::size_t> lengths = {0, 10, 600, 1500, 5000};
  return text(std::string(random.one_of(lengths), 'x'));
}

inline const std::vector<std::string> data_attributes = {"x", "y"};

inline Json random_key(Random& random, const TableModel& table) {
  Json key{{"pk", text(random.chance(50) ? "p" : "q")}};
  if (table.key.size() > 1) key["sk"] = number(static_cast<int>(random.below(4)));
  return key;
}

inline Json random_item(Random& random, const TableModel& table) {
  Json item = random_key(random, table);
  for (const auto& [name, type] : key_candidates) {
    if (random.chance(70)) item[name] = random_value(random, name);
  }
  for (const std::string& name : data_attributes) {
    if (random.chance(50)) item[name] = random_data(random, name);
  }
  return item;
}

inline void choose_projection(Random& random, IndexModel& index) {
  static const std::array<std::string, 3> projections = {"ALL", "KEYS_ONLY", "INCLUDE"};
  index.projection = random.one_of(projections);
  if (index.projection != "INCLUDE") return;
  index.included.push_back(random.chance(50) ? "x" : "d");
  if (random.chance(50)) index.included.push_back("y");
}

/// An index of up to four HASH and four RANGE attributes, no attribute twice; keys of the table may
/// be among them.
inline IndexModel random_global_index(Random& random, const TableModel& table, std::string name) {
  IndexModel index;
  index.name = std::move(name);
  std::vector<std::string> candidates;
  for (const auto& [attribute, type] : key_candidates) candidates.push_back(attribute);
  for (const KeyPart& part : table.key) candidates.push_back(part.name);
  const auto take = [&](bool is_hash) {
    const std::size_t at = random.below(candidates.size());
    index.key.push_back({candidates[at], is_hash});
    candidates.erase(candidates.begin() + static_cast<std::ptrdiff_t>(at));
  };
  take(true);
  while (random.chance(25) && index.key.size() < 4 && !candidates.empty()) take(true);
  const std::size_t hash_count = index.key.size();
  while (random.chance(60) && index.key.size() < hash_count + 4 && !candidates.empty()) take(false);
  choose_projection(random, index);
  return index;
}

inline TableModel random_table(Random& random, std::string name) {
  TableModel table;
  table.name = std::move(name);
  table.key.push_back({"pk", true});
  if (random.chance(80)) table.key.push_back({"sk", false});
  if (table.key.size() > 1) {
    for (std::size_t i = random.below(3); i > 0; --i) {
      IndexModel index{"local-" + std::to_string(i), false, {{"pk", true}}, "ALL", {}};
      index.key.push_back({random.one_of(key_candidates).first, false});
      choose_projection(random, index);
      table.indexes.push_back(index);
    }
  }
  for (std::size_t i = random.below(4) + 1; i > 0; --i) {
    table.indexes.push_back(random_global_index(random, table, "global-" + std::to_string(i)));
  }
  table.key_types = {{"pk", "S"}};
  if (table.key.size() > 1) table.key_types["sk"] = "N";
  for (const auto& [attribute, type] : key_candidates) {
    if (table.is_index_key(attribute)) table.key_types[attribute] = type;
  }
  return table;
}

/// The CreateTable request of a table.
inline Json create_table_request(const TableModel& table) {
  const auto schema = [](const std::vector<KeyPart>& key) {
    Json elements = Json::array();
    for (const KeyPart& part : key) {
      elements.push_back(
          {{"AttributeName", part.name}, {"KeyType", part.is_hash ? "HASH" : "RANGE"}});
    }
    return elements;
  };
  Json request{{"TableName", table.name},
               {"BillingMode", "PAY_PER_REQUEST"},
               {"KeySchema", schema(table.key)},
               {"AttributeDefinitions", Json::array()}};
  for (const auto& [attribute, type] : table.key_types) {
    request["AttributeDefinitions"].push_back(
        {{"AttributeName", attribute}, {"AttributeType", type}});
  }
  for (const IndexModel& index : table.indexes) {
    Json projection{{"ProjectionType", index.projection}};
    if (!index.included.empty()) projection["NonKeyAttributes"] = index.included;
    request[index.is_global ? "GlobalSecondaryIndexes" : "LocalSecondaryIndexes"].push_back(
        {{"IndexName", index.name}, {"KeySchema", schema(index.key)}, {"Projection", projection}});
  }
  return request;
}

/// An update as UpdateItem's parameters, and what it makes of an item.
struct RandomUpdate {
  Json set = Json::object();
  std::vector<std::string> remove;

  static RandomUpdate make(Random& random) {
    RandomUpdate update;
    const auto choose = [&](const std::string& name, const Json& value) {
      if (random.chance(35)) {
        update.set[name] = value;
      } else if (random.chance(25)) {
        update.remove.push_back(name);
      }
    };
    for (const auto& [name, type] : key_candidates) choose(name, random_value(random, name));
    for (const std::string& name : data_attributes) choose(name, random_data(random, name));
    if (update.set.empty() && update.remove.empty()) update.remove.emplace_back("x");
    return update;
  }

  void add_to(Json& request) const {
    std::string expression;
    for (const auto& [name, value] : set.items()) {
      expression += (expression.empty() ? "SET #" : ", #") + name + " = :" + name;
      request["ExpressionAttributeNames"]["#" + name] = name;
      request["ExpressionAttributeValues"][":" + name] = value;
    }
    bool first = true;
    for (const std::string& name : remove) {
      expression += (first ? " REMOVE #" : ", #") + name;
      request["ExpressionAttributeNames"]["#" + name] = name;
      first = false;
    }
    request["UpdateExpression"] = expression;
  }

  /// `old_item` is null when there is none; then so is the outcome of REMOVE alone.
  [[nodiscard]] Json apply(const Json& old_item, const Json& key) const {
    if (old_item.is_null() && set.empty()) return {};
    Json item = old_item.is_null() ? key : old_item;
    for (const auto& [name, value] : set.items()) item[name] = value;
    for (const std::string& name : remove) item.erase(name);
    return item;
  }
};

}  // namespace dynarocks::operations
