#include "operations/kms_key_operations.h"

#include <optional>
#include <string_view>
#include <utility>

#include "engine/kms_keys.h"
#include "model/kms_limits.h"
#include "model/limits.h"
#include "operations/kms_request.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {
namespace {

using model::kms_failure;
using model::KmsKey;
using model::KmsKeyState;
using model::KmsResult;

constexpr std::string_view spec = "SYMMETRIC_DEFAULT";

std::string_view state_name(KmsKeyState state) {
  switch (state) {
    case KmsKeyState::Disabled:
      return "Disabled";
    case KmsKeyState::PendingDeletion:
      return "PendingDeletion";
    case KmsKeyState::Enabled:
      break;
  }
  return "Enabled";
}

void write_metadata(const KmsKey& key, std::string& response) {
  wire::JsonWriter json(response);
  json.begin_object().key("KeyMetadata").begin_object();
  json.key("AWSAccountId").string(key.owner.account_id);
  json.key("Arn").string(model::kms_key_arn(key.owner, key.id));
  json.key("CreationDate").timestamp(key.creation_time);
  json.key("CustomerMasterKeySpec").string(spec);
  if (key.deletion_time) json.key("DeletionDate").timestamp(*key.deletion_time);
  json.key("Description").string(key.description);
  json.key("Enabled").boolean(key.state == KmsKeyState::Enabled);
  json.key("EncryptionAlgorithms").begin_array().string(spec).end_array();
  json.key("KeyId").string(key.id);
  json.key("KeyManager").string("CUSTOMER");
  json.key("KeySpec").string(spec);
  json.key("KeyState").string(state_name(key.state));
  json.key("KeyUsage").string("ENCRYPT_DECRYPT");
  json.key("MultiRegion").boolean(false);
  json.key("Origin").string("AWS_KMS");
  json.end_object().end_object();
}

auto unsupported(const std::string& what) {
  return kms_failure("ValidationException", what + " is not supported yet");
}

/// There is one kind of key: symmetric, for encryption, made here, of one Region.
KmsResult<void> check_kind(const wire::Request& request) {
  const std::pair<std::string_view, std::string_view> only[] = {{"KeyUsage", "ENCRYPT_DECRYPT"},
                                                                {"KeySpec", spec},
                                                                {"CustomerMasterKeySpec", spec},
                                                                {"Origin", "AWS_KMS"}};
  for (const auto& [member, value] : only) {
    DYNAROCKS_ASSIGN(const auto given,
                     kms_text(request, member, 0, model::limits::kms_name_characters));
    if (given && *given != value) return unsupported(std::string(member) + " " + *given);
  }
  if (request.boolean("MultiRegion") == true) return unsupported("MultiRegion");
  for (const std::string_view member : {"Policy", "Tags", "CustomKeyStoreId", "XksKeyId"}) {
    const auto given = request.member(member);
    const bool empty = given && given->type() == wire::JsonType::array && given->size() == 0;
    if (given && !empty) return unsupported(std::string(member));
  }
  return {};
}

KmsResult<model::KmsKeyName> named_key(const OperationContext& context,
                                       const wire::Request& request) {
  return kms_key_name(context, request, "KeyId", KmsNames::keys);
}

}  // namespace

KmsResult<void> create_key(const OperationContext& context, const wire::Request& request,
                           std::string& response) {
  DYNAROCKS_TRY(check_kind(request));
  DYNAROCKS_ASSIGN(auto description,
                   kms_text(request, "Description", 0, model::limits::kms_description_characters));
  DYNAROCKS_ASSIGN(const KmsKey key,
                   context.services.kms_keys.create(
                       context.caller, std::move(description).value_or(std::string())));
  write_metadata(key, response);
  return {};
}

KmsResult<void> describe_key(const OperationContext& context, const wire::Request& request,
                             std::string& response) {
  DYNAROCKS_ASSIGN(const auto name,
                   kms_key_name(context, request, "KeyId", KmsNames::keys_and_aliases));
  DYNAROCKS_ASSIGN(const KmsKey key, context.services.kms_keys.get(name));
  write_metadata(key, response);
  return {};
}

KmsResult<void> list_keys(const OperationContext& context, const wire::Request& request,
                          std::string& response) {
  DYNAROCKS_ASSIGN(const KmsPage wanted, kms_page(request, 1000, 100));
  const auto page = context.services.kms_keys.list(context.caller, wanted.marker, wanted.limit);
  wire::JsonWriter json(response);
  json.begin_object().key("Keys").begin_array();
  for (const KmsKey& key : page.entries) {
    json.begin_object();
    json.key("KeyArn").string(model::kms_key_arn(key.owner, key.id));
    json.key("KeyId").string(key.id);
    json.end_object();
  }
  json.end_array();
  if (page.more) json.key("NextMarker").string(page.entries.back().id);
  json.key("Truncated").boolean(page.more);
  json.end_object();
  return {};
}

KmsResult<void> enable_key(const OperationContext& context, const wire::Request& request,
                           std::string& /*response*/) {
  DYNAROCKS_ASSIGN(const auto name, named_key(context, request));
  DYNAROCKS_TRY(context.services.kms_keys.enable(name));
  return {};
}

KmsResult<void> disable_key(const OperationContext& context, const wire::Request& request,
                            std::string& /*response*/) {
  DYNAROCKS_ASSIGN(const auto name, named_key(context, request));
  DYNAROCKS_TRY(context.services.kms_keys.disable(name));
  return {};
}

KmsResult<void> schedule_key_deletion(const OperationContext& context, const wire::Request& request,
                                      std::string& response) {
  constexpr std::int64_t shortest = 7;
  constexpr std::int64_t longest = 30;
  DYNAROCKS_ASSIGN(const auto name, named_key(context, request));
  DYNAROCKS_ASSIGN(const auto days,
                   kms_number(request, "PendingWindowInDays", shortest, longest, longest));
  DYNAROCKS_ASSIGN(const KmsKey key, context.services.kms_keys.schedule_deletion(
                                         name, days * model::limits::day_millis));
  wire::JsonWriter json(response);
  json.begin_object();
  json.key("DeletionDate").timestamp(key.deletion_time.value_or(0));
  json.key("KeyId").string(model::kms_key_arn(key.owner, key.id));
  json.key("KeyState").string(state_name(key.state));
  json.key("PendingWindowInDays").integer(days);
  json.end_object();
  return {};
}

KmsResult<void> cancel_key_deletion(const OperationContext& context, const wire::Request& request,
                                    std::string& response) {
  DYNAROCKS_ASSIGN(const auto name, named_key(context, request));
  DYNAROCKS_ASSIGN(const KmsKey key, context.services.kms_keys.cancel_deletion(name));
  wire::JsonWriter json(response);
  json.begin_object().key("KeyId").string(model::kms_key_arn(key.owner, key.id)).end_object();
  return {};
}

}  // namespace dynarocks::operations
