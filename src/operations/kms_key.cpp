#include "operations/kms_key.h"

#include <cstddef>

#include "base/random.h"
#include "codec/digest.h"
#include "model/kms_key.h"

namespace dynarocks::operations {

using model::AccountRegion;
using model::ApiResult;
using model::KmsKey;

namespace {

/// KMS's own failure, as DynamoDB hands it on.
model::ApiError kms_failed(std::string_view introduction, const std::string& type,
                           const std::string& what) {
  return model::validation_error(std::string(introduction) + ": com.amazonaws.services.kms.model." +
                                 type + ": " + what +
                                 " (Service: AWSKMS; Status Code: 400; Error Code: " + type +
                                 "; Request ID: " + random_uuid() + "; Proxy: null)");
}

model::ApiError not_found(const std::string& what) {
  return kms_failed("KMS validation error", "NotFoundException", what);
}

model::ApiError key_not_found(const std::string& arn) {
  return not_found("Key '" + arn + "' does not exist");
}

ApiResult<void> check_usable(const KmsKey& key, EpochMillis now) {
  const std::string arn = model::kms_key_arn(key.owner, key.id);
  if (model::is_deleted(key, now)) return failure(key_not_found(arn));
  switch (key.state) {
    case model::KmsKeyState::Disabled:
      return failure(
          kms_failed("KMS key disabled error", "DisabledException", arn + " is disabled."));
    case model::KmsKeyState::PendingDeletion:
      return failure(kms_failed("KMS validation error", "KMSInvalidStateException",
                                arn + " is pending deletion."));
    case model::KmsKeyState::Enabled:
      break;
  }
  return {};
}

/// A UUID that stays the same for the same text.
std::string uuid_of(std::string_view text) {
  constexpr std::string_view hex = "0123456789abcdef";
  const std::string bytes = codec::digest(text);
  std::string uuid = "xxxxxxxx-xxxx-4xxx-axxx-xxxxxxxxxxxx";
  std::size_t at = 0;
  for (char& c : uuid) {
    if (c == 'x') c = hex[static_cast<unsigned char>(bytes[at++]) & 15];
  }
  return uuid;
}

/// The id of the key that an alias stands for without anybody's doing.
std::string made_up_key(const AccountRegion& owner, std::string_view alias) {
  return uuid_of(model::kms_arn(owner, alias));
}

/// The key of a table, unless it is of use or not known.
std::optional<KmsKey> unusable_key(const engine::KmsKeys& keys,
                                   const model::TableDescription& table) {
  if (keys.all_usable() || !table.kms_key_arn) return std::nullopt;
  const auto name = model::parse_kms_key_name(*table.kms_key_arn, table.key.owner);
  if (!name) return std::nullopt;
  auto key = keys.find(name->owner, name->key_id);
  return key && key->state != model::KmsKeyState::Enabled ? key : std::nullopt;
}

}  // namespace

ApiResult<std::string> kms_key_arn(std::string_view key_id, const AccountRegion& caller,
                                   const engine::KmsKeys& keys, UnknownKeys unknown,
                                   EpochMillis now) {
  auto name = model::parse_kms_key_name(key_id, caller);
  if (!name) return failure(not_found(name.error()));
  const AccountRegion& owner = name->owner;
  bool is_made_up = name->key_id == made_up_key(owner, default_kms_alias);
  if (!name->alias.empty()) {
    const auto alias = keys.find_alias(owner, name->alias);
    const bool is_of_aws = name->alias.starts_with(model::kms_service_alias_prefix);
    is_made_up = is_of_aws || (!alias && unknown == UnknownKeys::accepted && !keys.has_keys(owner));
    if (!alias && !is_made_up) {
      return failure(not_found("Alias " + model::kms_arn(owner, name->alias) + " is not found."));
    }
    name->key_id = is_made_up ? made_up_key(owner, name->alias) : alias->key_id;
  }
  const std::string arn = model::kms_key_arn(owner, name->key_id);
  if (const auto key = keys.find(owner, name->key_id)) {
    DYNAROCKS_TRY(check_usable(*key, now));
  } else if (unknown == UnknownKeys::refused && !is_made_up) {
    return failure(key_not_found(arn));
  }
  return arn;
}

std::optional<EpochMillis> inaccessible_since(const engine::KmsKeys& keys,
                                              const model::TableDescription& table) {
  const auto key = unusable_key(keys, table);
  return key ? key->unusable_since : std::nullopt;
}

ApiResult<void> check_key_usable(const engine::KmsKeys& keys, const model::TableDescription& table,
                                 EpochMillis now) {
  const auto key = unusable_key(keys, table);
  return key ? check_usable(*key, now) : ApiResult<void>();
}

}  // namespace dynarocks::operations
