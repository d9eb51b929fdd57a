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
  } else if (size > 0) {
    // The first, the middle and the last byte, which may be one; spaces are plain.
    const std::uint64_t bytes =
        (every_byte(' ') & ~std::uint64_t{0xFFFFFF}) | load<std::uint8_t>(first) |
        load<std::uint8_t>(first + size / 2) << 8 | load<std::uint8_t>(first + size - 1) << 16;
    if (!any_escape(bytes)) return size;
  }
  std::size_t plain = 0;
  while (plain < size && !needs_escape(first[plain])) ++plain;
  return plain;
}

#ifdef __SSE2__

constexpr std::size_t block_bytes = 16;

__m128i load_block(const char* text) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(text));
}

/// With this bit turned over, control characters and the quote are the bytes up to a space: one
/// comparison for both.
__m128i quote_made_space(__m128i bytes) { return _mm_xor_si128(bytes, _mm_set1_epi8('"' ^ ' ')); }

/// Bytes of ones where a byte is at most a space.
__m128i up_to_space(__m128i bytes) {
  const __m128i space = _mm_set1_epi8(' ');
  return _mm_cmpeq_epi8(_mm_max_epu8(bytes, space), space);
}

__m128i backslashes(__m128i bytes) { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')); }

/// A bit for each of 16 bytes that must be escaped.
unsigned escape_bits(const char* text) {
  const __m128i bytes = load_block(text);
  return static_cast<unsigned>(
      _mm_movemask_epi8(_mm_or_si128(up_to_space(quote_made_space(bytes)), backslashes(bytes))));
}

/// Whether any byte of four blocks must be escaped.
bool any_escape_in_four(const char* text) {
  __m128i bytes = load_block(text);
  __m128i lowest = quote_made_space(bytes);
  __m128i found = backslashes(bytes);
  for (std::size_t block = 1; block < 4; ++block) {
    bytes = load_block(text + block * block_bytes);
    lowest = _mm_min_epu8(lowest, quote_made_space(bytes));
    found = _mm_or_si128(found, backslashes(bytes));
  }
  return _mm_movemask_epi8(_mm_or_si128(found, up_to_space(lowest))) != 0;
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
  while (size - at >= 4 * block_bytes && !any_escape_in_four(first + at)) at += 4 * block_bytes;
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
