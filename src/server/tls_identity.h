#pragma once
// Who a TLS port says it is. Connections that are opened after a reload are shown the new
// certificate; those that are open keep what they were opened with.

#include <memory>
#include <mutex>
#include <string>

#include "base/result.h"
#include "server/tls_context.h"

namespace dynarocks::server {

struct TlsSource {
  TlsFiles files;
  /// Certificate and key are made by the server itself, for this host; empty: somebody else's.
  std::string self_signed_host;
};

/// Safe to use from several threads at once.
class TlsIdentity {
 public:
  /// The error is one line that says what to do.
  [[nodiscard]] static Result<std::unique_ptr<TlsIdentity>, std::string> load(TlsSource source);

  /// Reads the files again. On failure nothing changes.
  [[nodiscard]] Result<void, std::string> reload();

  [[nodiscard]] std::shared_ptr<SSL_CTX> current() const;
  [[nodiscard]] const TlsFiles& files() const { return source_.files; }

 private:
  explicit TlsIdentity(TlsSource source) : source_(std::move(source)) {}

  const TlsSource source_;
  mutable std::mutex mutex_;
  std::shared_ptr<SSL_CTX> current_;
};

}  // namespace dynarocks::server
