#include "operations/kms_key.h"

#include <cstddef>

#include "base/random.h"
#include "codec/digest.h"
#include "model/kms_key.h"

namespace dynarocks::operations {

using model::AccountRegion;
using model::ApiResult;

namespace {

/// KMS's own failure, as DynamoDB hands it on.
model::ApiError not_found(const std::string& what) {
  return model::validation_error(
      "KMS validation error: com.amazonaws.services.kms.model.NotFoundException: " + what +
      " (Service: AWSKMS; Status Code: 400; Error Code: NotFoundException; Request ID: " +
      random_uuid() + "; Proxy: null)");
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

}  // namespace

ApiResult<std::string> kms_key_arn(std::string_view key_id, const AccountRegion& caller) {
  const auto name = model::parse_kms_key_name(key_id, caller);
  if (!name) return failure(not_found(name.error()));
  if (name->alias.empty()) return model::kms_key_arn(name->owner, name->key_id);
  return model::kms_key_arn(name->owner, uuid_of(model::kms_arn(name->owner, name->alias)));
}

}  // namespace dynarocks::operations
