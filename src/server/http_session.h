#pragma once
// One client connection: reads a request, lets the pipeline answer it, writes the response, and
// again. Pipelined requests are answered in order; the next one is not read before the answer is
// written, so a client that never reads costs one response.

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>

#include "base/clock.h"
#include "server/asio_types.h"
#include "server/http_message.h"
#include "server/input_buffer.h"
#include "server/request_parser.h"
#include "server/request_pipeline.h"
#include "server/tls_stream.h"

namespace dynarocks::server {

class HttpSession;

struct SessionTimeouts {
  /// From a request's first byte to its last; also for the first byte of a connection, and for
  /// its TLS handshake.
  std::chrono::milliseconds request{60'000};
  /// Between requests.
  std::chrono::milliseconds idle{300'000};
  /// Without the client taking any byte of a response.
  std::chrono::milliseconds write{60'000};
};

/// What the sessions of one event loop share. Touched by that loop's thread alone, but for
/// stopping.
struct SessionEnvironment {
  const RequestPipeline& pipeline;
  const Clock& clock;
  SessionTimeouts timeouts;
  /// The whole server's: once set, answers end their connections.
  const std::atomic<bool>& stopping;
  std::unordered_set<HttpSession*> sessions;
  /// Memory of an answer that was sent, for the next one: connections that wait keep none.
  std::string spare_body;

  // The Date header's value and the second it is for.
  EpochMillis date_second = -1;
  std::string date;
};

class HttpSession {
 public:
  /// `tls`: what the connection is to be secured with; null: it speaks plain HTTP.
  HttpSession(Socket socket, SSL_CTX* tls, SessionEnvironment& environment);
  ~HttpSession();
  HttpSession(const HttpSession&) = delete;
  HttpSession& operator=(const HttpSession&) = delete;

  /// Serves the connection until either side ends it.
  [[nodiscard]] Task<void> run();

  /// Ends the connection if it is past its deadline.
  void expire(std::chrono::steady_clock::time_point now);
  /// Ends the connection if no request is under way.
  void end_if_idle();
  void abort();

 private:
  enum class Phase : std::uint8_t { idle, receiving, sending };
  enum class Received : std::uint8_t {
    request,  // request_ is whole
    refused,  // response_ is final and ends the connection
    nothing,  // the connection is over
  };

  [[nodiscard]] Task<bool> secure();
  [[nodiscard]] Task<Received> receive();
  void answer();
  void return_memory();
  [[nodiscard]] bool refuse(ParseOutcome outcome);
  [[nodiscard]] Task<bool> send_response(bool keep_alive);
  [[nodiscard]] Task<bool> send(std::array<std::string_view, 2> parts);
  [[nodiscard]] Task<void> linger();
  void enter(Phase phase, std::chrono::milliseconds limit);
  [[nodiscard]] std::string_view current_date();

  Socket socket_;
  std::unique_ptr<TlsStream> tls_;  // null: bytes go through the socket as they are
  SessionEnvironment& environment_;
  InputBuffer input_;
  HttpRequest request_;
  HttpResponse response_;
  std::string head_;
  RequestParser parser_;
  Phase phase_ = Phase::idle;
  std::chrono::steady_clock::time_point deadline_;
};

}  // namespace dynarocks::server
