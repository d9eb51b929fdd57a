#pragma once
// A small blocking HTTP client, for the command line's own requests to a server's admin surface
// and for deliveries to Kinesis.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace dynarocks::server {

/// Where a server listens: "http://127.0.0.1:8000".
struct Endpoint {
  std::string host;       // without the brackets of an IPv6 address
  std::string port;       // "80" when the URL has none
  std::string authority;  // as the Host header has it
};

/// Nothing unless it is http://host or http://host:port, a slash behind it or not.
[[nodiscard]] std::optional<Endpoint> parse_endpoint(std::string_view url);

struct HttpAnswer {
  int status = 0;
  std::string body;
};

struct HttpClientLimits {
  std::chrono::milliseconds connect{10'000};
  std::chrono::milliseconds answer{600'000};
  std::size_t body_bytes = 1024 * 1024;
};

using ClientHeaders = std::vector<std::pair<std::string, std::string>>;

/// One request on a connection of its own, with its answer. The body is said to be JSON unless the
/// headers have a "content-type". The error is one line that says why there is no answer.
[[nodiscard]] Result<HttpAnswer, std::string> http_call(
    const Endpoint& endpoint, std::string_view method, std::string_view path, std::string_view body,
    const HttpClientLimits& limits = {}, const ClientHeaders& headers = {});

}  // namespace dynarocks::server
