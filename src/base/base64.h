#pragma once
// Base64 (RFC 4648, with padding), the text form of binary attribute values.

#include <optional>
#include <string>
#include <string_view>

namespace dynarocks {

/// Appends the base64 text of `bytes` to `out`.
void append_base64(std::string_view bytes, std::string& out);

/// The bytes of base64 `text`; nothing when the text is not strict base64 (length a multiple of 4,
/// alphabet A-Za-z0-9+/, at most two '=' at the end, zero trailing bits).
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);

/// As decode_base64, appending to `out`; false (and `out` unspecified) on bad input.
[[nodiscard]] bool append_decoded_base64(std::string_view text, std::string& out);

}  // namespace dynarocks
