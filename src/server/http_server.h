#pragma once
// Listens, and spreads connections over the event loops.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "server/http_session.h"
#include "server/request_pipeline.h"
#include "server/tls_identity.h"

namespace dynarocks::server {

/// A port to listen on.
struct HttpListener {
  /// Makes it speak TLS, and must outlive the server.
  const TlsIdentity* tls = nullptr;
  std::uint16_t port = 8000;         // 0: any free one
  std::string port_flag = "--port";  // that chooses it, for errors
};

struct HttpServerOptions {
  std::string host = "127.0.0.1";
  std::vector<HttpListener> listeners{HttpListener{}};
  unsigned threads = 1;  // event loops
  std::size_t max_connections = 10'000;
  SessionTimeouts timeouts;
  /// How long a stop waits for requests under way. Below the 10 s that container runtimes give.
  std::chrono::milliseconds stop_limit{8'000};
};

class HttpServer {
 public:
  /// Accepts connections when it returns. Errors, as one line that says what to do: the host is
  /// unknown, a port is taken. References must outlive the server.
  [[nodiscard]] static Result<std::unique_ptr<HttpServer>, std::string> start(
      const HttpServerOptions& options, const RequestPipeline& pipeline, const Clock& clock);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  /// Those of the options' listeners, in their order.
  [[nodiscard]] const std::vector<std::uint16_t>& ports() const;
  /// Whether only programs on this machine can reach it.
  [[nodiscard]] bool on_loopback() const;

  /// Accepts no more, lets requests under way finish within `stop_limit`, ends all connections.
  /// May be called again.
  void stop();

 private:
  class Loops;
  explicit HttpServer(std::unique_ptr<Loops> loops);
  std::unique_ptr<Loops> loops_;
};

}  // namespace dynarocks::server
