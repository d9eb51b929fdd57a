#include "server/tls_context.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "base/logging.h"
#include "base/time_text.h"
#include "server/certificate_dates.h"
#include "server/openssl_types.h"
#include "server/pem_file.h"

namespace dynarocks::server {
namespace {

/// Of TLS 1.2: only those with forward secrecy and authenticated encryption, which is what 1.3 has.
constexpr const char* tls12_ciphers = "ECDHE+AESGCM:ECDHE+CHACHA20";

/// The one protocol inside, as ALPN names it, with its length before it.
constexpr std::string_view http11("\x08http/1.1");

/// A client that names protocols must name ours; one that only speaks others is told so.
int select_protocol(SSL*, const unsigned char** chosen, unsigned char* chosen_bytes,
                    const unsigned char* offered, unsigned offered_bytes, void*) {
  unsigned char* found = nullptr;
  const auto* ours = reinterpret_cast<const unsigned char*>(http11.data());
  const int outcome = SSL_select_next_proto(
      &found, chosen_bytes, ours, static_cast<unsigned>(http11.size()), offered, offered_bytes);
  *chosen = found;
  return outcome == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

void set_terms(SSL_CTX& context) {
  SSL_CTX_set_min_proto_version(&context, TLS1_2_VERSION);
  SSL_CTX_set_cipher_list(&context, tls12_ciphers);
  SSL_CTX_set_options(&context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  // Whatever is handled besides a request's bytes gives the event loop its turn.
  SSL_CTX_clear_mode(&context, SSL_MODE_AUTO_RETRY);
  // An idle connection gives its buffers back, 34 KiB.
  SSL_CTX_set_mode(&context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                 SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_read_ahead(&context, 1);
  SSL_CTX_set_alpn_select_cb(&context, select_protocol, nullptr);
  // Without one, sessions of clients with certificates could not be resumed.
  constexpr std::string_view name = "dynarocks";
  SSL_CTX_set_session_id_context(&context, reinterpret_cast<const unsigned char*>(name.data()),
                                 static_cast<unsigned>(name.size()));
}

void warn_of_dates(const std::string& path, const CertificateDates& dates, EpochMillis now) {
  const std::string what = "the certificate in '" + path + "' ";
  const std::string advice = "; clients will refuse it. Put another in its place and send SIGHUP";
  if (dates.until < now) {
    log::warn(what + "expired at " + iso_time(dates.until) + advice);
  } else if (dates.from > now) {
    log::warn(what + "is not valid before " + iso_time(dates.from) + advice);
  }
}

Result<void, std::string> use_certificate(SSL_CTX& context, const TlsFiles& files,
                                          EpochMillis now) {
  const auto chain = read_certificates(files.certificate);
  if (!chain) {
    return failure("the certificate file '" + files.certificate + "' " + chain.error() +
                   ". Give --tls-cert a PEM file with the server's certificate and its chain");
  }
  const auto key = read_private_key(files.key);
  if (!key) {
    return failure("the key file '" + files.key + "' " + key.error() +
                   ". Give --tls-key a PEM file with the certificate's private key");
  }
  X509& certificate = *chain->front();
  if (X509_check_private_key(&certificate, key->get()) != 1) {
    ERR_clear_error();
    return failure("the key in '" + files.key + "' is not that of the certificate in '" +
                   files.certificate + "'. Give --tls-cert and --tls-key what belongs together, " +
                   "the server's own certificate first");
  }
  bool usable = SSL_CTX_use_certificate(&context, &certificate) == 1;
  for (std::size_t i = 1; usable && i < chain->size(); ++i) {
    usable = SSL_CTX_add1_chain_cert(&context, (*chain)[i].get()) == 1;
  }
  if (!usable || SSL_CTX_use_PrivateKey(&context, key->get()) != 1) {
    return failure("the certificate in '" + files.certificate + "' cannot be used: " +
                   openssl_error() + ". Give --tls-cert one with a stronger key or signature");
  }
  warn_of_dates(files.certificate, dates_of(certificate), now);
  return {};
}

Result<void, std::string> require_client_certificates(SSL_CTX& context, const std::string& path) {
  const auto authorities = read_certificates(path);
  if (!authorities) {
    return failure("the file of clients' authorities '" + path + "' " + authorities.error() +
                   ". Give --tls-client-ca a PEM file with the certificates that sign clients'");
  }
  X509_STORE* const store = SSL_CTX_get_cert_store(&context);
  for (const auto& authority : *authorities) {
    if (X509_STORE_add_cert(store, authority.get()) != 1 ||
        SSL_CTX_add_client_CA(&context, authority.get()) != 1) {
      return failure("the file of clients' authorities '" + path +
                     "' cannot be used: " + openssl_error());
    }
  }
  SSL_CTX_set_verify(&context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  return {};
}

}  // namespace

Result<std::shared_ptr<SSL_CTX>, std::string> load_tls_context(const TlsFiles& files,
                                                               EpochMillis now) {
  ERR_clear_error();
  std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), OpensslDeleter());
  if (!context) return failure("TLS is not available: " + openssl_error());
  set_terms(*context);
  DYNAROCKS_TRY(use_certificate(*context, files, now));
  if (!files.client_ca.empty()) {
    DYNAROCKS_TRY(require_client_certificates(*context, files.client_ca));
  }
  return context;
}

}  // namespace dynarocks::server
