#include "wire/value_dump.h"

#include <array>
#include <charconv>
#include <string_view>
#include <utility>

#include "base/base64.h"
#include "wire/attribute_members.h"
#include "wire/declared_members.h"
#include "wire/model_shapes.h"

namespace dynarocks::wire {

namespace {

using model::AttributeType;

template <class Number>
void append_number(Number value, std::string& out) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out.append(digits.data(), end);
}

/// Writes one top-level value; knows how much it has written.
class Dump {
 public:
  explicit Dump(std::string& out) : out_(out), limit_(out.size() + dump_bytes) {}

  void value(const Shape& shape, JsonValue value) {
    switch (value.type()) {
      case JsonType::object:
        return object(shape, value);
      case JsonType::array:
        return array(shape, value);
      case JsonType::string:
        if (shape.kind == ShapeKind::blob) return blob(value.as_string());
        out_ += value.as_string();
        return;
      case JsonType::integer:
        return append_number(value.as_int(), out_);
      case JsonType::decimal:
        if (shape.kind == ShapeKind::double_number) return append_number(value.as_double(), out_);
        return append_number(value.as_int(), out_);
      case JsonType::boolean:
        out_ += value.as_bool() ? "true" : "false";
        return;
      case JsonType::null:
        out_ += "null";
        return;
    }
  }

 private:
  [[nodiscard]] bool full() const { return out_.size() >= limit_; }

  void blob(std::string_view base64) {
    const auto bytes = decode_base64(base64);
    const std::string length = std::to_string(bytes ? bytes->size() : 0);
    out_ += "java.nio.HeapByteBuffer[pos=0 lim=" + length + " cap=" + length + "]";
  }

  void array(const Shape& shape, JsonValue list) {
    bool first = true;
    const Shape& element_shape = shape.element != nullptr ? *shape.element : shapes::text;
    out_ += '[';
    list.for_each_element([&](JsonValue element) {
      if (!std::exchange(first, false)) out_ += ", ";
      value(element_shape, element);
      return !full();
    });
    out_ += ']';
  }

  void object(const Shape& shape, JsonValue object) {
    switch (shape.kind) {
      case ShapeKind::structure:
        return structure(shape, object);
      case ShapeKind::attribute_value:
        return attribute_value(object);
      default:
        return map(shape, object);
    }
  }

  void map(const Shape& shape, JsonValue object) {
    bool first = true;
    const Shape& element_shape = shape.element != nullptr ? *shape.element : shapes::text;
    out_ += '{';
    object.for_each_member([&](std::string_view name, JsonValue entry) {
      if (!std::exchange(first, false)) out_ += ", ";
      out_ += name;
      out_ += '=';
      value(element_shape, entry);
      return !full();
    });
    out_ += '}';
  }

  void structure(const Shape& shape, JsonValue object) {
    const DeclaredMembers members(shape.members, object);
    out_ += shape.type_name;
    out_ += '(';
    for (std::size_t i = 0; i < shape.members.size() && !full(); ++i) {
      field(i == 0, shape.members[i].name, *shape.members[i].shape, members[i]);
    }
    out_ += ')';
  }

  void attribute_value(JsonValue object) {
    const AttributeMembers members(object);
    out_ += "AttributeValue(";
    bool first = true;
    for (const AttributeType type : attribute_types_in_declared_order) {
      field(std::exchange(first, false), type_name(type), shapes::attribute_value_member(type),
            members.find(type));
    }
    out_ += ')';
  }

  void field(bool first, std::string_view name, const Shape& shape,
             const std::optional<JsonValue>& given) {
    if (!first) out_ += ", ";
    append_field_name(name, out_);
    out_ += '=';
    if (given && !full()) {
      value(shape, *given);
    } else {
      out_ += "null";
    }
  }

  std::string& out_;
  std::size_t limit_;
};

}  // namespace

void append_dump(const Shape& shape, JsonValue value, std::string& out) {
  Dump(out).value(shape, value);
}

void append_field_name(std::string_view member, std::string& out) {
  if (member.empty()) return;
  const char c = member.front();
  out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  out += member.substr(1);
}

}  // namespace dynarocks::wire
