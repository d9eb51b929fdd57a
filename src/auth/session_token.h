#pragma once
// The session tokens of temporary credentials. A token is the credentials themselves, encrypted and
// authenticated under a key derived from the secret of the lasting key that asked for them: nothing
// is stored, tokens outlive a restart, and they end when that key is taken away.
// docs/decisions/0014-signatures.md.

#include <optional>
#include <string>
#include <string_view>

#include "auth/credential.h"

namespace dynarocks::auth {

/// What the ids of temporary keys begin with.
inline constexpr std::string_view temporary_key_prefix = "ASIA";

/// The token of a session. Its issuer's id stands in it readably, all else is sealed.
[[nodiscard]] std::string seal_session(const Credential& session, std::string_view issuer_secret);

/// The lasting key a token claims to go back to; nothing when it is no token.
[[nodiscard]] std::optional<std::string> issuer_of(std::string_view token);

/// The session that seal_session was given, with the token; nothing when a bit of the token was
/// changed or it was sealed with another secret.
[[nodiscard]] std::optional<Credential> open_session(std::string_view token,
                                                     std::string_view issuer_secret);

}  // namespace dynarocks::auth
