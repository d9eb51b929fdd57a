#pragma once
// The bounds of KMS, as those of DynamoDB in limits.h.

#include <cstddef>

namespace dynarocks::model::limits {

inline constexpr std::size_t kms_keys = 100'000;            // AWS: per account and Region
inline constexpr std::size_t kms_aliases_per_key = 50;      // AWS
inline constexpr std::size_t kms_name_characters = 256;     // AWS: of an alias; own: of a key id
inline constexpr std::size_t kms_key_id_characters = 2048;  // AWS: a KeyId in any of its forms
inline constexpr std::size_t kms_description_characters = 8192;  // AWS

}  // namespace dynarocks::model::limits
