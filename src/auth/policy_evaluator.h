#pragma once
// What policies say to a request.
// Source: reference "security", section 5.

#include <cstdint>
#include <span>

#include "auth/access_request.h"
#include "auth/policy.h"

namespace dynarocks::auth {

/// All policies that have a say. Views.
struct ApplicablePolicies {
  std::span<const Policy> identity;  // of the user or the role
  const Policy* boundary = nullptr;  // of the user or the role
  const Policy* session = nullptr;   // given when the role was assumed
  const Policy* resource = nullptr;  // of the resource
};

enum class PolicySource : std::uint8_t { identity, resource, boundary, session };

struct Decision {
  enum class Verdict : std::uint8_t {
    allowed,
    explicitly_denied,  // by a statement of a policy of `source`
    not_allowed,        // by no policy of `source`
  };
  Verdict verdict = Verdict::not_allowed;
  PolicySource source = PolicySource::identity;
  /// The statement that allows or denies, and its policy. Null where nothing allows it, and for the
  /// root of the resource's account, who needs no policy.
  const Policy* policy = nullptr;
  const Statement* statement = nullptr;

  [[nodiscard]] bool allowed() const { return verdict == Verdict::allowed; }
};

/// - A Deny that applies, in any policy, decides. It is looked for in the order of PolicySource.
/// - In the resource's account the identity policies or the resource policy must allow it; from
///   another account both. The root of an account may do what its account may.
/// - A boundary and a session policy must allow what the identity policies allow, and what the
///   resource policy allows a session through its role. They do not limit what a resource policy of
///   the same account grants to a user or a session by name or as one of everyone; and a boundary
///   limits a resource policy's grant to a user never.
/// - An Allow of a resource policy to an account is for that account to hand on: it lets the
///   account's root in and, from another account, those whom identity policies allow it.
[[nodiscard]] Decision evaluate(const ApplicablePolicies& policies, const AccessRequest& request);

/// Whether a trust policy lets a principal assume the role whose policy it is. `request` has the
/// role's ARN as resource and "sts:AssumeRole" as action.
[[nodiscard]] bool may_assume(const Policy& trust, std::span<const Policy> identity,
                              const AccessRequest& request);

}  // namespace dynarocks::auth
