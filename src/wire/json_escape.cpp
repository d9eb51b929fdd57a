#include "wire/json_escape.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace dynarocks::wire {
namespace {

bool needs_escape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

constexpr std::uint64_t every_byte(std::uint8_t byte) { return 0x0101010101010101ULL * byte; }

/// A word with the high bit of each zero byte of `word` set, exact up to the first such byte.
constexpr std::uint64_t zero_bytes(std::uint64_t word) {
  return (word - every_byte(0x01)) & ~word & every_byte(0x80);
}

/// Whether any of eight bytes must be escaped.
bool any_escape(std::uint64_t word) {
  const std::uint64_t control = (word - every_byte(0x20)) & ~word & every_byte(0x80);
  return (control | zero_bytes(word ^ every_byte('"')) | zero_bytes(word ^ every_byte('\\'))) != 0;
}

template <class Word>
std::uint64_t load(const char* text) {
  Word word = 0;
  std::memcpy(&word, text, sizeof word);
  return word;
}

/// Fewer than 16 bytes; two loads that may overlap cover 4 to 15.
std::size_t short_plain_prefix(std::string_view text) {
  const char* const first = text.data();
  const std::size_t size = text.size();
  if (size >= 8) {
    if (!any_escape(load<std::uint64_t>(first)) &&
        !any_escape(load<std::uint64_t>(first + size - 8))) {
      return size;
    }
  } else if (size >= 4) {
    const std::uint64_t high = load<std::uint32_t>(first + size - 4);
    if (!any_escape(load<std::uint32_t>(first) | high << 32)) return size;
  }
  std::size_t plain = 0;
  while (plain < size && !needs_escape(first[plain])) ++plain;
  return plain;
}

#ifdef __SSE2__

constexpr std::size_t block_bytes = 16;

/// A byte of ones for each of 16 bytes that must be escaped.
__m128i escapes(const char* text) {
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text));
  const __m128i last_control = _mm_set1_epi8(0x1F);
  const __m128i control = _mm_cmpeq_epi8(_mm_max_epu8(bytes, last_control), last_control);
  const __m128i quote = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
  const __m128i backslash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
  return _mm_or_si128(control, _mm_or_si128(quote, backslash));
}

unsigned escape_bits(const char* text) {
  return static_cast<unsigned>(_mm_movemask_epi8(escapes(text)));
}

#else

constexpr std::size_t block_bytes = 8;

/// A bit for each of 8 bytes that must be escaped.
unsigned escape_bits(const char* text) {
  if (!any_escape(load<std::uint64_t>(text))) return 0;
  unsigned bits = 0;
  for (std::size_t i = 0; i < block_bytes; ++i) bits |= unsigned{needs_escape(text[i])} << i;
  return bits;
}

#endif

void append_escape(char c, std::string& out) {
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default: {
      constexpr std::string_view hex = "0123456789ABCDEF";
      const auto code = static_cast<unsigned char>(c);
      out += "\\u00";
      out += hex[code >> 4];
      out += hex[code & 0xF];
    }
  }
}

}  // namespace

std::size_t plain_prefix(std::string_view text) {
  const char* const first = text.data();
  const std::size_t size = text.size();
  if (size < 16) return short_plain_prefix(text);
  std::size_t at = 0;
#ifdef __SSE2__
  for (; size - at >= 4 * block_bytes; at += 4 * block_bytes) {
    const __m128i low = _mm_or_si128(escapes(first + at), escapes(first + at + 16));
    const __m128i high = _mm_or_si128(escapes(first + at + 32), escapes(first + at + 48));
    if (_mm_movemask_epi8(_mm_or_si128(low, high)) != 0) break;
  }
#endif
  for (; size - at >= block_bytes; at += block_bytes) {
    const unsigned bits = escape_bits(first + at);
    if (bits != 0) return at + static_cast<std::size_t>(std::countr_zero(bits));
  }
  if (at == size) return size;
  // The last block may overlap the one before, in which there was nothing.
  at = size - block_bytes;
  const unsigned bits = escape_bits(first + at);
  return bits == 0 ? size : at + static_cast<std::size_t>(std::countr_zero(bits));
}

void append_escaped(std::string_view text, std::string& out) {
  while (true) {
    const std::size_t plain = plain_prefix(text);
    out.append(text.data(), plain);
    if (plain == text.size()) return;
    append_escape(text[plain], out);
    text.remove_prefix(plain + 1);
  }
}

}  // namespace dynarocks::wire
