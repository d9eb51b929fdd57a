#pragma once
// The attributes and the key a CreateTable request declares, and the rules that bind them.

#include <vector>

#include "model/api_error.h"
#include "model/key_schema.h"
#include "wire/request.h"

namespace dynarocks::operations {

/// AttributeDefinitions and KeySchema in the order of the request.
struct TableSchema {
  std::vector<model::AttributeDefinition> attribute_definitions;
  std::vector<model::KeySchemaElement> key_schema;
};

[[nodiscard]] std::vector<model::AttributeDefinition> read_attribute_definitions(
    const wire::Request& request);
/// KeySchema of a table or of one of its indexes.
[[nodiscard]] std::vector<model::KeySchemaElement> read_key_schema(const wire::Request& request);
[[nodiscard]] TableSchema read_table_schema(const wire::Request& request);

/// Every attribute of the key is defined. ValidationException.
[[nodiscard]] model::ApiResult<void> check_attributes_defined(
    const std::vector<model::KeySchemaElement>& key,
    const std::vector<model::AttributeDefinition>& definitions);

/// The key of a table or of a local index: two different names, HASH before RANGE.
/// ValidationException.
[[nodiscard]] model::ApiResult<void> check_two_part_key(
    const std::vector<model::KeySchemaElement>& key);

/// ValidationException unless the first attribute is a HASH key.
[[nodiscard]] model::ApiResult<void> check_first_is_hash(
    const std::vector<model::KeySchemaElement>& key);

/// The key: every attribute defined, two different names, HASH before RANGE. ValidationException.
[[nodiscard]] model::ApiResult<void> check_key_schema(const TableSchema& schema);

/// No attribute is defined twice. ValidationException.
[[nodiscard]] model::ApiResult<void> check_definitions_unique(const TableSchema& schema);

/// The definitions are exactly the key attributes: the rule of a table without indexes, whose keys
/// would need definitions too. ValidationException.
[[nodiscard]] model::ApiResult<void> check_definitions_match_key(const TableSchema& schema);

}  // namespace dynarocks::operations
