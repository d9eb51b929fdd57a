#pragma once
// One thread with the connections it serves. Nothing of a connection is shared between loops.

#include <atomic>
#include <chrono>
#include <memory>
#include <thread>

#include "base/clock.h"
#include "server/asio_types.h"
#include "server/connection_count.h"
#include "server/http_session.h"
#include "server/request_pipeline.h"

namespace dynarocks::server {

class EventLoop {
 public:
  /// All references must outlive the loop.
  EventLoop(const RequestPipeline& pipeline, const Clock& clock, SessionTimeouts timeouts,
            ConnectionCount& connections, const std::atomic<bool>& stopping);
  ~EventLoop();
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;

  /// Starts the thread.
  void start();
  /// Where sockets and coroutines of this loop live.
  [[nodiscard]] asio::io_context& context() { return context_; }

  // From any thread:
  /// Serves a connection that was opened on this loop's context and counted in `connections`;
  /// over TLS if there is a context for it.
  void serve(Socket socket, std::shared_ptr<SSL_CTX> tls);
  /// Ends idle connections; with `stopping` set the others end after the answer they are at.
  void finish();
  /// Ends all connections.
  void abort();
  /// Ends the thread and waits for it.
  void join();

 private:
  [[nodiscard]] Task<void> serve_session(Socket socket, std::shared_ptr<SSL_CTX> tls);
  [[nodiscard]] Task<void> sweep();

  SessionEnvironment environment_;  // outlives the coroutines in context_
  ConnectionCount& connections_;
  asio::io_context context_{1};  // one thread runs it
  asio::executor_work_guard<Executor> work_{context_.get_executor()};
  std::chrono::milliseconds sweep_interval_;
  std::thread thread_;
};

}  // namespace dynarocks::server
