#pragma once
// Random bytes for secrets, from OpenSSL's generator (base/random.h is for what need not be
// secret).

#include <cstddef>
#include <string>
#include <string_view>

namespace dynarocks::auth {

[[nodiscard]] std::string secret_bytes(std::size_t count);

/// A letter A-Z or digit 2-7 for each byte: the alphabet of access key ids and unique ids.
[[nodiscard]] std::string base32_letters(std::string_view bytes);

}  // namespace dynarocks::auth
