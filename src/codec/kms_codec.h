#pragma once
// Keys of KMS and their aliases as bytes (docs/storage-format.md, section 7).

#include <optional>
#include <string>
#include <string_view>

#include "model/kms_key.h"

namespace dynarocks::codec {

[[nodiscard]] std::string encode_kms_key(const model::KmsKey& key);
/// Nothing when the bytes are no such record.
[[nodiscard]] std::optional<model::KmsKey> decode_kms_key(std::string_view bytes);

[[nodiscard]] std::string encode_kms_alias(const model::KmsAlias& alias);
/// Nothing when the bytes are no such record.
[[nodiscard]] std::optional<model::KmsAlias> decode_kms_alias(std::string_view bytes);

}  // namespace dynarocks::codec
