#include "server/tls_identity.h"

#include <utility>

#include "base/clock.h"
#include "server/self_signed_files.h"

namespace dynarocks::server {

Result<std::unique_ptr<TlsIdentity>, std::string> TlsIdentity::load(TlsSource source) {
  std::unique_ptr<TlsIdentity> identity(new TlsIdentity(std::move(source)));
  DYNAROCKS_TRY(identity->reload());
  return identity;
}

Result<void, std::string> TlsIdentity::reload() {
  // Clients judge certificates by real time, so a moved clock does not count.
  const EpochMillis now = SystemClock().now_millis();
  if (!source_.self_signed_host.empty()) {
    DYNAROCKS_TRY(keep_self_signed_files(source_.files, source_.self_signed_host, now));
  }
  DYNAROCKS_ASSIGN(auto loaded, load_tls_context(source_.files, now));
  const std::lock_guard lock(mutex_);
  current_ = std::move(loaded);
  return {};
}

std::shared_ptr<SSL_CTX> TlsIdentity::current() const {
  const std::lock_guard lock(mutex_);
  return current_;
}

}  // namespace dynarocks::server
