#pragma once
// HMAC with SHA-256 (RFC 2104).

#include <string>
#include <string_view>

namespace dynarocks::auth {

/// 32 bytes.
[[nodiscard]] std::string hmac_sha256(std::string_view key, std::string_view text);

/// Whether two texts are the same, in a time that depends on their lengths alone.
[[nodiscard]] bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace dynarocks::auth
