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

[[nodiscard]] TableSchema read_table_schema(const wire::Request& request);

/// The key: every attribute defined, two different names, HASH before RANGE. ValidationException.
[[nodiscard]] model::ApiResult<void> check_key_schema(const TableSchema& schema);

/// No attribute is defined twice. ValidationException.
[[nodiscard]] model::ApiResult<void> check_definitions_unique(const TableSchema& schema);

/// The definitions are exactly the key attributes: the rule of a table without indexes, whose keys
/// would need definitions too. ValidationException.
[[nodiscard]] model::ApiResult<void> check_definitions_match_key(const TableSchema& schema);

}  // namespace dynarocks::operations
