#include "wire/shape_check.h"

#include <string>

#include "base/base64.h"
#include "wire/attribute_members.h"
#include "wire/boolean_text.h"
#include "wire/declared_members.h"
#include "wire/model_shapes.h"

namespace dynarocks::wire {

namespace {

using model::AttributeType;

constexpr std::string_view not_expected = "Start of structure or map found where not expected";
// The service's JSON layer fails here on its own generic types, and says so.
constexpr std::string_view nested_generic_type =
    "class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class "
    "java.lang.Class (sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and "
    "java.lang.Class are in module java.base of loader 'bootstrap')";

/// Where a value stands; structures and collections are refused in different words.
enum class Place : std::uint8_t { member, element };

void append_java_type(const Shape& shape, std::string& out) {
  switch (shape.kind) {
    case ShapeKind::string:
      out += "java.lang.String";
      return;
    case ShapeKind::boolean:
      out += "java.lang.Boolean";
      return;
    case ShapeKind::integer:
      out += "java.lang.Integer";
      return;
    case ShapeKind::long_integer:
      out += "java.lang.Long";
      return;
    case ShapeKind::double_number:
      out += "java.lang.Double";
      return;
    case ShapeKind::blob:
      out += "java.nio.ByteBuffer";
      return;
    case ShapeKind::list:
      out += "java.util.List<";
      append_java_type(*shape.element, out);
      out += '>';
      return;
    case ShapeKind::map:
    case ShapeKind::attribute_map:
      out += "java.util.Map<java.lang.String, ";
      append_java_type(*shape.element, out);
      out += '>';
      return;
    case ShapeKind::structure:
    case ShapeKind::attribute_value:
      out += "com.amazonaws.dynamodb.v20120810.";
      out += shape.type_name;
      return;
  }
}

std::string_view simple_type_name(ShapeKind kind) {
  switch (kind) {
    case ShapeKind::boolean:
      return "Boolean";
    case ShapeKind::integer:
      return "Integer";
    case ShapeKind::long_integer:
      return "Long";
    case ShapeKind::double_number:
      return "Double";
    default:
      return "String";
  }
}

/// The JSON reader's name for a scalar token.
std::string_view token_name(JsonValue value) {
  switch (value.type()) {
    case JsonType::boolean:
      return value.as_bool() ? "TRUE_VALUE" : "FALSE_VALUE";
    case JsonType::integer:
      return "NUMBER_VALUE";
    case JsonType::decimal:
      return "DECIMAL_VALUE";
    default:
      return "STRING_VALUE";
  }
}

/// Walks a request beside its shape; stops at the first fault, whose text it keeps.
class TypeCheck {
 public:
  bool structure_members(const Shape& shape, JsonValue object) {
    const DeclaredMembers members(shape.members, object);
    for (std::size_t i = 0; i < shape.members.size(); ++i) {
      if (members[i] && !check(*shape.members[i].shape, *members[i], Place::member)) return false;
    }
    return true;
  }

  [[nodiscard]] std::string& fault() { return fault_; }

 private:
  bool fail(std::string_view text) {
    fault_ = text;
    return false;
  }
  bool cannot_convert(JsonValue value, ShapeKind kind) {
    fault_ = token_name(value);
    fault_ += " cannot be converted to ";
    fault_ += simple_type_name(kind);
    return false;
  }
  bool unexpected_array(const Shape& shape) {
    fault_ = "Unrecognized collection type ";
    const bool map = shape.kind == ShapeKind::map || shape.kind == ShapeKind::attribute_map;
    if (!map) fault_ += "class ";
    append_java_type(shape, fault_);
    return false;
  }

  bool check(const Shape& shape, JsonValue value, Place place) {
    switch (shape.kind) {
      case ShapeKind::list:
        return check_list(shape, value, place);
      case ShapeKind::map:
      case ShapeKind::attribute_map:
        return check_map(shape, value, place);
      case ShapeKind::structure:
      case ShapeKind::attribute_value:
        return check_structure(shape, value, place);
      default:
        return check_scalar(shape, value);
    }
  }

  bool check_scalar(const Shape& shape, JsonValue value) {
    const JsonType type = value.type();
    if (type == JsonType::array) return unexpected_array(shape);
    if (type == JsonType::object) return fail(not_expected);
    switch (shape.kind) {
      case ShapeKind::string:
        return type == JsonType::string || cannot_convert(value, shape.kind);
      case ShapeKind::boolean:
        if (type == JsonType::boolean) return true;
        if (type != JsonType::string) return cannot_convert(value, shape.kind);
        return boolean_from_text(value.as_string()) ||
               fail("Unexpected token received from parser");
      case ShapeKind::blob:
        if (type != JsonType::string)
          return fail("only base-64-encoded strings are convertible to bytes");
        return check_base64(value.as_string());
      default:
        return type == JsonType::integer || type == JsonType::decimal ||
               cannot_convert(value, shape.kind);
    }
  }

  bool check_base64(std::string_view text) {
    if (text.size() % 4 != 0) {
      return fail("Base64 encoded length is expected a multiple of 4 bytes but found: " +
                  std::to_string(text.size()));
    }
    decoded_.clear();
    return append_decoded_base64(text, decoded_) ||
           fail("Invalid last non-pad Base64 character dectected");
  }

  bool check_list(const Shape& shape, JsonValue value, Place place) {
    if (value.type() == JsonType::object) return fail(not_expected);
    if (value.type() != JsonType::array)
      return fail(place == Place::member ? "Unexpected field type" : nested_generic_type);
    return value.for_each_element([&](JsonValue element) {
      return element.is_null() || check(*shape.element, element, Place::element);
    });
  }

  bool check_map(const Shape& shape, JsonValue value, Place place) {
    if (value.type() == JsonType::array) return unexpected_array(shape);
    if (value.type() != JsonType::object)
      return fail(place == Place::member ? "Unexpected field type" : nested_generic_type);
    return value.for_each_member([&](std::string_view, JsonValue entry) {
      return entry.is_null() || check(*shape.element, entry, Place::element);
    });
  }

  bool check_structure(const Shape& shape, JsonValue value, Place place) {
    if (value.type() == JsonType::array) return unexpected_array(shape);
    if (value.type() != JsonType::object)
      return fail(place == Place::member ? "Unexpected field type"
                                         : "Unexpected value type in payload");
    if (shape.kind == ShapeKind::structure) return structure_members(shape, value);
    const AttributeMembers members(value);
    if (members.single()) return check_attribute(members.type(), members.value());
    for (const AttributeType type : attribute_types_in_declared_order) {
      const auto given = members.find(type);
      if (given && !check_attribute(type, *given)) return false;
    }
    return true;
  }

  bool check_attribute(AttributeType type, JsonValue value) {
    return check(shapes::attribute_value_member(type), value, Place::member);
  }

  std::string fault_;
  std::string decoded_;
};

}  // namespace

model::ApiResult<void> check_types(const OperationShape& shape, JsonValue body) {
  model::ApiError error{model::ErrorCode::serialization, {}, {}, {}, true};
  if (body.type() != JsonType::object) {
    error.has_message = false;
    return failure(std::move(error));
  }
  TypeCheck check;
  if (check.structure_members(*shape.input, body)) return {};
  error.message = std::move(check.fault());
  return failure(std::move(error));
}

}  // namespace dynarocks::wire
