#include "operations/sse_specification.h"

#include "operations/invalid_parameter.h"

namespace dynarocks::operations {

model::ApiResult<std::optional<EncryptionRequest>> read_encryption(const wire::Request& request) {
  const auto specification = request.structure("SSESpecification");
  if (!specification) return std::nullopt;
  const auto enabled = specification->boolean("Enabled");
  const auto type = specification->string("SSEType");
  const auto key_id = specification->string("KMSMasterKeyId");
  if (enabled == false && type) {
    return failure(invalid_parameter("SSEType can not be specified if Enabled is false"));
  }
  if (enabled == false && key_id) {
    return failure(invalid_parameter("KMSMasterKeyId can not be specified if Enabled is false"));
  }
  if (key_id && type != "KMS") {
    return failure(invalid_parameter("SSEType KMS is required if KMSMasterKeyId is specified"));
  }
  if (type == "AES256") return failure(invalid_parameter("SSEType AES256 is not supported"));
  EncryptionRequest encryption;
  encryption.kms = enabled == true || type == "KMS";
  if (key_id) encryption.key_id = *key_id;
  return encryption;
}

}  // namespace dynarocks::operations
