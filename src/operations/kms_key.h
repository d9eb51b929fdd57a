#pragma once
// The KMS keys of tables: which key a request means, and whether the key of a table is of use
// (docs/decisions/0018-key-store.md).

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "engine/kms_keys.h"
#include "model/api_error.h"
#include "model/table_description.h"
#include "model/table_name.h"
#include "operations/operation_context.h"

namespace dynarocks::operations {

/// What {"Enabled": true} stands for: every account has such a key in every Region.
inline constexpr std::string_view default_kms_alias = "alias/aws/dynamodb";

/// What becomes of keys that nobody has made: where any credentials are good, so are they.
enum class UnknownKeys : std::uint8_t { accepted, refused };

/// Where signatures are checked, they are refused.
[[nodiscard]] inline UnknownKeys unknown_keys(const OperationContext& context) {
  return context.principal == nullptr ? UnknownKeys::accepted : UnknownKeys::refused;
}

/// The ARN of the key that `key_id` means: a key id, an alias ("alias/..."), or the ARN of either.
/// An alias of AWS's own ("alias/aws/..."), and an unknown one that is accepted, always names the
/// same made-up key. Unknown aliases are refused, too, once their account has made keys in the
/// Region. ValidationException, with KMS's failure in it, for a key that is not there, disabled or
/// pending deletion, for an ARN of another Region and for what can be no key.
[[nodiscard]] model::ApiResult<std::string> kms_key_arn(std::string_view key_id,
                                                        const model::AccountRegion& caller,
                                                        const engine::KmsKeys& keys,
                                                        UnknownKeys unknown, EpochMillis now);

/// kms_key_arn of everything but the key.
using FindKmsKey = std::function<model::ApiResult<std::string>(std::string_view key_id)>;

/// Since when the key of a table is of no use, so that the table is
/// INACCESSIBLE_ENCRYPTION_CREDENTIALS; nothing while it is of use.
[[nodiscard]] std::optional<EpochMillis> inaccessible_since(const engine::KmsKeys& keys,
                                                            const model::TableDescription& table);

/// ValidationException, with KMS's failure in it, when the table's key is of no use.
[[nodiscard]] model::ApiResult<void> check_key_usable(const engine::KmsKeys& keys,
                                                      const model::TableDescription& table,
                                                      EpochMillis now);

}  // namespace dynarocks::operations
