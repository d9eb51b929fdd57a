#pragma once
// Who makes a request, as IAM names them: an account's root, a user, or a session of an assumed
// role. Which key belongs to whom is the credentials' matter, what they may do the policies'.

#include <cstdint>
#include <string>
#include <vector>

#include "model/tag.h"

namespace dynarocks::auth {

enum class PrincipalKind : std::uint8_t { root, user, assumed_role };

struct Principal {
  PrincipalKind kind = PrincipalKind::root;
  std::string account_id;  // 12 digits
  /// Of the user or the role: "/" or "/division/team/".
  std::string path = "/";
  /// Of the user or the role; empty for root.
  std::string name;
  /// Of the assumed role; empty for others.
  std::string session_name;
  /// aws:userid: the account id for root, "AIDA..." for a user, "AROA...:session" for a session.
  std::string unique_id;
  /// aws:PrincipalTag/<key>.
  std::vector<model::Tag> tags;
  friend bool operator==(const Principal&, const Principal&) = default;
};

/// As it stands in the text of a denial and in aws:PrincipalArn's kin:
///  - arn:aws:iam::<account>:root
///  - arn:aws:iam::<account>:user<path><name>
///  - arn:aws:sts::<account>:assumed-role/<role>/<session>, without the role's path
[[nodiscard]] std::string principal_arn(const Principal& principal);

/// arn:aws:iam::<account>:role<path><name> of an assumed role: what policies name as
/// aws:PrincipalArn and may list as Principal. For others principal_arn.
[[nodiscard]] std::string identity_arn(const Principal& principal);

}  // namespace dynarocks::auth
