#pragma once
// A structure's members as declared: which of them a JSON object gives, found in one pass.

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "wire/json_value.h"
#include "wire/shape.h"

namespace dynarocks::wire {

/// Values by the index of their declaration; nulls and unknown members are dropped, of a repeated
/// member the last stands.
class DeclaredMembers {
 public:
  /// The widest input (CreateTable) declares 18.
  static constexpr std::size_t max_members = 32;

  DeclaredMembers(std::span<const Member> declared, JsonValue object) {
    object.for_each_member([&](std::string_view name, JsonValue value) {
      if (value.is_null()) return true;
      for (std::size_t i = 0; i < declared.size() && i < max_members; ++i) {
        if (declared[i].name == name) {
          values_[i] = value;
          break;
        }
      }
      return true;
    });
  }

  [[nodiscard]] const std::optional<JsonValue>& operator[](std::size_t declared_index) const {
    return values_[declared_index];
  }

 private:
  std::array<std::optional<JsonValue>, max_members> values_;
};

}  // namespace dynarocks::wire
