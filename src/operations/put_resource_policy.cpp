#include "operations/put_resource_policy.h"

#include "auth/policy_text.h"
#include "operations/policy_document.h"
#include "operations/policy_resource.h"
#include "operations/policy_revision.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {

using model::ApiResult;

ApiResult<void> put_resource_policy(const OperationContext& context, wire::Request request,
                                    std::string& response) {
  DYNAROCKS_ASSIGN(const TaggedResource resource, read_policy_resource(context, request));
  const bool confirmed = request.boolean("ConfirmRemoveSelfResourceAccess").value_or(false);
  DYNAROCKS_ASSIGN(
      const std::string document,
      read_policy_document(context, resource, request.string("Policy").value_or(""), confirmed));
  const auto expected = request.string("ExpectedRevisionId");
  const auto edit = [&](const model::ResourcePolicy& current) -> ApiResult<std::string> {
    if (expected == no_policy) {
      DYNAROCKS_TRY(check_no_policy(current, resource));
    } else if (expected) {
      DYNAROCKS_TRY(check_revision(current, *expected, resource));
    }
    return auth::same_policy(current.document, document) ? current.document : document;
  };
  DYNAROCKS_ASSIGN(const model::ResourcePolicy changed, change_policy(context, resource, edit));
  wire::JsonWriter json(response);
  json.begin_object().key("RevisionId").string(revision_id(changed)).end_object();
  return {};
}

}  // namespace dynarocks::operations
