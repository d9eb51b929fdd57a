#pragma once
// SHA-256, for telling whether two requests are the same without keeping them.

#include <string>
#include <string_view>

namespace dynarocks::codec {

inline constexpr std::size_t digest_bytes = 32;

/// The 32 bytes of the SHA-256 digest.
[[nodiscard]] std::string digest(std::string_view bytes);

}  // namespace dynarocks::codec
