#pragma once
// Short constructors of shapes, for the files that declare them.

#include <cstdint>
#include <span>
#include <string_view>

#include "wire/shape.h"

namespace dynarocks::wire {

constexpr Shape text_shape() { return Shape{}; }
constexpr Shape boolean_shape() { return Shape{.kind = ShapeKind::boolean}; }
constexpr Shape long_shape() { return Shape{.kind = ShapeKind::long_integer}; }

constexpr Shape text_shape(std::int64_t min, std::int64_t max) {
  return Shape{.has_min = true, .has_max = true, .min = min, .max = max};
}
constexpr Shape text_at_least(std::int64_t min) { return Shape{.has_min = true, .min = min}; }
constexpr Shape text_at_most(std::int64_t max) { return Shape{.has_max = true, .max = max}; }

constexpr Shape enum_shape(std::span<const std::string_view> values) {
  return Shape{.enum_values = values};
}

constexpr Shape number_at_least(ShapeKind kind, std::int64_t min) {
  return Shape{.kind = kind, .has_min = true, .min = min};
}
constexpr Shape number_between(ShapeKind kind, std::int64_t min, std::int64_t max) {
  return Shape{.kind = kind, .has_min = true, .has_max = true, .min = min, .max = max};
}

constexpr Shape list_of(const Shape& element) {
  return Shape{.kind = ShapeKind::list, .element = &element};
}
constexpr Shape list_of(const Shape& element, std::int64_t min) {
  return Shape{.kind = ShapeKind::list, .has_min = true, .min = min, .element = &element};
}
constexpr Shape list_of(const Shape& element, std::int64_t min, std::int64_t max) {
  return Shape{.kind = ShapeKind::list,
               .has_min = true,
               .has_max = true,
               .min = min,
               .max = max,
               .element = &element};
}

constexpr Shape map_of(const Shape& value) {
  return Shape{.kind = ShapeKind::map, .element = &value};
}

constexpr Shape structure_shape(std::string_view type_name, std::span<const Member> members) {
  return Shape{.kind = ShapeKind::structure, .type_name = type_name, .members = members};
}

/// A member whose absence is a constraint failure.
constexpr Member required(std::string_view name, const Shape& shape) {
  return Member{.name = name, .shape = &shape, .required = true};
}
constexpr Member optional(std::string_view name, const Shape& shape) {
  return Member{.name = name, .shape = &shape};
}

}  // namespace dynarocks::wire
