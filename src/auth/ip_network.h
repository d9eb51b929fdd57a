#pragma once
// Addresses of the internet protocol and the blocks that conditions name.

#include <string_view>

namespace dynarocks::auth {

/// Whether `address` lies in `network`: "203.0.113.0/24", "2001:db8::/32", or an address alone. An
/// IPv4 address written as one of IPv6 ("::ffff:203.0.113.7") is the IPv4 address. False when one
/// of them is malformed, or they are of different versions.
[[nodiscard]] bool is_in_network(std::string_view address, std::string_view network);

}  // namespace dynarocks::auth
