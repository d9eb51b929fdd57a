#include "operations/index_key_rules.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>

#include "model/limits.h"
#include "operations/invalid_parameter.h"

namespace dynarocks::operations {

using model::ApiResult;
using model::KeyType;

namespace {

using KeySchema = std::vector<model::KeySchemaElement>;

ApiResult<void> check_names_differ(const KeySchema& key) {
  std::set<std::string_view> names;
  for (const auto& element : key) names.insert(element.attribute_name);
  if (names.size() == key.size()) return {};
  return failure(model::validation_error(
      key.size() == 2
          ? "Both the Hash Key and the Range Key element in the KeySchema have the same name"
          : "The KeySchema contains multiple key attributes with the same name"));
}

ApiResult<void> check_count(const KeySchema& key, KeyType type, std::size_t most) {
  const auto count = std::count_if(key.begin(), key.end(),
                                   [&](const auto& element) { return element.key_type == type; });
  if (static_cast<std::size_t>(count) <= most) return {};
  return failure(
      invalid_parameter(std::string("The KeySchema exceeds the maximum allowed number of ") +
                        (type == KeyType::HASH ? "HASH" : "RANGE") + " key attributes"));
}

}  // namespace

ApiResult<void> check_local_index_key(const IndexDefinition& index, const TableSchema& table) {
  DYNAROCKS_TRY(check_attributes_defined(index.key_schema, table.attribute_definitions));
  DYNAROCKS_TRY(check_two_part_key(index.key_schema));
  if (index.key_schema.size() < 2) {
    return failure(
        invalid_parameter("Index KeySchema does not have a range key for index: " + index.name));
  }
  const std::string& hash_key = index.key_schema.front().attribute_name;
  const std::string& table_hash_key = table.key_schema.front().attribute_name;
  if (hash_key == table_hash_key) return {};
  return failure(invalid_parameter(
      "Index KeySchema does not have the same leading hash key as table KeySchema for index: " +
      index.name + ". index hash key: " + hash_key + ", table hash key: " + table_hash_key));
}

ApiResult<void> check_global_index_key(const IndexDefinition& index,
                                       const std::vector<model::AttributeDefinition>& definitions) {
  const KeySchema& key = index.key_schema;
  DYNAROCKS_TRY(check_attributes_defined(key, definitions));
  DYNAROCKS_TRY(check_names_differ(key));
  DYNAROCKS_TRY(check_first_is_hash(key));
  const bool hash_first = std::is_partitioned(key.begin(), key.end(), [](const auto& element) {
    return element.key_type == KeyType::HASH;
  });
  if (!hash_first) {
    return failure(invalid_parameter(
        "All HASH key attributes must precede RANGE key attributes in the KeySchema"));
  }
  DYNAROCKS_TRY(check_count(key, KeyType::HASH, model::limits::index_hash_attributes));
  return check_count(key, KeyType::RANGE, model::limits::index_range_attributes);
}

}  // namespace dynarocks::operations
