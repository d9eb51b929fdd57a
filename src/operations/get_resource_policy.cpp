#include "operations/get_resource_policy.h"

#include "operations/policy_resource.h"
#include "operations/policy_revision.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {

model::ApiResult<void> get_resource_policy(const OperationContext& context, wire::Request request,
                                           std::string& response) {
  DYNAROCKS_ASSIGN(const TaggedResource resource, read_policy_resource(context, request));
  DYNAROCKS_ASSIGN(const model::ResourcePolicy policy, policy_of(context, resource));
  if (policy.document.empty()) return failure(policy_not_found(resource.arn));
  wire::JsonWriter json(response);
  json.begin_object().key("Policy").string(policy.document);
  json.key("RevisionId").string(revision_id(policy)).end_object();
  return {};
}

}  // namespace dynarocks::operations
