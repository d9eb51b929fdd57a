#pragma once
// STS AssumeRole: temporary credentials for a session of a role.

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/credential.h"
#include "base/clock.h"
#include "base/result.h"
#include "model/tag.h"

namespace dynarocks::auth {

inline constexpr std::size_t max_session_tags = 50;

/// An error as STS tells it.
struct StsError {
  int http_status = 400;
  std::string code;  // "ValidationError"
  std::string message;
};

/// The parameters as they were sent.
struct AssumeRoleRequest {
  std::optional<std::string> role_arn;
  std::optional<std::string> session_name;
  std::optional<std::string> duration_seconds;
  std::optional<std::string> policy;
  std::vector<model::Tag> tags;
};

/// Whether somebody may become a session of a role.
using MayAssume = std::function<bool(const Principal& principal, std::string_view role_arn)>;

/// Every role of one's own account; which of them there are, nobody keeps.
[[nodiscard]] bool is_role_of_own_account(const Principal& principal, std::string_view role_arn);

/// A new key for the role, with its session token, at `now`. `issuer_secret` is the secret of
/// `caller.issuer`.
[[nodiscard]] Result<Credential, StsError> assume_role(const AssumeRoleRequest& request,
                                                       const Credential& caller,
                                                       std::string_view issuer_secret,
                                                       EpochMillis now,
                                                       const MayAssume& may_assume);

}  // namespace dynarocks::auth
