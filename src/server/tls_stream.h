#pragma once
// TLS on a connection's socket, from the server's side. Reads and writes are tried at once and wait
// for the socket only when it has to: OpenSSL works on the socket itself, without buffers between.

#include <openssl/types.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "server/asio_types.h"

namespace dynarocks::server {

class TlsStream {
 public:
  enum class Handshake : std::uint8_t {
    done,
    plain_http,  // the client speaks HTTP without TLS; nothing has been sent to it
    failed,      // the connection is of no use; the client has been told why if it can be
  };

  /// The socket must outlive the stream. The context is kept as long as it is needed.
  TlsStream(Socket& socket, SSL_CTX& context);
  /// Ends as end() does.
  ~TlsStream();
  TlsStream(const TlsStream&) = delete;
  TlsStream& operator=(const TlsStream&) = delete;

  [[nodiscard]] Task<Handshake> shake_hands();

  /// Some bytes, at least one; `error` is set when there are no more.
  [[nodiscard]] Task<std::size_t> read_some(char* room, std::size_t size, error_code& error);
  /// Sends some of the parts' bytes, together in one record if they are short; answers how many.
  [[nodiscard]] Task<std::size_t> write_some(const std::array<std::string_view, 2>& parts,
                                             error_code& error);

  /// Whether bytes were received that read_some has not answered yet.
  [[nodiscard]] bool has_input() const;

  /// Tells the client that nothing follows, if its socket takes that at once. Not for while
  /// write_some is under way.
  void end();

 private:
  struct Deleter {
    void operator()(SSL* ssl) const;
  };
  [[nodiscard]] std::optional<Socket::wait_type> wanted();

  Socket& socket_;
  std::unique_ptr<SSL, Deleter> ssl_;
  bool over_ = false;  // ended, by us or by an error
};

}  // namespace dynarocks::server
