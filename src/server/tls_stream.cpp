#include "server/tls_stream.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <new>
#include <string>

#include "base/logging.h"
#include "server/openssl_types.h"

namespace dynarocks::server {
namespace {

/// What fits into one record.
constexpr std::size_t record_bytes = SSL3_RT_MAX_PLAIN_LENGTH;

// OpenSSL's own BIO for sockets raises SIGPIPE when the peer is gone, and knows a descriptor's
// number for longer than it is ours; this one asks the socket.

Socket& socket_of(BIO* bio) { return *static_cast<Socket*>(BIO_get_data(bio)); }

int read_socket(BIO* bio, char* room, int size) {
  BIO_clear_retry_flags(bio);
  error_code error;
  const std::size_t bytes =
      socket_of(bio).read_some(asio::mutable_buffer(room, static_cast<std::size_t>(size)), error);
  if (!error) return static_cast<int>(bytes);
  if (error == asio::error::eof) return 0;
  if (error == asio::error::would_block) BIO_set_retry_read(bio);
  return -1;
}

int write_socket(BIO* bio, const char* bytes, int size) {
  BIO_clear_retry_flags(bio);
  error_code error;
  const std::size_t sent =
      socket_of(bio).write_some(asio::const_buffer(bytes, static_cast<std::size_t>(size)), error);
  if (!error) return static_cast<int>(sent);
  if (error == asio::error::would_block) BIO_set_retry_write(bio);
  return -1;
}

long control_socket(BIO*, int command, long, void*) { return command == BIO_CTRL_FLUSH ? 1 : 0; }

BIO_METHOD* socket_method() {
  static const OpensslPtr<BIO_METHOD> method = [] {
    OpensslPtr<BIO_METHOD> made(
        BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "connection"));
    if (!made) throw std::bad_alloc();
    BIO_meth_set_read(made.get(), read_socket);
    BIO_meth_set_write(made.get(), write_socket);
    BIO_meth_set_ctrl(made.get(), control_socket);
    return made;
  }();
  return method.get();
}

}  // namespace

void TlsStream::Deleter::operator()(SSL* ssl) const { SSL_free(ssl); }

TlsStream::TlsStream(Socket& socket, SSL_CTX& context) : socket_(socket), ssl_(SSL_new(&context)) {
  BIO* const bio = BIO_new(socket_method());
  if (!ssl_ || bio == nullptr) {
    BIO_free(bio);
    ERR_clear_error();
    throw std::bad_alloc();
  }
  BIO_set_data(bio, &socket_);
  BIO_set_init(bio, 1);
  SSL_set_bio(ssl_.get(), bio, bio);
  SSL_set_accept_state(ssl_.get());
  error_code ignored;
  socket_.non_blocking(true, ignored);
}

TlsStream::~TlsStream() { end(); }

Task<TlsStream::Handshake> TlsStream::shake_hands() {
  while (true) {
    // Errors are queued for the thread, which serves other connections, too.
    ERR_clear_error();
    if (SSL_do_handshake(ssl_.get()) == 1) co_return Handshake::done;
    const auto wait = wanted();
    if (!wait) {
      const int reason = ERR_GET_REASON(ERR_peek_last_error());
      if (log::enabled(log::Level::debug)) log::debug("TLS handshake failed: " + openssl_error());
      co_return reason == SSL_R_HTTP_REQUEST ? Handshake::plain_http : Handshake::failed;
    }
    error_code error;
    co_await socket_.async_wait(*wait, resume_with(error));
    if (error) co_return Handshake::failed;
  }
}

Task<std::size_t> TlsStream::read_some(char* room, std::size_t size, error_code& error) {
  bool waited = false;
  while (true) {
    std::size_t bytes = 0;
    ERR_clear_error();
    if (SSL_read_ex(ssl_.get(), room, size, &bytes) == 1) {
      // A client that sends without a pause takes turns with the loop's other connections.
      if (!waited) co_await asio::post(socket_.get_executor(), asio::use_awaitable_t<Executor>());
      co_return bytes;
    }
    const auto wait = wanted();
    if (!wait) {
      error = asio::error::eof;
      co_return 0;
    }
    co_await socket_.async_wait(*wait, resume_with(error));
    if (error) co_return 0;
    waited = true;
  }
}

Task<std::size_t> TlsStream::write_some(const std::array<std::string_view, 2>& parts,
                                        error_code& error) {
  std::string record;
  std::string_view bytes = parts[0].empty() ? parts[1] : parts[0];
  if (!parts[0].empty() && !parts[1].empty() && parts[0].size() < record_bytes) {
    const std::size_t rest = std::min(parts[1].size(), record_bytes - parts[0].size());
    record.reserve(parts[0].size() + rest);
    record.append(parts[0]).append(parts[1].substr(0, rest));
    bytes = record;
  }
  while (true) {
    std::size_t sent = 0;
    ERR_clear_error();
    if (SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &sent) == 1) co_return sent;
    const auto wait = wanted();
    if (!wait) {
      error = asio::error::broken_pipe;
      co_return 0;
    }
    co_await socket_.async_wait(*wait, resume_with(error));
    if (error) co_return 0;
  }
}

bool TlsStream::has_input() const { return SSL_has_pending(ssl_.get()) == 1; }

void TlsStream::end() {
  if (over_ || SSL_is_init_finished(ssl_.get()) != 1) return;
  over_ = true;
  ERR_clear_error();
  (void)SSL_shutdown(ssl_.get());
  ERR_clear_error();
}

/// What the call that has just failed waits for, or nothing: the connection is over.
std::optional<Socket::wait_type> TlsStream::wanted() {
  switch (SSL_get_error(ssl_.get(), 0)) {
    case SSL_ERROR_WANT_READ:
      return Socket::wait_read;
    case SSL_ERROR_WANT_WRITE:
      return Socket::wait_write;
    case SSL_ERROR_ZERO_RETURN:
      return std::nullopt;
    default:
      over_ = true;
      return std::nullopt;
  }
}

}  // namespace dynarocks::server
