#include "app/tls_flags.h"

#include <CLI/CLI.hpp>

namespace dynarocks::app {

void declare_tls_flags(CLI::App& app, TlsOptions& tls) {
  app.add_option("--tls-cert", tls.certificate_file,
                 "Speak HTTPS: PEM file with the server's certificate and its chain");
  app.add_option("--tls-key", tls.key_file, "PEM file with the certificate's private key");
  app.add_flag("--tls-self-signed", tls.self_signed,
               "Speak HTTPS with a certificate that the server makes for itself");
  app.add_option("--tls-dir", tls.self_signed_dir,
                 "Where that certificate is kept, and its key (default: tls in the data directory, "
                 "or a temporary directory with --in-memory)");
  app.add_option("--tls-port", tls.port,
                 "Port for HTTPS beside HTTP; 0 picks a free one. Without it --port speaks HTTPS");
  app.add_option("--tls-client-ca", tls.client_ca_file,
                 "Require client certificates signed by an authority in this PEM file");
}

std::string tls_flags_fault(const TlsOptions& tls, std::uint16_t port) {
  if (tls.certificate_file.empty() != tls.key_file.empty()) {
    return "--tls-cert and --tls-key belong together; give both or neither";
  }
  if (tls.self_signed && !tls.certificate_file.empty()) {
    return "--tls-self-signed and --tls-cert exclude each other; give one of them";
  }
  if (!tls.self_signed_dir.empty() && !tls.self_signed) {
    return "--tls-dir is for the certificate of --tls-self-signed; give that, too";
  }
  const char* const needs_certificate = tls.port                      ? "--tls-port"
                                        : !tls.client_ca_file.empty() ? "--tls-client-ca"
                                                                      : nullptr;
  if (!tls.enabled() && needs_certificate != nullptr) {
    return std::string(needs_certificate) +
           " needs a certificate; give --tls-cert and --tls-key, or --tls-self-signed";
  }
  if (tls.port && *tls.port == port && port != 0) {
    return "--port and --tls-port are the same; give two ports, or one of them without --tls-port";
  }
  return {};
}

}  // namespace dynarocks::app
