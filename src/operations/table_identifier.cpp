#include "operations/table_identifier.h"

#include <string>

#include "engine/catalog.h"
#include "engine/kms_keys.h"
#include "engine/table_access.h"
#include "model/arn.h"
#include "operations/kms_key.h"

namespace dynarocks::operations {
namespace {

/// The texts quote the ARN as the caller wrote it.
model::ApiError arn_error(std::string_view fault, std::string_view arn) {
  std::string message = "1 validation error detected: ";
  message.append(fault).append(" in '").append(arn).append("'");
  return model::validation_error(std::move(message));
}

model::ApiError arn_error(model::ArnFault fault, std::string_view arn) {
  switch (fault) {
    case model::ArnFault::partition:
      return arn_error("Invalid AWS partition", arn);
    case model::ArnFault::service:
      return arn_error("Invalid AWS service", arn);
    case model::ArnFault::region:
      return arn_error("Invalid AWS region", arn);
    case model::ArnFault::resource_type:
      return arn_error("Invalid resource type", arn);
    case model::ArnFault::format:
      break;
  }
  return model::validation_error(
      "1 validation error detected: Valid ARN format is "
      "arn:aws:dynamodb:<region>:<account-id>:table/<table-name>");
}

}  // namespace

model::ApiResult<model::TableKey> resolve_table(std::string_view identifier,
                                                const model::AccountRegion& caller) {
  if (!model::looks_like_arn(identifier)) return model::TableKey{caller, std::string(identifier)};
  auto arn = model::parse_arn(identifier);
  if (!arn) return failure(arn_error(arn.error(), identifier));
  if (arn->table.owner.region != caller.region) {
    return failure(arn_error("Invalid AWS region", identifier));
  }
  if (arn->kind != model::ArnKind::table) {
    return failure(arn_error("Invalid resource type", identifier));
  }
  return std::move(arn->table);
}

model::ApiResult<void> check_account(const OperationContext& context,
                                     const model::AccountRegion& owner) {
  if (context.services.authorizer != nullptr || owner.account_id == context.caller.account_id) {
    return {};
  }
  return failure(model::ApiError{model::ErrorCode::access_denied, "Access is denied", {}, {}});
}

model::ApiResult<std::shared_ptr<engine::Table>> find_table_for_data(
    const OperationContext& context, std::string_view identifier) {
  DYNAROCKS_ASSIGN(const model::TableKey key, resolve_table(identifier, context.caller));
  DYNAROCKS_TRY(check_account(context, key.owner));
  auto table = context.services.catalog.find(key);
  if (!table || !table->serves_items()) return failure(engine::table_not_found());
  const engine::KmsKeys& keys = context.services.kms_keys;
  if (!keys.all_usable()) {
    DYNAROCKS_TRY(
        check_key_usable(keys, *table->description(), context.services.clock.now_millis()));
  }
  return table;
}

model::ApiResult<std::shared_ptr<engine::Table>> find_table_for_control(
    const OperationContext& context, std::string_view identifier) {
  DYNAROCKS_ASSIGN(const model::TableKey key, resolve_table(identifier, context.caller));
  DYNAROCKS_TRY(check_account(context, key.owner));
  auto table = context.services.catalog.find(key);
  if (!table) return failure(engine::table_not_found(key));
  return table;
}

}  // namespace dynarocks::operations
