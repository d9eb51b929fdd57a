#pragma once
// What of a text must be escaped in a JSON string, and how. Nearly all text needs none, so finding
// that out is what costs: it is looked at in blocks.

#include <string>
#include <string_view>

namespace dynarocks::wire {

/// How many of the text's first bytes stand for themselves in a JSON string: all up to the first
/// control character, quote or backslash.
[[nodiscard]] std::size_t plain_prefix(std::string_view text);

/// Appends the text with its escapes, without quotes around it.
void append_escaped(std::string_view text, std::string& out);

}  // namespace dynarocks::wire
