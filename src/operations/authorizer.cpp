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
void add_resource(const model::TableDescription& table, auth::ConditionContext& keys) {
  for (const model::Tag& tag : table.tags) keys.set("aws:ResourceTag/" + tag.key, tag.value);
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

/// What of the resource counts; nothing of one that is not there.
struct Authorizer::Resource {
  Resource(engine::Catalog& catalog, const Access& access) {
    if (!access.table) return;
    if (const auto found = catalog.find(*access.table)) {
      table = found->state();
      policy = table->policy;
    }
    if (access.stream_label.empty()) return;
    const auto stream = catalog.streams().find({*access.table, access.stream_label});
    policy = stream ? stream->policy() : nullptr;
  }

  std::shared_ptr<const engine::Table::State> table;
  /// That of the stream where there is one, else of the table.
  std::shared_ptr<const auth::Policy> policy;
};

model::ApiResult<void> Authorizer::check(const OperationContext& context, Access& access) const {
  return judge(context, Resource(context.services.catalog, access), access, trace_);
}

bool Authorizer::would_allow(const OperationContext& context, Access access,
                             const auth::Policy& resource_policy) const {
  Resource resource(context.services.catalog, access);
  resource.policy = std::make_shared<const auth::Policy>(resource_policy);
  return judge(context, resource, access, false).has_value();
}

model::ApiResult<void> Authorizer::judge(const OperationContext& context, const Resource& resource,
                                         Access& access, bool traced) const {
  const auto policies = policies_.load();
  const auth::Principal& principal = *context.principal;
  auth::ApplicablePolicies applicable = policies->policies_of(principal);
  applicable.resource = resource.policy.get();

  auth::add_principal(principal, access.context);
  add_request(context, access.context);
  if (resource.table) add_resource(resource.table->description, access.context);

  // A session whose policy cannot be read has one that allows nothing.
  const auth::Policy session = session_policy(context.session_policy);
  if (!context.session_policy.empty()) applicable.session = &session;

  const std::string_view account_id =
      access.table ? access.table->owner.account_id : context.caller.account_id;
  const auth::AccessRequest request{principal, access.action, access.resource, account_id,
                                    access.context};
  const auth::Decision decision = auth::evaluate(applicable, request);
  if (traced) trace(request, decision);
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
