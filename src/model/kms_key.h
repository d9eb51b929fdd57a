#pragma once
// A key of the Key Management Service on the same port, an alias that names one, and how requests
// name them.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "model/table_name.h"

namespace dynarocks::model {

/// Stored (codec/kms_codec.cpp): new ones go to the end.
enum class KmsKeyState : std::uint8_t { Enabled, Disabled, PendingDeletion };

struct KmsKey {
  AccountRegion owner;
  std::string id;  // UUID
  KmsKeyState state = KmsKeyState::Enabled;
  EpochMillis creation_time = 0;
  std::string description;
  /// Of a key that is PendingDeletion: when it is gone.
  std::optional<EpochMillis> deletion_time;
  /// Since when it is not Enabled.
  std::optional<EpochMillis> unusable_since;
  friend bool operator==(const KmsKey&, const KmsKey&) = default;
};

struct KmsAlias {
  AccountRegion owner;
  std::string name;  // "alias/music"
  std::string key_id;
  EpochMillis creation_time = 0;
  EpochMillis last_update = 0;
  friend bool operator==(const KmsAlias&, const KmsAlias&) = default;
};

/// Whether the key's deletion date has come. It is remembered beyond that day, for the tables that
/// are encrypted under it.
[[nodiscard]] bool is_deleted(const KmsKey& key, EpochMillis now);

inline constexpr std::string_view kms_alias_prefix = "alias/";
/// The aliases of keys that AWS's services make for themselves.
inline constexpr std::string_view kms_service_alias_prefix = "alias/aws/";

/// arn:aws:kms:<region>:<account>:<resource>
[[nodiscard]] std::string kms_arn(const AccountRegion& owner, std::string_view resource);
[[nodiscard]] std::string kms_key_arn(const AccountRegion& owner, std::string_view key_id);

/// What a text names as a key: an id, an alias ("alias/..."), or the ARN of either.
struct KmsKeyName {
  AccountRegion owner;
  std::string alias;   // "alias/music", or empty
  std::string key_id;  // empty for an alias
};

/// The error is KMS's text for it (of its NotFoundException): an ARN of another Region than the
/// caller's, or what can be no key.
[[nodiscard]] Result<KmsKeyName, std::string> parse_kms_key_name(std::string_view text,
                                                                 const AccountRegion& caller);

}  // namespace dynarocks::model
