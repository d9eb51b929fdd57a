#pragma once
// A certificate that vouches for itself: clients trust it when they are given it.

#include <openssl/types.h>

#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace dynarocks::server {

struct CertificatePem {
  std::string certificate;
  std::string key;
};

/// For a server that goes by `names`, which are DNS names and IP addresses; with a new P-256 key.
/// Valid for a year from an hour ago, for clients whose clocks are behind. No authority: who has
/// its key cannot make certificates for other names. The error is OpenSSL's.
[[nodiscard]] Result<CertificatePem, std::string> make_self_signed(
    const std::vector<std::string>& names, EpochMillis now);

/// Whether it looks like one of these.
[[nodiscard]] bool is_self_made(const X509& certificate);

}  // namespace dynarocks::server
