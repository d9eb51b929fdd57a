#pragma once
// What a TLS connection is opened with: protocol versions, ciphers, and a certificate with its key.

#include <openssl/types.h>

#include <memory>
#include <string>

#include "base/clock.h"
#include "base/result.h"

namespace dynarocks::server {

/// PEM files.
struct TlsFiles {
  std::string certificate;  // the server's, and those that lead from it to an authority
  std::string key;
  std::string client_ca;  // authorities that sign clients' certificates; empty: clients need none
};

/// TLS 1.2 and 1.3 with forward secrecy, http/1.1. The error is one line that says what to do. A
/// certificate that clients will refuse for its dates is logged and taken: the clock may be wrong.
[[nodiscard]] Result<std::shared_ptr<SSL_CTX>, std::string> load_tls_context(const TlsFiles& files,
                                                                             EpochMillis now);

}  // namespace dynarocks::server
