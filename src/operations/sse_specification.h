#pragma once
// Server-side encryption as a request asks for it. Every table is encrypted by default, as on AWS,
// where the owner of the key is the service; only encryption under a KMS key is a change.

#include <optional>
#include <string>

#include "model/api_error.h"
#include "wire/request.h"

namespace dynarocks::operations {

struct EncryptionRequest {
  /// SSEType KMS, or Enabled true; otherwise the default is asked for.
  bool kms = false;
  /// KMSMasterKeyId: a key of KMS in any of its forms (kms_key.h).
  std::optional<std::string> key_id;
};

/// Nothing without an SSESpecification. ValidationException for contradictions and AES256.
[[nodiscard]] model::ApiResult<std::optional<EncryptionRequest>> read_encryption(
    const wire::Request& request);

}  // namespace dynarocks::operations
