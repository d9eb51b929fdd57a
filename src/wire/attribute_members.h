#pragma once
// The data types set in the JSON of one AttributeValue, for the type check, the reader and the
// rendering of values: each looks at every member once.

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "model/attribute_type.h"
#include "wire/json_value.h"

namespace dynarocks::wire {

/// The members of AttributeValue in declared order.
inline constexpr std::array<model::AttributeType, 10> attribute_types_in_declared_order = {
    model::AttributeType::S,    model::AttributeType::N,  model::AttributeType::B,
    model::AttributeType::SS,   model::AttributeType::NS, model::AttributeType::BS,
    model::AttributeType::M,    model::AttributeType::L,  model::AttributeType::NULL_,
    model::AttributeType::BOOL,
};

/// The type a member's name stands for.
[[nodiscard]] constexpr std::optional<model::AttributeType> attribute_type_of(
    std::string_view name) {
  using model::AttributeType;
  if (name.size() == 1) {
    switch (name[0]) {
      case 'S':
        return AttributeType::S;
      case 'N':
        return AttributeType::N;
      case 'B':
        return AttributeType::B;
      case 'M':
        return AttributeType::M;
      case 'L':
        return AttributeType::L;
      default:
        return std::nullopt;
    }
  }
  if (name == "SS") return AttributeType::SS;
  if (name == "NS") return AttributeType::NS;
  if (name == "BS") return AttributeType::BS;
  if (name == "BOOL") return AttributeType::BOOL;
  if (name == "NULL") return AttributeType::NULL_;
  return std::nullopt;
}

/// Known members that are not null; of a repeated one the last. Nearly every value has one, which
/// is all this keeps; the others of a wrong value are looked up again.
class AttributeMembers {
 public:
  explicit AttributeMembers(JsonValue object) : object_(object) {
    object.for_each_member([this](std::string_view name, JsonValue value) {
      const auto type = attribute_type_of(name);
      if (!type || value.is_null()) return true;
      if (count_ != 0 && *type != type_) ++count_;
      if (count_ == 0) count_ = 1;
      type_ = *type;
      value_ = value;
      return true;
    });
  }

  [[nodiscard]] bool empty() const { return count_ == 0; }
  /// Whether exactly one type is set: then type() and value() are it.
  [[nodiscard]] bool single() const { return count_ == 1; }
  [[nodiscard]] model::AttributeType type() const { return type_; }
  [[nodiscard]] JsonValue value() const { return value_; }
  [[nodiscard]] std::optional<JsonValue> find(model::AttributeType type) const {
    return object_.find(type_name(type));
  }

 private:
  JsonValue object_;
  JsonValue value_;
  std::size_t count_ = 0;  // times the type changed: 1 when it never did
  model::AttributeType type_ = model::AttributeType::S;
};

}  // namespace dynarocks::wire
