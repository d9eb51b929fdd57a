#include "operations/kms_key.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/random.h"
#include "codec/digest.h"

namespace dynarocks::operations {

using model::AccountRegion;
using model::ApiResult;

namespace {

constexpr std::string_view alias_prefix = "alias/";
constexpr std::string_view key_prefix = "key/";
constexpr std::size_t longest_name = 256;  // of a key or an alias, in KMS

/// KMS's own failure, as DynamoDB hands it on.
model::ApiError not_found(const std::string& what) {
  return model::validation_error(
      "KMS validation error: com.amazonaws.services.kms.model.NotFoundException: " + what +
      " (Service: AWSKMS; Status Code: 400; Error Code: NotFoundException; Request ID: " +
      random_uuid() + "; Proxy: null)");
}

model::ApiError invalid_key_id(std::string_view key_id) {
  return not_found(std::string("Invalid keyId '").append(key_id).append("'"));
}

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= longest_name &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '_' || c == '/';
         });
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

/// "key/<id>" or "alias/<name>" of an account and Region.
ApiResult<std::string> arn_of(std::string_view resource, const AccountRegion& owner,
                              std::string_view key_id) {
  const std::string place = "arn:aws:kms:" + owner.region + ":" + owner.account_id + ":";
  if (resource.starts_with(alias_prefix)) {
    if (!is_name(resource.substr(alias_prefix.size()))) return failure(invalid_key_id(key_id));
    return place + std::string(key_prefix) + uuid_of(place + std::string(resource));
  }
  const bool is_key =
      resource.starts_with(key_prefix) && is_name(resource.substr(key_prefix.size()));
  if (!is_key) return failure(invalid_key_id(key_id));
  return place + std::string(resource);
}

}  // namespace

ApiResult<std::string> kms_key_arn(std::string_view key_id, const AccountRegion& caller) {
  if (!key_id.starts_with("arn:")) {
    const bool is_alias = key_id.starts_with(alias_prefix);
    return arn_of(is_alias ? std::string(key_id) : std::string(key_prefix).append(key_id), caller,
                  key_id);
  }
  std::array<std::string_view, 5> parts;  // "arn", partition, service, Region, account
  std::string_view rest = key_id;
  for (auto& part : parts) {
    const std::size_t colon = rest.find(':');
    if (colon == std::string_view::npos) return failure(invalid_key_id(key_id));
    part = rest.substr(0, colon);
    rest.remove_prefix(colon + 1);
  }
  const auto& [prefix, partition, service, region, account] = parts;
  if (partition != "aws" || service != "kms" || !is_name(account)) {
    return failure(invalid_key_id(key_id));
  }
  if (region != caller.region) return failure(not_found("Invalid arn " + std::string(region)));
  return arn_of(rest, {std::string(account), std::string(region)}, key_id);
}

}  // namespace dynarocks::operations
