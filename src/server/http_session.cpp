#include "server/http_session.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <utility>

#include "model/limits.h"
#include "server/response_head.h"

namespace dynarocks::server {
namespace {

constexpr std::size_t head_read_bytes = 4 * 1024;
constexpr std::size_t body_read_bytes = 64 * 1024;
/// Kept by a connection without a request: there may be thousands of them.
constexpr std::size_t idle_input_bytes = 16 * 1024;
/// Kept by an event loop for its next answer: a page of 1 MB of items, as JSON.
constexpr std::size_t spare_body_bytes = 4 * 1024 * 1024;
/// How long and for how many bytes a connection that is being ended still listens. Closing with
/// unread input makes the kernel discard the answer on its way.
constexpr std::chrono::milliseconds linger_limit{2'000};
constexpr std::size_t linger_bytes = 2 * model::limits::request_body_bytes;

constexpr std::string_view continue_head = "HTTP/1.1 100 Continue\r\n\r\n";

/// Notes who is at the other end; an IPv4 address in its own form.
void identify_peer(const Socket& socket, HttpRequest& request) {
  error_code error;
  asio::ip::address peer = socket.remote_endpoint(error).address();
  if (error) return;
  if (peer.is_v6() && peer.to_v6().is_v4_mapped()) {
    peer = asio::ip::make_address_v4(asio::ip::v4_mapped, peer.to_v6());
  }
  request.from_loopback = peer.is_loopback();
  request.peer_address = peer.to_string();
}

}  // namespace

HttpSession::HttpSession(Socket socket, SSL_CTX* tls, SessionEnvironment& environment)
    : socket_(std::move(socket)),
      tls_(tls != nullptr ? std::make_unique<TlsStream>(socket_, *tls) : nullptr),
      environment_(environment),
      parser_(request_) {
  environment_.sessions.insert(this);
}

HttpSession::~HttpSession() { environment_.sessions.erase(this); }

Task<void> HttpSession::run() {
  error_code ignored;
  socket_.set_option(tcp::no_delay(true), ignored);
  socket_.non_blocking(true, ignored);
  identify_peer(socket_, request_);
  enter(Phase::idle, environment_.timeouts.request);
  if (tls_ && !co_await secure()) {
    co_await linger();
    co_return;
  }
  while (true) {
    const Received received = co_await receive();
    if (received == Received::nothing) co_return;

    bool keep_alive = false;
    if (received == Received::request) {
      answer();
      keep_alive = parser_.keep_alive() && !response_.close && !environment_.stopping;
    }
    if (!co_await send_response(keep_alive)) co_return;
    if (!keep_alive) break;
    return_memory();
    enter(Phase::idle, environment_.timeouts.idle);
  }
  co_await linger();
}

/// The handshake, after which requests may follow.
Task<bool> HttpSession::secure() {
  const TlsStream::Handshake outcome = co_await tls_->shake_hands();
  if (outcome == TlsStream::Handshake::plain_http) {
    tls_.reset();
    answer_plain_http(response_);
    (void)co_await send_response(false);
  }
  request_.secure = outcome == TlsStream::Handshake::done;
  enter(Phase::idle, environment_.timeouts.request);
  co_return request_.secure;
}

Task<HttpSession::Received> HttpSession::receive() {
  parser_.restart();
  if (!input_.empty()) enter(Phase::receiving, environment_.timeouts.request);
  if (phase_ == Phase::idle && environment_.stopping) co_return Received::nothing;
  bool head_judged = false;
  while (true) {
    if (!input_.empty()) {
      std::size_t consumed = 0;
      const ParseOutcome outcome = parser_.parse(input_.bytes(), consumed);
      input_.consume(consumed);
      if (refuse(outcome)) co_return Received::refused;
      if (!head_judged && parser_.head_done()) {
        head_judged = true;
        if (RequestPipeline::refuse_head(request_, response_)) co_return Received::refused;
        if (outcome == ParseOutcome::need_more) {
          if (!input_.empty()) continue;
          if (parser_.expects_continue()) {
            if (!co_await send({continue_head, {}})) co_return Received::nothing;
            enter(Phase::receiving, environment_.timeouts.request);
          }
        }
      }
      if (outcome == ParseOutcome::complete) co_return Received::request;
    }

    char* const room = input_.prepare(head_judged ? body_read_bytes : head_read_bytes);
    error_code error;
    std::size_t bytes = 0;
    if (tls_) {
      bytes = co_await tls_->read_some(room, input_.room(), error);
    } else {
      bytes = co_await socket_.async_read_some(asio::mutable_buffer(room, input_.room()),
                                               resume_with(error));
    }
    if (error) co_return Received::nothing;
    input_.commit(bytes);
    if (phase_ == Phase::idle) enter(Phase::receiving, environment_.timeouts.request);
  }
}

void HttpSession::answer() {
  // Empty while another connection's answer is on its way.
  response_.body.swap(environment_.spare_body);
  environment_.pipeline.answer(request_, response_);
}

/// What the next request may need is kept by the event loop, or small.
void HttpSession::return_memory() {
  input_.release(idle_input_bytes);
  std::string& body = response_.body;
  if (body.capacity() > environment_.spare_body.capacity() && body.capacity() <= spare_body_bytes) {
    body.swap(environment_.spare_body);
  }
  // Assigning an empty string would keep the memory.
  std::string().swap(body);
}

/// Whether the parser has found a request that cannot be answered; response_ says so then.
bool HttpSession::refuse(ParseOutcome outcome) {
  if (outcome == ParseOutcome::malformed) {
    answer_malformed(response_);
    return true;
  }
  if (outcome == ParseOutcome::body_too_large) {
    answer_too_large(response_);
    return true;
  }
  return false;
}

Task<bool> HttpSession::send_response(bool keep_alive) {
  write_response_head(response_, {request_.version, keep_alive}, current_date(), head_);
  const bool without_body = request_.method == "HEAD";
  co_return co_await send({head_, without_body ? std::string_view() : response_.body});
}

Task<bool> HttpSession::send(std::array<std::string_view, 2> parts) {
  while (!parts[0].empty() || !parts[1].empty()) {
    enter(Phase::sending, environment_.timeouts.write);
    error_code error;
    std::size_t sent = 0;
    if (tls_) {
      sent = co_await tls_->write_some(parts, error);
    } else {
      const std::array<asio::const_buffer, 2> buffers{
          asio::const_buffer(parts[0].data(), parts[0].size()),
          asio::const_buffer(parts[1].data(), parts[1].size())};
      // The socket has room for nearly every answer: then the event loop need not be asked.
      sent = socket_.write_some(buffers, error);
      if (error == asio::error::would_block) {
        sent = co_await socket_.async_write_some(buffers, resume_with(error));
      }
    }
    if (error) co_return false;
    for (std::string_view& part : parts) {
      const std::size_t of_part = std::min(sent, part.size());
      part.remove_prefix(of_part);
      sent -= of_part;
    }
  }
  co_return true;
}

/// What the client still sends is not deciphered.
Task<void> HttpSession::linger() {
  if (tls_) tls_->end();
  error_code error;
  socket_.shutdown(tcp::socket::shutdown_send, error);
  if (error) co_return;
  enter(Phase::sending, linger_limit);
  input_.consume(input_.bytes().size());
  std::size_t discarded = 0;
  while (!error && discarded < linger_bytes) {
    char* const room = input_.prepare(head_read_bytes);
    discarded += co_await socket_.async_read_some(asio::mutable_buffer(room, input_.room()),
                                                  resume_with(error));
  }
}

void HttpSession::expire(std::chrono::steady_clock::time_point now) {
  if (now >= deadline_) abort();
}

void HttpSession::end_if_idle() {
  if (phase_ != Phase::idle) return;
  // A request may have arrived that this thread has not come to yet.
  error_code error;
  if (socket_.available(error) > 0 && !error) return;
  if (tls_ && tls_->has_input()) return;
  abort();
}

void HttpSession::abort() {
  if (tls_ && phase_ != Phase::sending) tls_->end();
  error_code ignored;
  socket_.close(ignored);
}

void HttpSession::enter(Phase phase, std::chrono::milliseconds limit) {
  phase_ = phase;
  deadline_ = std::chrono::steady_clock::now() + limit;
}

std::string_view HttpSession::current_date() {
  const EpochMillis now = environment_.clock.now_millis();
  if (const EpochMillis second = now / 1000; second != environment_.date_second) {
    environment_.date_second = second;
    environment_.date = http_date(now);
  }
  return environment_.date;
}

}  // namespace dynarocks::server
