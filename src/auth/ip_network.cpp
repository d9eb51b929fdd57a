#include "auth/ip_network.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <optional>
#include <string>
#include <system_error>

namespace dynarocks::auth {
namespace {

constexpr std::size_t ipv4_bytes = 4;
constexpr std::size_t ipv6_bytes = 16;
constexpr std::size_t bits_of_byte = 8;

struct Address {
  std::array<unsigned char, ipv6_bytes> bytes{};
  std::size_t size = 0;
};

std::optional<Address> parse_address(std::string_view text) {
  const std::string terminated(text);
  if (terminated.size() != std::char_traits<char>::length(terminated.c_str())) return std::nullopt;
  Address address;
  if (inet_pton(AF_INET, terminated.c_str(), address.bytes.data()) == 1) {
    address.size = ipv4_bytes;
    return address;
  }
  if (inet_pton(AF_INET6, terminated.c_str(), address.bytes.data()) != 1) return std::nullopt;
  address.size = ipv6_bytes;
  constexpr std::array<unsigned char, ipv6_bytes - ipv4_bytes> mapped{0, 0, 0, 0, 0,    0,
                                                                      0, 0, 0, 0, 0xff, 0xff};
  if (std::equal(mapped.begin(), mapped.end(), address.bytes.begin())) {
    std::copy(address.bytes.begin() + mapped.size(), address.bytes.end(), address.bytes.begin());
    address.size = ipv4_bytes;
  }
  return address;
}

std::optional<std::size_t> parse_prefix(std::string_view digits, std::size_t most) {
  std::size_t bits = 0;
  const char* const last = digits.data() + digits.size();
  const auto [end, error] = std::from_chars(digits.data(), last, bits);
  if (error != std::errc() || end != last || bits > most) return std::nullopt;
  return bits;
}

}  // namespace

bool is_in_network(std::string_view address, std::string_view network) {
  const std::size_t slash = network.find('/');
  const auto first = parse_address(network.substr(0, slash));
  const auto asked = parse_address(address);
  if (!first || !asked || first->size != asked->size) return false;
  std::size_t bits = first->size * bits_of_byte;
  if (slash != std::string_view::npos) {
    const auto prefix = parse_prefix(network.substr(slash + 1), bits);
    if (!prefix) return false;
    bits = *prefix;
  }
  for (std::size_t i = 0; i < first->size && bits > 0; ++i) {
    const std::size_t compared = std::min(bits, bits_of_byte);
    const auto mask = static_cast<unsigned char>(0xff00U >> compared);
    if ((first->bytes[i] & mask) != (asked->bytes[i] & mask)) return false;
    bits -= compared;
  }
  return true;
}

}  // namespace dynarocks::auth
