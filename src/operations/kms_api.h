#pragma once
// The operations of the Key Management Service: one row for each, and what runs one.

#include <optional>
#include <string>
#include <string_view>

#include "model/api_error.h"
#include "model/kms_error.h"
#include "operations/caller.h"
#include "operations/operation_context.h"
#include "wire/json_value.h"
#include "wire/request.h"

namespace dynarocks::operations {

/// Appends the response body to `response`; some operations have none.
using KmsHandler = model::KmsResult<void> (*)(const OperationContext& context,
                                              const wire::Request& request, std::string& response);

struct KmsOperation {
  std::string_view name;  // "CreateKey"
  KmsHandler handler;
};

/// The row of an operation, or nullptr.
[[nodiscard]] const KmsOperation* find_kms_operation(std::string_view name);

/// Where there are policies they are asked about kms:<operation>, on the key and the alias that the
/// request names, or on "*" when it names none. `body` is the parsed JSON of the request.
[[nodiscard]] model::KmsResult<void> run_kms_operation(const KmsOperation& operation,
                                                       const Services& services,
                                                       const Caller& caller,
                                                       std::optional<wire::JsonValue> body,
                                                       std::string& response);

/// What refuses a request before an operation runs, under the same name in both services.
[[nodiscard]] model::KmsError kms_error(const model::ApiError& error);

}  // namespace dynarocks::operations
