#include "server/certificate_dates.h"

#include <openssl/asn1.h>
#include <openssl/x509.h>

#include <ctime>

namespace dynarocks::server {
namespace {

EpochMillis millis_of(const ASN1_TIME* time) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) return 0;
  return static_cast<EpochMillis>(timegm(&parts)) * 1000;
}

}  // namespace

CertificateDates dates_of(const X509& certificate) {
  return {millis_of(X509_get0_notBefore(&certificate)),
          millis_of(X509_get0_notAfter(&certificate))};
}

}  // namespace dynarocks::server
