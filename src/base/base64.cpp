#include "base/base64.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace dynarocks {
namespace {

constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Marks a byte outside the alphabet. Sextets use the low 6 bits, so one OR over a quantum finds
/// any.
constexpr std::uint8_t invalid = 0x80;

constexpr std::array<std::uint8_t, 256> make_sextets() {
  std::array<std::uint8_t, 256> sextets{};
  for (auto& sextet : sextets) sextet = invalid;
  for (std::uint8_t i = 0; i < 64; ++i) sextets[static_cast<unsigned char>(alphabet[i])] = i;
  return sextets;
}

constexpr auto sextets = make_sextets();

constexpr std::uint8_t sextet(char c) { return sextets[static_cast<unsigned char>(c)]; }
constexpr std::uint32_t octet(char c) { return static_cast<unsigned char>(c); }

}  // namespace

void append_base64(std::string_view bytes, std::string& out) {
  const std::size_t old_size = out.size();
  out.resize(old_size + (bytes.size() + 2) / 3 * 4);
  char* to = out.data() + old_size;
  std::size_t i = 0;
  for (; i + 3 <= bytes.size(); i += 3) {
    const std::uint32_t group =
        octet(bytes[i]) << 16 | octet(bytes[i + 1]) << 8 | octet(bytes[i + 2]);
    *to++ = alphabet[group >> 18];
    *to++ = alphabet[group >> 12 & 63];
    *to++ = alphabet[group >> 6 & 63];
    *to++ = alphabet[group & 63];
  }
  const std::size_t rest = bytes.size() - i;
  if (rest == 0) return;
  const std::uint32_t group = octet(bytes[i]) << 16 | (rest == 2 ? octet(bytes[i + 1]) << 8 : 0);
  *to++ = alphabet[group >> 18];
  *to++ = alphabet[group >> 12 & 63];
  *to++ = rest == 2 ? alphabet[group >> 6 & 63] : '=';
  *to = '=';
}

bool append_decoded_base64(std::string_view text, std::string& out) {
  if (text.size() % 4 != 0) return false;
  if (text.empty()) return true;
  const std::size_t padding = text.back() != '=' ? 0 : text[text.size() - 2] != '=' ? 1 : 2;
  const std::size_t old_size = out.size();
  out.resize(old_size + text.size() / 4 * 3 - padding);
  char* to = out.data() + old_size;

  const std::size_t whole = text.size() - (padding == 0 ? 0 : 4);
  std::uint32_t seen = 0;
  for (std::size_t i = 0; i < whole; i += 4) {
    const std::uint32_t a = sextet(text[i]);
    const std::uint32_t b = sextet(text[i + 1]);
    const std::uint32_t c = sextet(text[i + 2]);
    const std::uint32_t d = sextet(text[i + 3]);
    seen |= a | b | c | d;
    const std::uint32_t group = a << 18 | b << 12 | c << 6 | d;
    *to++ = static_cast<char>(group >> 16 & 0xFF);
    *to++ = static_cast<char>(group >> 8 & 0xFF);
    *to++ = static_cast<char>(group & 0xFF);
  }
  if (padding == 0) return (seen & invalid) == 0;

  const std::uint32_t a = sextet(text[whole]);
  const std::uint32_t b = sextet(text[whole + 1]);
  const std::uint32_t c = padding == 1 ? sextet(text[whole + 2]) : 0;
  seen |= a | b | c;
  const std::uint32_t group = a << 18 | b << 12 | c << 6;
  // Bits behind the last byte must be zero, or two texts would mean the same bytes.
  const std::uint32_t unused = padding == 1 ? group & 0xFF : group & 0xFFFF;
  *to++ = static_cast<char>(group >> 16 & 0xFF);
  if (padding == 1) *to = static_cast<char>(group >> 8 & 0xFF);
  return (seen & invalid) == 0 && unused == 0;
}

std::optional<std::string> decode_base64(std::string_view text) {
  std::string bytes;
  if (!append_decoded_base64(text, bytes)) return std::nullopt;
  return bytes;
}

}  // namespace dynarocks
