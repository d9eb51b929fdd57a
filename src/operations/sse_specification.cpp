#include "operations/sse_specification.h"

#include "operations/invalid_parameter.h"

namespace dynarocks::operations {

model::ApiResult<bool> asks_for_kms(const wire::Request& request) {
  const auto specification = request.structure("SSESpecification");
  if (!specification) return false;
  const auto enabled = specification->boolean("Enabled");
  const auto type = specification->string("SSEType");
  const bool has_key = specification->has("KMSMasterKeyId");
  if (enabled == false && type) {
    return failure(invalid_parameter("SSEType can not be specified if Enabled is false"));
  }
  if (enabled == false && has_key) {
    return failure(invalid_parameter("KMSMasterKeyId can not be specified if Enabled is false"));
  }
  if (has_key && type != "KMS") {
    return failure(invalid_parameter("SSEType KMS is required if KMSMasterKeyId is specified"));
  }
  if (type == "AES256") return failure(invalid_parameter("SSEType AES256 is not supported"));
  return enabled == true || type == "KMS";
}

}  // namespace dynarocks::operations
