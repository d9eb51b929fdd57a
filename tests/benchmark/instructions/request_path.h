#pragma once
// The way of a request through the server below the socket: from its bytes to those of the answer,
// on a store in memory, on one thread.

#include <memory>
#include <string>
#include <string_view>

#include "server/http_message.h"
#include "server/request_parser.h"

namespace path_instructions {

class RequestPath {
 public:
  RequestPath();
  ~RequestPath();
  RequestPath(const RequestPath&) = delete;
  RequestPath& operator=(const RequestPath&) = delete;

  /// Answers one whole HTTP request; the response's body lives until the next.
  const dynarocks::server::HttpResponse& answer(std::string_view request);

 private:
  struct Server;
  std::unique_ptr<Server> server_;
  dynarocks::server::HttpRequest request_;
  dynarocks::server::HttpResponse response_;
  dynarocks::server::RequestParser parser_;
  std::string head_;
};

}  // namespace path_instructions
