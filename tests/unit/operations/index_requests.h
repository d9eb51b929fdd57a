#pragma once
// Requests about tables with secondary indexes, for the tests of CreateTable, UpdateTable and
// DescribeTable.

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

namespace dynarocks::operations {

using Pairs = std::vector<std::pair<std::string, std::string>>;

/// {"pk", "S"}: AttributeDefinitions.
inline nlohmann::json attributes(const Pairs& pairs) {
  nlohmann::json list = nlohmann::json::array();
  for (const auto& [name, type] : pairs) {
    list.push_back({{"AttributeName", name}, {"AttributeType", type}});
  }
  return list;
}

/// {"pk", "HASH"}: KeySchema.
inline nlohmann::json keys(const Pairs& pairs) {
  nlohmann::json list = nlohmann::json::array();
  for (const auto& [name, type] : pairs) {
    list.push_back({{"AttributeName", name}, {"KeyType", type}});
  }
  return list;
}

inline nlohmann::json units(std::int64_t read, std::int64_t write) {
  return {{"ReadCapacityUnits", read}, {"WriteCapacityUnits", write}};
}

/// An index that projects everything; `changes` replaces members.
inline nlohmann::json index(const std::string& name, const Pairs& key,
                            const nlohmann::json& changes = nlohmann::json::object()) {
  nlohmann::json body = {
      {"IndexName", name}, {"KeySchema", keys(key)}, {"Projection", {{"ProjectionType", "ALL"}}}};
  for (const auto& [member, value] : changes.items()) body[member] = value;
  return body;
}

/// CreateTable of Music on demand with the keys pk and sk, and a definition of g beside them;
/// `changes` replaces members, null removes them.
inline nlohmann::json table_with(const nlohmann::json& changes) {
  nlohmann::json body = {
      {"TableName", "Music"},
      {"BillingMode", "PAY_PER_REQUEST"},
      {"AttributeDefinitions", attributes({{"pk", "S"}, {"sk", "S"}, {"g", "S"}})},
      {"KeySchema", keys({{"pk", "HASH"}, {"sk", "RANGE"}})}};
  for (const auto& [member, value] : changes.items()) body[member] = value;
  return body;
}

}  // namespace dynarocks::operations
