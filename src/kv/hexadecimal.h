#pragma once
// Bytes as hexadecimal digits, two for each.

#include <optional>
#include <string>
#include <string_view>

namespace dynarocks::kv {

/// In lower case.
[[nodiscard]] std::string to_hexadecimal(std::string_view bytes);

/// Digits of either case; nothing when the text is anything else.
[[nodiscard]] std::optional<std::string> from_hexadecimal(std::string_view text);

}  // namespace dynarocks::kv
