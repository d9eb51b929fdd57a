#pragma once
// KMS's operations on aliases of keys.

#include <string>

#include "model/kms_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

[[nodiscard]] model::KmsResult<void> create_alias(const OperationContext& context,
                                                  const wire::Request& request,
                                                  std::string& response);
[[nodiscard]] model::KmsResult<void> update_alias(const OperationContext& context,
                                                  const wire::Request& request,
                                                  std::string& response);
[[nodiscard]] model::KmsResult<void> delete_alias(const OperationContext& context,
                                                  const wire::Request& request,
                                                  std::string& response);
[[nodiscard]] model::KmsResult<void> list_aliases(const OperationContext& context,
                                                  const wire::Request& request,
                                                  std::string& response);

}  // namespace dynarocks::operations
