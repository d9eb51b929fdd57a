#include "server/response_head.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <ctime>

namespace dynarocks::server {
namespace {

std::string_view status_line(int status) {
  switch (status) {
    case 200:
      return "HTTP/1.1 200 OK\r\n";
    case 400:
      return "HTTP/1.1 400 Bad Request\r\n";
    case 403:
      return "HTTP/1.1 403 Forbidden\r\n";
    case 404:
      return "HTTP/1.1 404 Not Found\r\n";
    case 405:
      return "HTTP/1.1 405 Method Not Allowed\r\n";
    case 413:
      return "HTTP/1.1 413 Request Entity Too Large\r\n";
    case 503:
      return "HTTP/1.1 503 Service Unavailable\r\n";
    default:
      return "HTTP/1.1 500 Internal Server Error\r\n";
  }
}

void append_number(std::uint64_t number, std::string& out) {
  std::array<char, 20> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

void append_field(std::string_view name, std::string_view value, std::string& out) {
  if (!value.empty()) out.append(name).append(value).append("\r\n");
}

}  // namespace

std::string http_date(EpochMillis time) {
  const auto seconds = static_cast<std::time_t>(time / 1000);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 64> text;
  // The program never sets a locale, so names are English.
  const std::size_t bytes =
      std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return std::string(text.data(), bytes);
}

void write_response_head(const HttpResponse& response, ConnectionTerms terms, std::string_view date,
                         std::string& head) {
  head = status_line(response.status);
  head += "Server: Server\r\n";
  append_field("Date: ", date, head);
  append_field("Content-Type: ", response.content_type, head);
  append_field("Content-Encoding: ", response.content_coding, head);
  if (response.chunked) {
    head += "Transfer-Encoding: chunked\r\n";
  } else {
    head += "Content-Length: ";
    append_number(response.body.size(), head);
    head += "\r\n";
  }
  if (!terms.keep_alive) {
    head += "Connection: close\r\n";
  } else if (terms.version == 10) {
    head += "Connection: keep-alive\r\n";
  }
  append_field("x-amzn-RequestId: ", response.request_id, head);
  if (response.crc32) {
    head += "x-amz-crc32: ";
    append_number(*response.crc32, head);
    head += "\r\n";
  }
  head += response.extra_headers;
  head += "\r\n";
  if (response.chunked) head += "0\r\n\r\n";
}

}  // namespace dynarocks::server
