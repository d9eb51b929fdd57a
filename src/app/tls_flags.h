#pragma once
// The flags of TLS: what they are, and which of them make sense together.

#include <cstdint>
#include <string>

#include "dynarocks/server.h"

namespace CLI {
class App;
}  // namespace CLI

namespace dynarocks::app {

void declare_tls_flags(CLI::App& app, TlsOptions& tls);

/// What is wrong with the options, in the words of their flags, and what to do, without a full
/// stop; empty when nothing is. `port` is that of --port.
[[nodiscard]] std::string tls_flags_fault(const TlsOptions& tls, std::uint16_t port);

}  // namespace dynarocks::app
