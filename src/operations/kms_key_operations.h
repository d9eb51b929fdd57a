#pragma once
// KMS's operations on keys.

#include <string>

#include "model/kms_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

[[nodiscard]] model::KmsResult<void> create_key(const OperationContext& context,
                                                const wire::Request& request,
                                                std::string& response);
[[nodiscard]] model::KmsResult<void> describe_key(const OperationContext& context,
                                                  const wire::Request& request,
                                                  std::string& response);
[[nodiscard]] model::KmsResult<void> list_keys(const OperationContext& context,
                                               const wire::Request& request, std::string& response);
[[nodiscard]] model::KmsResult<void> enable_key(const OperationContext& context,
                                                const wire::Request& request,
                                                std::string& response);
[[nodiscard]] model::KmsResult<void> disable_key(const OperationContext& context,
                                                 const wire::Request& request,
                                                 std::string& response);
[[nodiscard]] model::KmsResult<void> schedule_key_deletion(const OperationContext& context,
                                                           const wire::Request& request,
                                                           std::string& response);
[[nodiscard]] model::KmsResult<void> cancel_key_deletion(const OperationContext& context,
                                                         const wire::Request& request,
                                                         std::string& response);

}  // namespace dynarocks::operations
