#pragma once
// The server's own certificate and its key, kept in files: a client that trusts the certificate
// still does after a restart.

#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "server/tls_context.h"

namespace dynarocks::server {

/// cert.pem and key.pem in a directory.
[[nodiscard]] TlsFiles self_signed_files(const std::string& directory);

/// Makes certificate and key, and the directory, unless they are there and serve: they belong
/// together, the certificate names localhost, 127.0.0.1, ::1 and the host, and lasts for another
/// month. Replaces only what it has made. The error is one line that says what to do.
[[nodiscard]] Result<void, std::string> keep_self_signed_files(const TlsFiles& files,
                                                               const std::string& host,
                                                               EpochMillis now);

}  // namespace dynarocks::server
