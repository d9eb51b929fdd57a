#include "model/kms_key.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "model/kms_limits.h"

namespace dynarocks::model {
namespace {

constexpr std::string_view key_prefix = "key/";

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= limits::kms_name_characters &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '_' || c == '/';
         });
}

auto invalid_key_id(std::string_view text) {
  return failure(std::string("Invalid keyId '").append(text).append("'"));
}

/// `resource` is "key/<id>" or "alias/<name>".
Result<KmsKeyName, std::string> name_of(std::string_view resource, AccountRegion owner,
                                        std::string_view text) {
  KmsKeyName name{std::move(owner), {}, {}};
  if (resource.starts_with(kms_alias_prefix)) {
    if (!is_name(resource.substr(kms_alias_prefix.size()))) return invalid_key_id(text);
    name.alias = resource;
    return name;
  }
  if (!resource.starts_with(key_prefix)) return invalid_key_id(text);
  name.key_id = resource.substr(key_prefix.size());
  if (!is_name(name.key_id)) return invalid_key_id(text);
  return name;
}

}  // namespace

bool is_deleted(const KmsKey& key, EpochMillis now) {
  return key.deletion_time && *key.deletion_time <= now;
}

std::string kms_arn(const AccountRegion& owner, std::string_view resource) {
  return "arn:aws:kms:" + owner.region + ":" + owner.account_id + ":" + std::string(resource);
}

std::string kms_key_arn(const AccountRegion& owner, std::string_view key_id) {
  return kms_arn(owner, std::string(key_prefix).append(key_id));
}

Result<KmsKeyName, std::string> parse_kms_key_name(std::string_view text,
                                                   const AccountRegion& caller) {
  if (!text.starts_with("arn:")) {
    const bool is_alias = text.starts_with(kms_alias_prefix);
    return name_of(is_alias ? std::string(text) : std::string(key_prefix).append(text), caller,
                   text);
  }
  std::array<std::string_view, 5> parts;  // "arn", partition, service, Region, account
  std::string_view rest = text;
  for (auto& part : parts) {
    const std::size_t colon = rest.find(':');
    if (colon == std::string_view::npos) return invalid_key_id(text);
    part = rest.substr(0, colon);
    rest.remove_prefix(colon + 1);
  }
  const auto& [prefix, partition, service, region, account] = parts;
  if (partition != "aws" || service != "kms" || !is_name(account)) return invalid_key_id(text);
  if (region != caller.region) return failure("Invalid arn " + std::string(region));
  return name_of(rest, {std::string(account), std::string(region)}, text);
}

}  // namespace dynarocks::model
