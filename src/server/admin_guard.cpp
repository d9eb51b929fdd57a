#include "server/admin_guard.h"

#include <algorithm>

#include "base/ascii_case.h"

namespace dynarocks::server {
namespace {

/// The host of a Host header's value, without its port.
std::string_view host_name(std::string_view value) {
  value = trim(value);
  if (value.starts_with('[')) return value.substr(0, value.find(']') + 1);
  return value.substr(0, value.find(':'));
}

bool is_number_up_to_255(std::string_view text) {
  return !text.empty() && text.size() <= 3 &&
         text.find_first_not_of("0123456789") == std::string_view::npos &&
         (text.size() < 3 || text <= "255");
}

/// 127.a.b.c, which is as much this machine as 127.0.0.1.
bool is_loopback_address(std::string_view host) {
  if (std::count(host.begin(), host.end(), '.') != 3 || !host.starts_with("127.")) return false;
  while (true) {
    const auto dot = host.find('.');
    if (!is_number_up_to_255(host.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    host.remove_prefix(dot + 1);
  }
}

bool names_loopback(std::string_view host) {
  return equal_ignoring_case(host, "localhost") || host == "[::1]" || is_loopback_address(host);
}

}  // namespace

std::string_view admin_refusal(const HttpRequest& request) {
  if (!request.from_loopback) return "only programs on the server's machine may do this";
  const auto host = request.headers.find("Host");
  if (!host || !names_loopback(host_name(*host))) {
    return "the Host header must name localhost, 127.0.0.1 or [::1]";
  }
  if (request.headers.find("Origin")) return "web pages may not do this: there is an Origin header";
  return {};
}

}  // namespace dynarocks::server
