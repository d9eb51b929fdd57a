#pragma once
// Typed access to the members of a checked request or of a structure in it: absent and null are
// one, and the lenient conversions AWS makes ("true" for a Boolean, decimals for an Integer) happen
// here.

#include <cstdint>
#include <optional>
#include <string_view>

#include "wire/json_value.h"

namespace dynarocks::wire {

class Request {
 public:
  explicit Request(JsonValue object) : object_(object) {}
  [[nodiscard]] std::optional<JsonValue> member(std::string_view name) const {
    return object_.find(name);
  }
  [[nodiscard]] bool has(std::string_view name) const { return member(name).has_value(); }
  [[nodiscard]] std::optional<std::string_view> string(std::string_view name) const;
  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view name) const;
  [[nodiscard]] std::optional<bool> boolean(std::string_view name) const;
  [[nodiscard]] std::optional<Request> structure(std::string_view name) const;
  [[nodiscard]] JsonValue json() const { return object_; }

 private:
  JsonValue object_;
};

}  // namespace dynarocks::wire
