#include "engine/resource_policy.h"

#include <string>
#include <utility>

#include "auth/policy_parser.h"

namespace dynarocks::engine {
namespace {

std::shared_ptr<const auth::Policy> parse(const std::string& document, const std::string& arn) {
  auto policy = auth::parse_stored_policy(document);
  if (!policy) return nullptr;
  policy->name = "the policy of " + arn;
  return std::make_shared<const auth::Policy>(std::move(*policy));
}

}  // namespace

std::shared_ptr<const auth::Policy> parse_policy(const model::TableDescription& table) {
  const std::string& document = table.resource_policy.document;
  return document.empty() ? nullptr : parse(document, model::table_arn(table.key));
}

std::shared_ptr<const auth::Policy> parse_policy(const model::StreamDescription& stream) {
  const std::string& document = stream.resource_policy.document;
  return document.empty() ? nullptr : parse(document, model::stream_arn(stream.key));
}

bool is_readable(const model::ResourcePolicy& policy) {
  return policy.document.empty() || auth::parse_stored_policy(policy.document);
}

}  // namespace dynarocks::engine
