#pragma once
// A record as tagged fields: varint field number, varint length, bytes, again and again. A reader
// skips numbers it does not know and leaves absent ones at their defaults, so that records of older
// and newer programs stay readable. Field numbers are never reused. For the codec's own files.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "codec/bytes.h"

namespace dynarocks::codec {

class FieldWriter {
 public:
  explicit FieldWriter(std::string& out) : out_(out) {}

  void text(std::uint32_t field, std::string_view bytes) {
    append_varint(field, out_);
    append_text(bytes, out_);
  }

  /// Eight bytes, little-endian two's complement.
  void integer(std::uint32_t field, std::int64_t value) {
    char bytes[integer_bytes];
    const auto bits = static_cast<std::uint64_t>(value);
    store_u32(static_cast<std::uint32_t>(bits), bytes);
    store_u32(static_cast<std::uint32_t>(bits >> 32), bytes + u32_bytes);
    text(field, {bytes, integer_bytes});
  }

  /// Absent when there is no value.
  void integer(std::uint32_t field, const std::optional<std::int64_t>& value) {
    if (value) integer(field, *value);
  }

  static constexpr std::size_t integer_bytes = 8;

 private:
  std::string& out_;
};

struct Field {
  std::uint64_t number = 0;
  std::string_view bytes;

  /// Nothing when the field is not eight bytes long.
  [[nodiscard]] std::optional<std::int64_t> integer() const {
    if (bytes.size() != FieldWriter::integer_bytes) return std::nullopt;
    const std::uint64_t low = load_u32(bytes.data());
    const std::uint64_t high = load_u32(bytes.data() + u32_bytes);
    return static_cast<std::int64_t>(high << 32 | low);
  }
};

/// Calls `visit(const Field&)`, which answers whether the field made sense, for each field in
/// order. False when a field did not, or when `bytes` are no sequence of fields.
template <class Visit>
[[nodiscard]] bool for_each_field(std::string_view bytes, Visit&& visit) {
  while (!bytes.empty()) {
    const auto number = take_checked_varint(bytes);
    if (!number) return false;
    const auto contents = take_checked_text(bytes);
    if (!contents || !visit(Field{*number, *contents})) return false;
  }
  return true;
}

}  // namespace dynarocks::codec
