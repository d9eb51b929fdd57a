#pragma once
// Keys of the Key Management Service, as far as they can be named without it: the ARN that a
// table's description shows for what a request called its key.

#include <string>
#include <string_view>

#include "model/api_error.h"
#include "model/table_name.h"

namespace dynarocks::operations {

/// What {"Enabled": true} stands for: every account has such a key in every Region.
inline constexpr std::string_view default_kms_alias = "alias/aws/dynamodb";

/// `key_id` is a key id, an alias ("alias/..."), or the ARN of either. There is no store of keys,
/// so any key is there and usable, and an alias always names the same key of the account and
/// Region. ValidationException for an ARN of another Region and for what can be no key.
[[nodiscard]] model::ApiResult<std::string> kms_key_arn(std::string_view key_id,
                                                        const model::AccountRegion& caller);

}  // namespace dynarocks::operations
