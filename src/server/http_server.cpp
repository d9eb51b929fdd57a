#include "server/http_server.h"

#include <algorithm>
#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>
#include <deque>
#include <future>
#include <utility>

#include "base/logging.h"
#include "server/connection_count.h"
#include "server/event_loop.h"

namespace dynarocks::server {
namespace {

/// Pause after the operating system had no file descriptor or memory for a connection.
constexpr std::chrono::milliseconds accept_pause{100};
constexpr std::chrono::milliseconds abort_limit{2'000};

constexpr std::string_view too_many_connections =
    "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/// Says what little fits into the socket's empty buffer, and ends the connection. Where TLS is
/// spoken nothing can be said without a handshake.
void turn_away(Socket socket, bool tls) {
  error_code ignored;
  socket.non_blocking(true, ignored);
  if (!tls) socket.write_some(asio::buffer(too_many_connections), ignored);
  socket.shutdown(tcp::socket::shutdown_both, ignored);
}

/// Opens `acceptor` on the first of the host's addresses that works.
Result<void, std::string> listen(const std::string& host, const HttpListener& listener,
                                 Acceptor& acceptor) {
  const std::string port = std::to_string(listener.port);
  error_code error;
  tcp::resolver resolver(acceptor.get_executor());
  const auto addresses = resolver.resolve(host, port, tcp::resolver::passive, error);
  if (error || addresses.empty()) {
    return failure("cannot listen on host '" + host + "': " + error.message() +
                   ". Give --host an address of this machine, such as 127.0.0.1 or 0.0.0.0");
  }
  for (const auto& address : addresses) {
    error_code ignored;
    acceptor.close(ignored);
    acceptor.open(address.endpoint().protocol(), error);
    if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) acceptor.bind(address.endpoint(), error);
    if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (!error) return {};
  }
  const std::string place = host + ":" + port;
  if (error == asio::error::address_in_use) {
    return failure("port " + port + " is in use (" + place +
                   "). Stop the program that listens there, or choose another with " +
                   listener.port_flag);
  }
  if (error == asio::error::access_denied) {
    return failure("not allowed to listen on " + place + ". Choose a port above 1023 with " +
                   listener.port_flag);
  }
  return failure("cannot listen on " + place + ": " + error.message() +
                 ". Give --host an address of this machine");
}

}  // namespace

/// The event loops and the acceptors, which live on the first of them.
class HttpServer::Loops {
 public:
  Loops(const HttpServerOptions& options, const RequestPipeline& pipeline, const Clock& clock)
      : stop_limit_(options.stop_limit), connections_(options.max_connections) {
    for (unsigned i = 0; i < std::max(options.threads, 1u); ++i) {
      loops_.push_back(
          std::make_unique<EventLoop>(pipeline, clock, options.timeouts, connections_, stopping_));
    }
  }

  ~Loops() {
    stop();
    acceptors_.clear();
  }

  [[nodiscard]] Result<void, std::string> start(const HttpServerOptions& options) {
    asio::io_context& context = loops_.front()->context();
    for (const HttpListener& listener : options.listeners) {
      acceptors_.emplace_back(context);
      DYNAROCKS_TRY(listen(options.host, listener, acceptors_.back()));
      const tcp::endpoint endpoint = acceptors_.back().local_endpoint();
      ports_.push_back(endpoint.port());
      on_loopback_ = on_loopback_ && endpoint.address().is_loopback();
    }
    for (std::size_t i = 0; i < acceptors_.size(); ++i) {
      asio::co_spawn(context, accept_connections(acceptors_[i], options.listeners[i].tls),
                     asio::detached);
    }
    for (const auto& loop : loops_) loop->start();
    running_ = true;
    return {};
  }

  [[nodiscard]] const std::vector<std::uint16_t>& ports() const { return ports_; }
  [[nodiscard]] bool on_loopback() const { return on_loopback_; }

  void stop() {
    if (!running_) return;
    running_ = false;
    // Set for all loops at once: an answer given after a client saw any sign of the stop must say
    // so.
    stopping_ = true;
    close_acceptors();
    for (const auto& loop : loops_) loop->finish();
    if (!connections_.wait_until_none(stop_limit_)) {
      for (const auto& loop : loops_) loop->abort();
      (void)connections_.wait_until_none(abort_limit);
    }
    for (const auto& loop : loops_) loop->join();
  }

 private:
  [[nodiscard]] Task<void> accept_connections(Acceptor& acceptor, const TlsIdentity* tls) {
    Timer pause(acceptor.get_executor());
    for (std::size_t next = 0;; next = (next + 1) % loops_.size()) {
      EventLoop& loop = *loops_[next];
      error_code error;
      Socket socket =
          co_await acceptor.async_accept(loop.context().get_executor(), resume_with(error));
      if (!acceptor.is_open()) co_return;
      if (!error) {
        if (connections_.open()) {
          loop.serve(std::move(socket), tls != nullptr ? tls->current() : nullptr);
        } else {
          turn_away(std::move(socket), tls != nullptr);
        }
      } else if (error != asio::error::connection_aborted) {
        log::warn("cannot accept a connection: " + error.message());
        pause.expires_after(accept_pause);
        co_await pause.async_wait(resume_with(error));
      }
    }
  }

  /// Returns when the acceptors, which belong to the first loop's thread, are closed.
  void close_acceptors() {
    std::promise<void> closed;
    asio::post(loops_.front()->context(), [this, &closed] {
      error_code ignored;
      for (Acceptor& acceptor : acceptors_) acceptor.close(ignored);
      closed.set_value();
    });
    closed.get_future().wait();
  }

  const std::chrono::milliseconds stop_limit_;
  ConnectionCount connections_;
  std::atomic<bool> stopping_ = false;
  std::vector<std::unique_ptr<EventLoop>> loops_;
  std::deque<Acceptor> acceptors_;
  std::vector<std::uint16_t> ports_;
  bool on_loopback_ = true;
  bool running_ = false;
};

HttpServer::HttpServer(std::unique_ptr<Loops> loops) : loops_(std::move(loops)) {}
HttpServer::~HttpServer() = default;

Result<std::unique_ptr<HttpServer>, std::string> HttpServer::start(const HttpServerOptions& options,
                                                                   const RequestPipeline& pipeline,
                                                                   const Clock& clock) {
  auto loops = std::make_unique<Loops>(options, pipeline, clock);
  DYNAROCKS_TRY(loops->start(options));
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(loops)));
}

const std::vector<std::uint16_t>& HttpServer::ports() const { return loops_->ports(); }
bool HttpServer::on_loopback() const { return loops_->on_loopback(); }
void HttpServer::stop() { loops_->stop(); }

}  // namespace dynarocks::server
