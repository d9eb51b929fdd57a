#pragma once
// Principals as users write them, and the names IAM allows.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "auth/principal.h"

namespace dynarocks::auth {

inline constexpr std::size_t max_name_bytes = 64;
inline constexpr std::size_t max_path_bytes = 512;

/// Letters, digits and _+=,.@- : names of users, roles and sessions, 1 to 64.
[[nodiscard]] bool is_iam_name(std::string_view name);

/// The account's root.
[[nodiscard]] Principal root_of(std::string_view account_id);

/// A session of a role; `path` begins and ends with a slash.
[[nodiscard]] Principal session_of_role(std::string_view account_id, std::string_view path,
                                        std::string_view role, std::string_view session);

/// "root", "user/alice", "user/division/team/alice", "role/Reader/session" or
/// "role/division/Reader/session"; nothing when it is none of them. The unique id follows from the
/// account and the name, so it is the same after a restart.
[[nodiscard]] std::optional<Principal> parse_identity(std::string_view text,
                                                      std::string_view account_id);

}  // namespace dynarocks::auth
