#pragma once
// The certificate a server shows, from its options.

#include <memory>
#include <string>

#include "app/temporary_directory.h"
#include "base/result.h"
#include "dynarocks/server.h"
#include "server/tls_identity.h"

namespace dynarocks {

class TlsSetup {
 public:
  /// Null without TLS. The error is one line that says what to do.
  [[nodiscard]] static Result<std::unique_ptr<TlsSetup>, std::string> load(
      const ServerOptions& options);

  [[nodiscard]] server::TlsIdentity& identity() const { return *identity_; }

 private:
  TlsSetup() = default;
  std::unique_ptr<TemporaryDirectory> temporary_;  // null unless the certificate is kept there
  std::unique_ptr<server::TlsIdentity> identity_;
};

}  // namespace dynarocks
