#pragma once
// A document path with its names resolved: a top-level attribute, then map keys and list indexes.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "codec/item_view.h"

namespace dynarocks::expression {

using PathElement = std::variant<std::string, std::uint32_t>;

struct DocumentPath {
  std::vector<PathElement> elements;  // never empty; the first is always a name

  [[nodiscard]] const std::string& attribute() const {
    return std::get<std::string>(elements.front());
  }
  [[nodiscard]] bool is_nested() const { return elements.size() > 1; }
  /// "[a, [1], b]": how error messages print a path.
  [[nodiscard]] std::string to_string() const;
  [[nodiscard]] std::optional<codec::ValueView> resolve(codec::ItemView item) const;

  friend bool operator==(const DocumentPath&, const DocumentPath&) = default;
};

}  // namespace dynarocks::expression
