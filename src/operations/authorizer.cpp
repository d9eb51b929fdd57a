#include "operations/authorizer.h"

#include <string>
#include <utility>

#include "auth/access_denied.h"
#include "auth/policy_evaluator.h"
#include "auth/policy_parser.h"
#include "auth/principal_context.h"
#include "auth/role_arn.h"
#include "base/clock.h"
#include "base/logging.h"
#include "base/time_text.h"
#include "engine/catalog.h"

namespace dynarocks::operations {
namespace {

/// aws:CurrentTime, aws:EpochTime and what is known of the connection.
void add_request(const OperationContext& context, auth::ConditionContext& keys) {
  const EpochMillis now = context.services.clock.now_millis();
  keys.set("aws:CurrentTime", iso_time(now));
  keys.set("aws:EpochTime", std::to_string(now / 1000));
  keys.set("aws:RequestedRegion", context.caller.region);
  keys.set("aws:SourceIp", context.origin.source_ip);
  keys.set("aws:SecureTransport", context.origin.secure_transport);
  if (!context.origin.user_agent.empty()) keys.set("aws:UserAgent", context.origin.user_agent);
}

/// aws:ResourceTag/<key>.
void add_resource(const engine::Table& table, auth::ConditionContext& keys) {
  const auto description = table.description();
  for (const model::Tag& tag : description->tags) keys.set("aws:ResourceTag/" + tag.key, tag.value);
}

std::string_view verdict_text(auth::Decision::Verdict verdict) {
  switch (verdict) {
    case auth::Decision::Verdict::allowed:
      return "allowed";
    case auth::Decision::Verdict::explicitly_denied:
      return "denied";
    case auth::Decision::Verdict::not_allowed:
      break;
  }
  return "not allowed";
}

auth::Policy session_policy(std::string_view text) {
  if (text.empty()) return {};
  auto policy = auth::parse_policy(text, auth::PolicyKind::identity);
  if (!policy) return {};
  policy->name = "session policy";
  return std::move(*policy);
}

void trace(const auth::AccessRequest& request, const auth::Decision& decision) {
  std::string line("access: ");
  line.append(verdict_text(decision.verdict)).append(": ");
  line.append(auth::principal_arn(request.principal)).append(" ");
  line.append(request.action).append(" on ").append(request.resource);
  if (decision.policy != nullptr) {
    line.append(" by ").append(decision.policy->name);
    if (decision.statement != nullptr && !decision.statement->sid.empty()) {
      line.append(", statement ").append(decision.statement->sid);
    }
  }
  log::info(line);
}

}  // namespace

Authorizer::Authorizer(auth::PolicyDirectory policies, bool trace) : trace_(trace) {
  replace_policies(std::move(policies));
}

void Authorizer::replace_policies(auth::PolicyDirectory policies) {
  policies_.store(std::make_shared<const auth::PolicyDirectory>(std::move(policies)));
}

model::ApiResult<void> Authorizer::check(const OperationContext& context, Access& access) const {
  const auto policies = policies_.load();
  const auth::Principal& principal = *context.principal;
  auth::ApplicablePolicies applicable = policies->policies_of(principal);

  auth::add_principal(principal, access.context);
  add_request(context, access.context);
  const auto table = access.table ? context.services.catalog.find(*access.table) : nullptr;
  if (table) add_resource(*table, access.context);

  // A session whose policy cannot be read has one that allows nothing.
  const auth::Policy session = session_policy(context.session_policy);
  if (!context.session_policy.empty()) applicable.session = &session;

  const std::string_view account_id =
      access.table ? access.table->owner.account_id : context.caller.account_id;
  const auth::AccessRequest request{principal, access.action, access.resource, account_id,
                                    access.context};
  const auth::Decision decision = auth::evaluate(applicable, request);
  if (trace_) trace(request, decision);
  if (decision.allowed()) return {};
  return failure(model::ApiError{
      model::ErrorCode::access_denied, auth::access_denied_message(request, decision), {}, {}});
}

model::ApiResult<void> Authorizer::check_all(const OperationContext& context, AccessRule rule,
                                             std::string_view operation,
                                             const wire::Request& request) const {
  AccessList accesses;
  rule(context, operation, request, accesses);
  for (Access& access : accesses) DYNAROCKS_TRY(check(context, access));
  return {};
}

bool Authorizer::may_assume(const auth::Principal& principal, std::string_view role_arn) const {
  const auto role = auth::parse_role_arn(role_arn);
  if (!role) return false;
  const auto policies = policies_.load();
  const auth::Policy* trust = policies->trust_of(role->account_id, role->name);
  if (trust == nullptr) return false;
  auth::ConditionContext context;
  auth::add_principal(principal, context);
  const auth::AccessRequest request{principal, "sts:AssumeRole", role_arn, role->account_id,
                                    context};
  return auth::may_assume(*trust, policies->policies_of(principal).identity, request);
}

}  // namespace dynarocks::operations
