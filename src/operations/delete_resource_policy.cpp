#include "operations/delete_resource_policy.h"

#include "operations/policy_resource.h"
#include "operations/policy_revision.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {

using model::ApiResult;

ApiResult<void> delete_resource_policy(const OperationContext& context, wire::Request request,
                                       std::string& response) {
  DYNAROCKS_ASSIGN(const TaggedResource resource, read_policy_resource(context, request));
  const auto expected = request.string("ExpectedRevisionId");
  bool existed = false;
  const auto edit = [&](const model::ResourcePolicy& current) -> ApiResult<std::string> {
    if (expected) DYNAROCKS_TRY(check_revision(current, *expected, resource));
    existed = !current.document.empty();
    return std::string();
  };
  DYNAROCKS_ASSIGN(const model::ResourcePolicy changed, change_policy(context, resource, edit));
  wire::JsonWriter json(response);
  json.begin_object();
  if (existed) json.key("RevisionId").string(revision_id(changed));
  json.end_object();
  return {};
}

}  // namespace dynarocks::operations
