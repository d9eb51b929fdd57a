#pragma once
// The shape of a request as data: each operation declares its members once (data_plane_shapes.h,
// control_plane_shapes.h), and shape_check.h turns the declaration into AWS's type and constraint
// errors, in AWS's order.

#include <cstddef>
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
  map,  // keys are strings
  structure,
  attribute_value,  // an AttributeValue structure (recursive, so it has a kind of its own)
  attribute_map,    // Map<String, AttributeValue>: Item, Key, ExpressionAttributeValues, M
};

struct Member;

struct Shape {
  ShapeKind kind = ShapeKind::string;
  /// The simple type name in error texts, for structures: "KeySchemaElement".
  std::string_view type_name{};
  /// Length bounds (string: bytes; list, map: elements) or value bounds (numbers); 0/absent = none.
  bool has_min = false;
  bool has_max = false;
  std::int64_t min = 0;
  std::int64_t max = 0;
  /// The length of a text is its characters, not its bytes.
  bool in_characters = false;
  /// "[a-zA-Z0-9_.-]+" is the only pattern of the API.
  bool name_pattern = false;
  /// Empty text fails its minimum length alone, not the pattern too (data-plane table names).
  bool empty_skips_pattern = false;
  /// An ARN may stand in place of the name: its length bound is arn_max_length, and no pattern.
  bool arn_allowed = false;
  /// Allowed values in the order AWS prints them.
  std::span<const std::string_view> enum_values{};
  /// Allowed values as the [cur] layer prints them, where its list differs: such a failure carries
  /// neither value nor path. Empty: worded as everywhere.
  std::string_view current_enum_text{};
  std::span<const Member> members{};  // structure
  const Shape* element = nullptr;     // list, map values
  /// Constraints on map keys (BatchGetItem's table names), printed as "Map keys must satisfy
  /// constraint".
  const Shape* key = nullptr;
};

/// The longest ARN accepted where a table name is.
inline constexpr std::int64_t arn_max_length = 1024;

/// Which bounds of a member the [cur] layer words "Value at '<Path>' failed ...": without the
/// value, path as declared, and reported alone, after all classic failures.
enum class CurrentBounds : std::uint8_t { none, minimum, both };

struct Member {
  std::string_view name{};
  const Shape* shape = nullptr;
  bool required = false;
  CurrentBounds current_bounds = CurrentBounds::none;
  /// [old] text for a map without entries, which then carries no "1 validation error detected".
  std::string_view empty_text{};
  /// The value is echoed as JSON in constraint failures, not in the {key=value} form.
  bool echoed_as_json = false;
};

/// How an operation words its constraint failures (reference "wire protocol", section 7).
enum class ConstraintStyle : std::uint8_t {
  classic,        // Scan, BatchWriteItem
  current_write,  // PutItem, UpdateItem, DeleteItem
  current_read,   // GetItem, BatchGetItem, Query, transactions where the layer is current
  control,        // control plane: classic, but TableName comes first and alone
};

struct OperationShape {
  std::string_view operation{};
  const Shape* input = nullptr;  // a structure
  ConstraintStyle style = ConstraintStyle::classic;
  /// Members whose failures end the check before the others are looked at, in this order. Applies
  /// to the control plane, and to the current styles unless they fall back to the classic wording.
  std::span<const std::string_view> reported_alone{};
  /// The order failures are listed in, where it is not the declared one: names every member that
  /// can fail.
  std::span<const std::string_view> constraint_order{};
  /// A bad map key is reported only when nothing else is wrong (BatchWriteItem).
  bool map_keys_last = false;
  /// Bound on the keys or write requests of all tables in RequestItems together; 0 = none.
  std::size_t total_requests = 0;
};

}  // namespace dynarocks::wire
