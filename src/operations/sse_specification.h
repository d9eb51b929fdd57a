#pragma once
// Server-side encryption as a request asks for it. Every table is encrypted by default, as on AWS,
// where the owner of the key is the service; only encryption under a KMS key is a change.

#include "model/api_error.h"
#include "wire/request.h"

namespace dynarocks::operations {

/// Whether the request's SSESpecification asks for a KMS key: SSEType KMS, or Enabled true. An
/// empty one, or Enabled false, asks for the default. ValidationException for contradictions and
/// AES256.
[[nodiscard]] model::ApiResult<bool> asks_for_kms(const wire::Request& request);

}  // namespace dynarocks::operations
