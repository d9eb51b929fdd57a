#pragma once
// The integers of the stored form: little-endian u32 and LEB128 varints. For the codec's own files.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dynarocks::codec {

inline constexpr std::size_t u32_bytes = 4;
inline constexpr std::size_t max_varint_bytes = 10;

inline void store_u32(std::uint32_t value, char* to) {
  for (std::size_t i = 0; i < u32_bytes; ++i) to[i] = static_cast<char>(value >> (8 * i) & 0xFF);
}

[[nodiscard]] inline std::uint32_t load_u32(const char* from) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < u32_bytes; ++i) {
    value |= std::uint32_t{static_cast<unsigned char>(from[i])} << (8 * i);
  }
  return value;
}

/// Seven bits a byte, lowest first; the top bit says that another byte follows. Answers how many
/// bytes it wrote, at most max_varint_bytes.
inline std::size_t store_varint(std::uint64_t value, char* to) {
  std::size_t bytes = 0;
  for (; value >= 0x80; value >>= 7) to[bytes++] = static_cast<char>(value | 0x80);
  to[bytes++] = static_cast<char>(value);
  return bytes;
}

inline void append_varint(std::uint64_t value, std::string& out) {
  char bytes[max_varint_bytes];
  out.append(bytes, store_varint(value, bytes));
}

[[nodiscard]] inline std::size_t varint_bytes(std::uint64_t value) {
  std::size_t bytes = 1;
  for (; value >= 0x80; value >>= 7) ++bytes;
  return bytes;
}

/// Takes a varint off the front of trusted bytes.
[[nodiscard]] inline std::size_t take_varint(std::string_view& bytes) {
  std::size_t value = 0;
  std::size_t i = 0;
  for (unsigned shift = 0;; shift += 7, ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    value |= std::size_t{byte & 0x7FU} << shift;
    if (byte < 0x80) break;
  }
  bytes.remove_prefix(i + 1);
  return value;
}

/// As take_varint for bytes that may be anything; nothing when truncated, beyond 64 bits, or not
/// the shortest form (two forms of one length would be two forms of one value).
[[nodiscard]] inline std::optional<std::uint64_t> take_checked_varint(std::string_view& bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < bytes.size() && i < max_varint_bytes; ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    const bool last_possible = i + 1 == max_varint_bytes;
    if (last_possible && byte > 1) return std::nullopt;
    value |= std::uint64_t{byte & 0x7FU} << (7 * i);
    if (byte >= 0x80) continue;
    if (byte == 0 && i > 0) return std::nullopt;
    bytes.remove_prefix(i + 1);
    return value;
  }
  return std::nullopt;
}

/// Takes a varint length and that many bytes off the front of trusted bytes.
[[nodiscard]] inline std::string_view take_text(std::string_view& bytes) {
  const std::size_t length = take_varint(bytes);
  const std::string_view text(bytes.data(), length);
  bytes.remove_prefix(length);
  return text;
}

/// As take_text for bytes that may be anything.
[[nodiscard]] inline std::optional<std::string_view> take_checked_text(std::string_view& bytes) {
  const auto length = take_checked_varint(bytes);
  if (!length || *length > bytes.size()) return std::nullopt;
  const std::string_view text = bytes.substr(0, static_cast<std::size_t>(*length));
  bytes.remove_prefix(text.size());
  return text;
}

inline void append_text(std::string_view text, std::string& out) {
  append_varint(text.size(), out);
  out += text;
}

}  // namespace dynarocks::codec
