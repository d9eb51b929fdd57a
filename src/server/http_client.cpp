#include "server/http_client.h"

#include <array>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <charconv>

namespace dynarocks::server {
namespace {

namespace http = boost::beast::http;
using boost::system::error_code;

constexpr std::string_view scheme = "http://";

bool is_port(std::string_view text) {
  unsigned port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && end == text.data() + text.size() && port >= 1 && port <= 65'535;
}

bool is_host(std::string_view text) {
  return !text.empty() && text.find_first_of("/?#@[] \t\r\n") == std::string_view::npos;
}

std::string request_text(const Endpoint& endpoint, std::string_view method, std::string_view path,
                         std::string_view body, const ClientHeaders& headers) {
  std::string text(method);
  text.append(" ").append(path).append(" HTTP/1.1\r\nHost: ").append(endpoint.authority);
  text.append("\r\nConnection: close\r\n");
  text.append("Content-Length: ").append(std::to_string(body.size()));
  bool has_type = false;
  for (const auto& [name, value] : headers) {
    text.append("\r\n").append(name).append(": ").append(value);
    has_type = has_type || name == "content-type";
  }
  if (!body.empty() && !has_type) text.append("\r\nContent-Type: application/json");
  return text.append("\r\n\r\n").append(body);
}

std::string no_answer(const Endpoint& endpoint, const error_code& error) {
  return "no answer from http://" + endpoint.authority + ": " + error.message();
}

}  // namespace

std::optional<Endpoint> parse_endpoint(std::string_view url) {
  if (!url.starts_with(scheme)) return std::nullopt;
  url.remove_prefix(scheme.size());
  if (url.ends_with('/')) url.remove_suffix(1);
  Endpoint endpoint{"", "80", std::string(url)};
  const bool bracketed = url.starts_with('[');
  const auto host_end = bracketed ? url.find(']') : url.find(':');
  endpoint.host = url.substr(bracketed ? 1 : 0, bracketed ? host_end - 1 : host_end);
  if (!is_host(endpoint.host) || (bracketed && host_end == std::string_view::npos)) {
    return std::nullopt;
  }
  std::string_view rest;
  if (host_end != std::string_view::npos) rest = url.substr(host_end + (bracketed ? 1 : 0));
  if (rest.empty()) return endpoint;
  endpoint.port = rest.substr(1);
  return rest.starts_with(':') && is_port(endpoint.port) ? std::optional(endpoint) : std::nullopt;
}

Result<HttpAnswer, std::string> http_call(const Endpoint& endpoint, std::string_view method,
                                          std::string_view path, std::string_view body,
                                          const HttpClientLimits& limits,
                                          const ClientHeaders& headers) {
  boost::asio::ip::tcp::iostream stream;
  stream.expires_after(limits.connect);
  stream.connect(endpoint.host, endpoint.port);
  if (!stream) return failure(no_answer(endpoint, stream.error()));

  stream.expires_after(limits.answer);
  stream << request_text(endpoint, method, path, body, headers) << std::flush;
  http::response_parser<http::string_body> parser;
  parser.body_limit(limits.body_bytes);
  parser.eager(true);
  std::string unparsed;
  std::array<char, 4096> block;
  error_code error;
  while (!parser.is_done()) {
    stream.read(block.data(), 1);
    if (!stream) break;
    const auto more = stream.readsome(block.data() + 1, block.size() - 1);
    unparsed.append(block.data(), static_cast<std::size_t>(1 + more));
    const std::size_t taken =
        parser.put(boost::asio::const_buffer(unparsed.data(), unparsed.size()), error);
    unparsed.erase(0, taken);
    if (error == http::error::need_more) error = {};
    if (error) return failure(no_answer(endpoint, error));
  }
  if (!parser.is_done()) {
    if (stream.error() && stream.error() != boost::asio::error::eof) {
      return failure(no_answer(endpoint, stream.error()));
    }
    if (parser.got_some()) parser.put_eof(error);
    if (error || !parser.is_done()) {
      return failure("http://" + endpoint.authority + " ended the connection without an answer");
    }
  }
  return HttpAnswer{static_cast<int>(parser.get().result_int()), parser.get().body()};
}

}  // namespace dynarocks::server
