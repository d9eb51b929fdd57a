#pragma once
// From the text of a policy document to a Policy.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "auth/policy.h"
#include "base/result.h"

namespace dynarocks::auth {

/// What a document is for; that decides which members it has.
enum class PolicyKind : std::uint8_t {
  identity,  // of a user or a role, its boundary, or of a session: no Principal
  resource,  // of a table or a stream: Principal and Resource
  trust,     // who may assume a role: Principal and no Resource
};

/// What is wrong with a document: "Invalid policy document: Missing required field Effect",
/// "Invalid principal in policy document.", "Maximum policy size of 20480 bytes exceeded".
/// PutResourcePolicy says "One or more parameter values were invalid: " in front of it.
struct PolicyFault {
  std::string message;
  friend bool operator==(const PolicyFault&, const PolicyFault&) = default;
};

inline constexpr std::size_t max_resource_policy_bytes = 20'480;
/// Of the other kinds; more than IAM lets all policies of a principal have. The size bounds the
/// number of statements, and of anything in them.
inline constexpr std::size_t max_identity_policy_bytes = 131'072;
/// Levels of objects and lists; a policy has six.
inline constexpr std::size_t max_policy_depth = 16;
/// Of one object.
inline constexpr std::size_t max_policy_members = 1'000;

/// Strict, as IAM: an unknown member, one that is there twice, of the wrong type or missing is a
/// fault. The first fault is told.
[[nodiscard]] Result<Policy, PolicyFault> parse_policy(std::string_view json, PolicyKind kind);

/// The same of a resource policy that has been accepted: its canonical form may be longer than what
/// was sent, so its size is not judged.
[[nodiscard]] Result<Policy, PolicyFault> parse_stored_policy(std::string_view json);

}  // namespace dynarocks::auth
