#pragma once
// One HTTP request and its response as plain values: what the request pipeline works on. Both are
// reused from request to request, so that their memory is, too.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dynarocks::server {

/// Bytes that may be read (never used) behind the end of a request body: the JSON parser works in
/// blocks.
inline constexpr std::size_t body_padding_bytes = 64;

/// The header fields of a request, in order of appearance. Names ignore case.
class HttpHeaders {
 public:
  void add(std::string_view name, std::string_view value);
  /// The value of the first field of this name.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
  [[nodiscard]] std::size_t count(std::string_view name) const;
  [[nodiscard]] std::size_t size() const { return fields_.size(); }
  [[nodiscard]] std::string_view name(std::size_t field) const;
  [[nodiscard]] std::string_view value(std::size_t field) const;
  /// Bytes of all names and values.
  [[nodiscard]] std::size_t bytes() const { return text_.size(); }
  void clear();

 private:
  struct Field {
    std::uint32_t begin;
    std::uint32_t name_bytes;
    std::uint32_t value_bytes;
  };
  std::string text_;  // names and values, one after the other
  std::vector<Field> fields_;
};

struct HttpRequest {
  std::string method;  // "POST"
  std::string target;  // "/", or with a query, or absolute
  int version = 11;    // 10 or 11
  HttpHeaders headers;
  /// Has room for body_padding_bytes behind its end.
  std::string body;
  // Of the connection: clear() leaves it.
  bool from_loopback = false;  // whether it came from this machine
  bool secure = false;         // whether it came over TLS
  std::string peer_address;    // who sent it: "127.0.0.1", "::1"

  void clear();
  /// Forgets the body; of a large one the memory, too.
  void release_body();
};

struct HttpResponse {
  int status = 200;
  std::string request_id;           // empty: none is sent
  std::string_view content_type;    // empty: none is sent
  std::string_view content_coding;  // empty: identity
  std::string extra_headers;        // whole lines, each with its CRLF
  std::string body;
  std::optional<std::uint32_t> crc32;  // of the body as sent
  /// Sent with Transfer-Encoding: chunked instead of Content-Length, as AWS's front end does.
  bool chunked = false;
  bool close = false;  // the connection ends after it

  void clear();
};

}  // namespace dynarocks::server
