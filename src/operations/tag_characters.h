#pragma once
// Which characters the key or the value of a tag may be made of.

#include <cstddef>
#include <string_view>

namespace dynarocks::operations {

/// Whether UTF-8 `text` has at most `max_characters` characters, all of them letters, digits or
/// white space of any script, or one of + - = . _ : / @.
[[nodiscard]] bool are_tag_characters(std::string_view text, std::size_t max_characters);

}  // namespace dynarocks::operations
