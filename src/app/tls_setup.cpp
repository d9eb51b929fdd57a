#include "app/tls_setup.h"

#include <utility>

#include "app/tls_flags.h"
#include "server/self_signed_files.h"

namespace dynarocks {

Result<std::unique_ptr<TlsSetup>, std::string> TlsSetup::load(const ServerOptions& options) {
  const TlsOptions& tls = options.tls;
  if (auto fault = app::tls_flags_fault(tls, options.port); !fault.empty()) {
    return failure(std::move(fault));
  }
  if (!tls.enabled()) return nullptr;

  std::unique_ptr<TlsSetup> setup(new TlsSetup());
  server::TlsSource source;
  if (tls.self_signed) {
    std::string directory = tls.self_signed_dir;
    if (directory.empty() && options.in_memory) {
      DYNAROCKS_ASSIGN(setup->temporary_, TemporaryDirectory::make());
      directory = setup->temporary_->path();
    } else if (directory.empty()) {
      directory = options.data_dir + "/tls";
    }
    source.files = server::self_signed_files(directory);
    source.self_signed_host = options.host;
  } else {
    source.files = {tls.certificate_file, tls.key_file, {}};
  }
  source.files.client_ca = tls.client_ca_file;
  DYNAROCKS_ASSIGN(setup->identity_, server::TlsIdentity::load(std::move(source)));
  return setup;
}

}  // namespace dynarocks
