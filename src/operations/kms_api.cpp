#include "operations/kms_api.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "engine/kms_keys.h"
#include "operations/authorizer.h"
#include "operations/kms_alias_operations.h"
#include "operations/kms_key_operations.h"

namespace dynarocks::operations {
namespace {

using model::KmsResult;

constexpr KmsOperation kms_operations[] = {
    {"CancelKeyDeletion", cancel_key_deletion},
    {"CreateAlias", create_alias},
    {"CreateKey", create_key},
    {"DeleteAlias", delete_alias},
    {"DescribeKey", describe_key},
    {"DisableKey", disable_key},
    {"EnableKey", enable_key},
    {"ListAliases", list_aliases},
    {"ListKeys", list_keys},
    {"ScheduleKeyDeletion", schedule_key_deletion},
    {"UpdateAlias", update_alias},
};

/// What the policies are asked about. A name that can be none is left to the operation to refuse.
std::vector<std::string> resources_of(const OperationContext& context,
                                      const KmsOperation& operation, const wire::Request& request) {
  std::vector<std::string> resources;
  if (const auto alias = request.string("AliasName")) {
    resources.push_back(model::kms_arn(context.caller, *alias));
  }
  const bool lists = operation.handler == list_aliases;  // of a key, too, it is judged as a whole
  for (const std::string_view member : {"KeyId", "TargetKeyId"}) {
    const auto text = request.string(member);
    if (!text || lists) continue;
    const auto name = model::parse_kms_key_name(*text, context.caller);
    if (!name) continue;
    const auto key = context.services.kms_keys.get(*name);
    resources.push_back(key                   ? model::kms_key_arn(key->owner, key->id)
                        : name->alias.empty() ? model::kms_key_arn(name->owner, name->key_id)
                                              : model::kms_arn(name->owner, name->alias));
  }
  if (resources.empty()) resources.emplace_back("*");
  return resources;
}

KmsResult<void> authorize(const OperationContext& context, const KmsOperation& operation,
                          const wire::Request& request) {
  const Authorizer* authorizer = context.services.authorizer;
  if (authorizer == nullptr) return {};
  for (std::string& resource : resources_of(context, operation, request)) {
    Access access;
    access.action = std::string("kms:").append(operation.name);
    access.resource = std::move(resource);
    const auto allowed = authorizer->check(context, access);
    if (!allowed) return failure(kms_error(allowed.error()));
  }
  return {};
}

}  // namespace

const KmsOperation* find_kms_operation(std::string_view name) {
  const auto* row =
      std::find_if(std::begin(kms_operations), std::end(kms_operations),
                   [&](const KmsOperation& operation) { return operation.name == name; });
  return row == std::end(kms_operations) ? nullptr : row;
}

KmsResult<void> run_kms_operation(const KmsOperation& operation, const Services& services,
                                  const Caller& caller, std::optional<wire::JsonValue> body,
                                  std::string& response) {
  if (!body || body->type() != wire::JsonType::object) {
    return model::kms_failure("SerializationException", {});
  }
  const OperationContext context{
      services,         caller.place,          model::ValidationLayer::classic,
      caller.principal, caller.session_policy, caller.origin};
  const wire::Request request(*body);
  DYNAROCKS_TRY(authorize(context, operation, request));
  return operation.handler(context, request, response);
}

model::KmsError kms_error(const model::ApiError& error) {
  const model::ErrorRow& row = model::error_row(error.code);
  return {std::string(row.name), error.message, row.http_status};
}

}  // namespace dynarocks::operations
