#pragma once
// The policies of an installation, from a directory:
//   users/<name>.json or users/<name>/*.json    policies of a user, in every account
//   roles/<name>.json or roles/<name>/*.json    policies of a role
//   <12-digit account>/users/..., /roles/...    more of them, in one account alone
// In the folder of a user or a role boundary.json is its permissions boundary, and in that of a
// role trust.json says who may assume it; an account's own take the place of those of every
// account.

#include <cstddef>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "auth/policy.h"
#include "auth/policy_evaluator.h"
#include "auth/principal.h"
#include "base/result.h"

namespace dynarocks::auth {

/// The policies of one user or role.
struct IdentityPolicies {
  std::vector<Policy> policies;
  std::vector<Policy> boundary;  // one or none
  std::vector<Policy> trust;     // one or none
};

/// Immutable once loaded.
class PolicyDirectory {
 public:
  static constexpr std::size_t default_max_files = 10'000;

  /// No policies at all: nobody but root may do anything.
  PolicyDirectory() = default;

  /// The directory's policies, or a line for each thing that is wrong: "<file>: <fault>". A file or
  /// folder that has no place above is a fault, so that a misspelt name does not open or close
  /// anything; those whose names begin with '.' are passed over. `max_files` bounds the files, and
  /// the entries of one folder.
  [[nodiscard]] static Result<PolicyDirectory, std::vector<std::string>> load(
      const std::filesystem::path& directory, std::size_t max_files = default_max_files);

  /// The identity policies and the boundary of a principal. Views, valid while this lives. Nothing
  /// for root, and for a user or a role of which the directory has no policies.
  [[nodiscard]] ApplicablePolicies policies_of(const Principal& principal) const;

  /// Who may assume a role, or null when nothing says so.
  [[nodiscard]] const Policy* trust_of(std::string_view account_id, std::string_view role) const;

 private:
  friend class PolicyDirectoryLoader;
  /// By "<account>/users/<name>" or, for every account, "/users/<name>".
  using Identities = std::map<std::string, IdentityPolicies, std::less<>>;

  [[nodiscard]] const IdentityPolicies* find(std::string_view account_id, std::string_view kind,
                                             std::string_view name) const;

  Identities identities_;
};

}  // namespace dynarocks::auth
