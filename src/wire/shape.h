#pragma once
// The shape of a request as data: each operation declares its members once (operations/*.cpp), and
// shape_check.h turns the declaration into AWS's type and constraint errors, in AWS's order.

#include <cstdint>
#include <span>
#include <string_view>

namespace dynarocks::wire {

enum class ShapeKind : std::uint8_t {
  string,
  boolean,
  integer,  // 32 bits: error texts say Integer
  long_integer,
  double_number,
  blob,
  list,
  map,        // keys are strings
  structure,
  attribute_value,  // an AttributeValue structure (recursive, so it has a kind of its own)
  attribute_map,    // Map<String, AttributeValue>: Item, Key, ExpressionAttributeValues, M
};

struct Member;

struct Shape {
  ShapeKind kind = ShapeKind::string;
  /// The simple type name in error texts, for structures: "KeySchemaElement".
  std::string_view type_name;
  /// Length bounds (string, list, map: elements) or value bounds (numbers); 0/absent = none.
  bool has_min = false;
  bool has_max = false;
  std::int64_t min = 0;
  std::int64_t max = 0;
  /// "[a-zA-Z0-9_.-]+" is the only pattern of the API.
  bool name_pattern = false;
  /// Allowed values in the order AWS prints them.
  std::span<const std::string_view> enum_values;
  std::span<const Member> members;      // structure
  const Shape* element = nullptr;       // list, map values
  /// Constraints on map keys (BatchGetItem's table names), printed as "Map keys must satisfy constraint".
  const Shape* key = nullptr;
};

struct Member {
  std::string_view name;
  const Shape* shape = nullptr;
  bool required = false;
};

/// How an operation words its constraint failures (reference "wire protocol", section 7).
enum class ConstraintStyle : std::uint8_t {
  classic,        // control plane, Scan, BatchWriteItem, transactions
  current_write,  // PutItem, UpdateItem, DeleteItem
  current_read,   // GetItem, BatchGetItem, Query
};

struct OperationShape {
  std::string_view operation;
  const Shape* input = nullptr;  // a structure
  ConstraintStyle style = ConstraintStyle::classic;
};

}  // namespace dynarocks::wire
