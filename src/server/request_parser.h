#pragma once
// Feeds received bytes into an HttpRequest. The protocol's grammar is Boost.Beast's, whose parser
// is used without its containers: names, values and body go straight into memory that the session
// reuses. Beside the client, request_parser.cpp is the only file that includes Beast.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "server/http_message.h"

namespace dynarocks::server {

enum class ParseOutcome : std::uint8_t {
  need_more,  // give it the bytes not consumed, and more
  complete,   // the request is whole
  malformed,  // not HTTP, or a head above limits::request_header_bytes
  body_too_large,
};

class RequestParser {
 public:
  /// `request` receives what is parsed and must outlive the parser.
  explicit RequestParser(HttpRequest& request);
  ~RequestParser();
  RequestParser(const RequestParser&) = delete;
  RequestParser& operator=(const RequestParser&) = delete;

  /// Makes ready for the next request: clears the HttpRequest too.
  void restart();

  /// Parses bytes that follow those consumed so far, which must not be none. `consumed` tells how
  /// many are done with. Stops after the head once, so that it can be judged before the body.
  [[nodiscard]] ParseOutcome parse(std::string_view bytes, std::size_t& consumed);

  [[nodiscard]] bool head_done() const;
  [[nodiscard]] bool complete() const;
  /// Whether the client lets the connection be used again.
  [[nodiscard]] bool keep_alive() const;
  /// Whether the client waits for "100 Continue" before it sends the body.
  [[nodiscard]] bool expects_continue() const;

 private:
  class Grammar;
  HttpRequest& request_;
  std::unique_ptr<Grammar> grammar_;
};

}  // namespace dynarocks::server
