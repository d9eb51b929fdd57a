#pragma once
// ItemView: a stored item read in place. Layout (docs/storage-format.md):
//   u8 format (1), u32 item size in bytes as DynamoDB counts it, u32 attribute count, then the
//   attributes as the entries of a map value (value_view.h).

#include <cstddef>
#include <optional>
#include <string_view>

#include "codec/value_view.h"

namespace dynarocks::codec {

inline constexpr std::size_t item_header_bytes = 9;
inline constexpr char item_format = 1;

class ItemView {
 public:
  /// No item: no attributes, size 0. Conditions on a missing item see this.
  ItemView() = default;
  explicit ItemView(std::string_view bytes) : bytes_(bytes) {}

  /// Item size as DynamoDB counts it, for limits and capacity.
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] MapView attributes() const;
  [[nodiscard]] std::optional<ValueView> find(std::string_view name) const {
    return attributes().find(name);
  }
  /// The encoded item; equal bytes, equal items.
  [[nodiscard]] std::string_view bytes() const { return bytes_; }
  [[nodiscard]] bool empty() const { return bytes_.empty(); }

 private:
  std::string_view bytes_;
};

}  // namespace dynarocks::codec
