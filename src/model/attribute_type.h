#pragma once
// The ten data types of an attribute value, by the names of the API.

#include <cstdint>
#include <string_view>

namespace dynarocks::model {

enum class AttributeType : std::uint8_t { S, N, B, BOOL, NULL_, SS, NS, BS, L, M };

/// The wire name: "S", "N", "B", "BOOL", "NULL", "SS", "NS", "BS", "L", "M".
[[nodiscard]] constexpr std::string_view type_name(AttributeType type) {
  constexpr std::string_view names[] = {"S", "N", "B", "BOOL", "NULL", "SS", "NS", "BS", "L", "M"};
  return names[static_cast<std::uint8_t>(type)];
}

[[nodiscard]] constexpr bool is_set(AttributeType type) {
  return type == AttributeType::SS || type == AttributeType::NS || type == AttributeType::BS;
}

/// S, N and B: the types of key attributes, and the only ones that can be ordered.
[[nodiscard]] constexpr bool is_scalar_key(AttributeType type) {
  return type == AttributeType::S || type == AttributeType::N || type == AttributeType::B;
}

}  // namespace dynarocks::model
