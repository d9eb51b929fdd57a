#include "operations/tag_characters.h"

#include <clocale>
#include <cstdint>
#include <cwctype>
#include <optional>

#include <locale.h>

namespace dynarocks::operations {
namespace {

constexpr std::string_view allowed_punctuation = "+-=._:/@";

/// The C library's Unicode tables. Null where the library lacks the locale; characters beyond ASCII
/// are then all taken for letters.
locale_t unicode_locale() {
  static const locale_t locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  return locale;
}

bool is_allowed(char32_t character) {
  if (character < 0x80) {
    const char c = static_cast<char>(character);
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' ||
           (c >= '\t' && c <= '\r') || allowed_punctuation.find(c) != std::string_view::npos;
  }
  // The spaces the C library leaves out because lines must not break at them.
  if (character == 0xA0 || character == 0x2007 || character == 0x202F) return true;
  const locale_t locale = unicode_locale();
  const auto wide = static_cast<std::wint_t>(character);
  return locale == nullptr || iswalnum_l(wide, locale) != 0 || iswspace_l(wide, locale) != 0;
}

/// Takes one character off the front of UTF-8 `text`; nothing when it is malformed. JSON parsing
/// has validated the encoding, so only the length of a sequence is checked again.
std::optional<char32_t> take_character(std::string_view& text) {
  const auto lead = static_cast<std::uint8_t>(text.front());
  std::size_t length = 1;
  char32_t character = lead;
  if (lead >= 0xF0) {
    length = 4;
    character = lead & 0x07u;
  } else if (lead >= 0xE0) {
    length = 3;
    character = lead & 0x0Fu;
  } else if (lead >= 0xC0) {
    length = 2;
    character = lead & 0x1Fu;
  }
  if (text.size() < length) return std::nullopt;
  for (std::size_t i = 1; i < length; ++i) {
    character = (character << 6) | (static_cast<std::uint8_t>(text[i]) & 0x3Fu);
  }
  text.remove_prefix(length);
  return character;
}

}  // namespace

bool are_tag_characters(std::string_view text, std::size_t max_characters) {
  for (std::size_t count = 0; !text.empty(); ++count) {
    if (count == max_characters) return false;
    const auto character = take_character(text);
    if (!character || !is_allowed(*character)) return false;
  }
  return true;
}

}  // namespace dynarocks::operations
