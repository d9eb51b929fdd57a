#pragma once
// From when to when a certificate counts.

#include <openssl/types.h>

#include "base/clock.h"

namespace dynarocks::server {

struct CertificateDates {
  EpochMillis from = 0;
  EpochMillis until = 0;
};

[[nodiscard]] CertificateDates dates_of(const X509& certificate);

}  // namespace dynarocks::server
