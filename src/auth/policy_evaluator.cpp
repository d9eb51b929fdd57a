#include "auth/policy_evaluator.h"

#include <algorithm>
#include <optional>

#include "auth/wildcard.h"

namespace dynarocks::auth {
namespace {

bool names_action(const Statement& statement, const AccessRequest& request) {
  const bool named = std::any_of(
      statement.actions.begin(), statement.actions.end(),
      [&](const TextPattern& action) { return matches_ignoring_case(action, request.action); });
  return named != statement.not_actions;
}

bool names_resource(const Statement& statement, const AccessRequest& request) {
  if (statement.resources.empty()) return true;  // a trust policy
  const bool named = std::any_of(statement.resources.begin(), statement.resources.end(),
                                 [&](const ArnPattern& resource) {
                                   return matches(resource, request.resource, request.context);
                                 });
  return named != statement.not_resources;
}

/// How closely the statement names the principal; the closest counts. NotPrincipal leaves everyone
/// whom it does not name. Statements without either, of identity policies, are about their
/// principal.
PrincipalMatch match_principal(const Statement& statement, const Principal& principal) {
  if (statement.principals.empty()) return PrincipalMatch::exact;
  PrincipalMatch closest = PrincipalMatch::none;
  for (const PrincipalPattern& pattern : statement.principals) {
    closest = std::max(closest, match(pattern, principal));
  }
  if (!statement.not_principals) return closest;
  return closest == PrincipalMatch::none ? PrincipalMatch::everyone : PrincipalMatch::none;
}

/// All but the principal.
bool applies(const Statement& statement, const AccessRequest& request) {
  return names_action(statement, request) && names_resource(statement, request) &&
         std::all_of(statement.conditions.begin(), statement.conditions.end(),
                     [&](const Condition& condition) { return holds(condition, request.context); });
}

/// The statement of one policy that speaks for an effect, and how closely it names the principal.
struct Found {
  const Policy* policy = nullptr;
  const Statement* statement = nullptr;
  PrincipalMatch match = PrincipalMatch::none;
  explicit operator bool() const { return statement != nullptr; }
};

/// The one that names the principal most closely.
Found find(const Policy* policy, Effect effect, const AccessRequest& request) {
  Found found;
  if (policy == nullptr) return found;
  for (const Statement& statement : policy->statements) {
    if (statement.effect != effect) continue;
    const PrincipalMatch match = match_principal(statement, request.principal);
    if (match > found.match && applies(statement, request)) found = {policy, &statement, match};
  }
  return found;
}

Found find(std::span<const Policy> policies, Effect effect, const AccessRequest& request) {
  for (const Policy& policy : policies) {
    if (const Found found = find(&policy, effect, request)) return found;
  }
  return {};
}

Decision decided_by(Decision::Verdict verdict, PolicySource source, const Found& found) {
  return {verdict, source, found.policy, found.statement};
}

Decision allowed_by(PolicySource source, const Found& found) {
  return decided_by(Decision::Verdict::allowed, source, found);
}

Decision nobody_allows(PolicySource source) {
  return {Decision::Verdict::not_allowed, source, nullptr, nullptr};
}

/// The first Deny, in the order of PolicySource.
std::optional<Decision> find_deny(const ApplicablePolicies& policies,
                                  const AccessRequest& request) {
  const auto denied = [](PolicySource source, const Found& found) -> std::optional<Decision> {
    if (!found) return std::nullopt;
    return decided_by(Decision::Verdict::explicitly_denied, source, found);
  };
  if (auto deny = denied(PolicySource::identity, find(policies.identity, Effect::deny, request))) {
    return deny;
  }
  if (auto deny = denied(PolicySource::resource, find(policies.resource, Effect::deny, request))) {
    return deny;
  }
  if (auto deny = denied(PolicySource::boundary, find(policies.boundary, Effect::deny, request))) {
    return deny;
  }
  return denied(PolicySource::session, find(policies.session, Effect::deny, request));
}

/// Which of the policies that limit others does not allow the request.
std::optional<Decision> find_limit(const ApplicablePolicies& policies,
                                   const AccessRequest& request) {
  if (policies.boundary != nullptr && !find(policies.boundary, Effect::allow, request)) {
    return nobody_allows(PolicySource::boundary);
  }
  if (policies.session != nullptr && !find(policies.session, Effect::allow, request)) {
    return nobody_allows(PolicySource::session);
  }
  return std::nullopt;
}

/// What the principal's own policies say; root needs none.
Decision decide_by_identity(const ApplicablePolicies& policies, const AccessRequest& request) {
  Found allow;
  if (request.principal.kind != PrincipalKind::root) {
    allow = find(policies.identity, Effect::allow, request);
    if (!allow) return nobody_allows(PolicySource::identity);
  }
  if (const auto limit = find_limit(policies, request)) return *limit;
  return allowed_by(PolicySource::identity, allow);
}

}  // namespace

Decision evaluate(const ApplicablePolicies& policies, const AccessRequest& request) {
  if (const auto deny = find_deny(policies, request)) return *deny;
  const Found granted = find(policies.resource, Effect::allow, request);
  const Decision identity = decide_by_identity(policies, request);
  if (request.principal.account_id != request.account_id) {
    if (!identity.allowed()) return identity;
    return granted ? allowed_by(PolicySource::resource, granted)
                   : nobody_allows(PolicySource::resource);
  }
  if (identity.allowed() || granted.match <= PrincipalMatch::account) return identity;
  if (granted.match == PrincipalMatch::role) {
    if (const auto limit = find_limit(policies, request)) return *limit;
  }
  return allowed_by(PolicySource::resource, granted);
}

bool may_assume(const Policy& trust, std::span<const Policy> identity,
                const AccessRequest& request) {
  if (request.principal.kind == PrincipalKind::root) return false;
  const ApplicablePolicies policies{identity, nullptr, nullptr, &trust};
  if (find_deny(policies, request)) return false;
  const Found trusted = find(&trust, Effect::allow, request);
  if (!trusted) return false;
  const bool own_account = request.principal.account_id == request.account_id;
  return (own_account && trusted.match > PrincipalMatch::account) ||
         find(identity, Effect::allow, request);
}

}  // namespace dynarocks::auth
