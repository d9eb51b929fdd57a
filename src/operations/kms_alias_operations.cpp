#include "operations/kms_alias_operations.h"

#include <algorithm>
#include <string_view>

#include "engine/kms_keys.h"
#include "model/kms_limits.h"
#include "operations/kms_request.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {
namespace {

using model::kms_failure;
using model::KmsAlias;
using model::KmsResult;

bool is_alias_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' ||
         c == '_' || c == '-' || c == ':';
}

/// The AliasName of a request that makes, moves or deletes it.
KmsResult<std::string> alias_name(const wire::Request& request) {
  DYNAROCKS_ASSIGN(std::string alias,
                   required_kms_text(request, "AliasName", model::limits::kms_name_characters));
  if (!std::all_of(alias.begin(), alias.end(), is_alias_character)) {
    return kms_failure("ValidationException",
                       "1 validation error detected: Value '" + alias +
                           "' at 'aliasName' failed to satisfy constraint: Member must satisfy "
                           "regular expression pattern: ^[a-zA-Z0-9:/_-]+$");
  }
  if (!alias.starts_with(model::kms_alias_prefix) || alias == model::kms_alias_prefix) {
    return kms_failure("ValidationException", "Invalid identifier");
  }
  if (alias.find(':') != std::string::npos) {
    return kms_failure("InvalidAliasNameException",
                       alias + " contains invalid characters for an alias");
  }
  if (alias.starts_with(model::kms_service_alias_prefix)) {
    return kms_failure("NotAuthorizedException", {});
  }
  return alias;
}

/// The TargetKeyId of a request.
KmsResult<model::KmsKeyName> target_key(const OperationContext& context,
                                        const wire::Request& request) {
  DYNAROCKS_ASSIGN(auto name,
                   kms_key_name(context, request, "TargetKeyId", KmsNames::keys_and_aliases));
  if (name.alias.empty()) return name;
  return kms_failure("ValidationException", "Aliases must refer to keys. Not aliases");
}

}  // namespace

KmsResult<void> create_alias(const OperationContext& context, const wire::Request& request,
                             std::string& /*response*/) {
  DYNAROCKS_ASSIGN(const std::string alias, alias_name(request));
  DYNAROCKS_ASSIGN(const auto target, target_key(context, request));
  return context.services.kms_keys.create_alias(context.caller, alias, target);
}

KmsResult<void> update_alias(const OperationContext& context, const wire::Request& request,
                             std::string& /*response*/) {
  DYNAROCKS_ASSIGN(const std::string alias, alias_name(request));
  DYNAROCKS_ASSIGN(const auto target, target_key(context, request));
  return context.services.kms_keys.update_alias(context.caller, alias, target);
}

KmsResult<void> delete_alias(const OperationContext& context, const wire::Request& request,
                             std::string& /*response*/) {
  DYNAROCKS_ASSIGN(const std::string alias, alias_name(request));
  return context.services.kms_keys.delete_alias(context.caller, alias);
}

KmsResult<void> list_aliases(const OperationContext& context, const wire::Request& request,
                             std::string& response) {
  std::string key_id;
  if (request.has("KeyId")) {
    DYNAROCKS_ASSIGN(const auto name, kms_key_name(context, request, "KeyId", KmsNames::keys));
    DYNAROCKS_ASSIGN(const auto key, context.services.kms_keys.get(name));
    key_id = key.id;
  }
  DYNAROCKS_ASSIGN(const KmsPage wanted, kms_page(request, 100, 50));
  const auto page =
      context.services.kms_keys.list_aliases(context.caller, key_id, wanted.marker, wanted.limit);
  wire::JsonWriter json(response);
  json.begin_object().key("Aliases").begin_array();
  for (const KmsAlias& alias : page.entries) {
    json.begin_object();
    json.key("AliasArn").string(model::kms_arn(alias.owner, alias.name));
    json.key("AliasName").string(alias.name);
    json.key("CreationDate").timestamp(alias.creation_time);
    json.key("LastUpdatedDate").timestamp(alias.last_update);
    json.key("TargetKeyId").string(alias.key_id);
    json.end_object();
  }
  json.end_array();
  if (page.more) json.key("NextMarker").string(page.entries.back().name);
  json.key("Truncated").boolean(page.more);
  json.end_object();
  return {};
}

}  // namespace dynarocks::operations
