#pragma once
// The envelope of PutItem, UpdateItem and DeleteItem: with the current validation layer, every
// ValidationException that the request alone decides (whatever the table holds) starts
// "1 validation error detected: ". Source: reference "wire protocol", section 7.

#include <string>
#include <utility>

#include "model/api_error.h"
#include "operations/operation_context.h"

namespace dynarocks::operations {

inline constexpr std::string_view one_validation_error = "1 validation error detected: ";

[[nodiscard]] inline model::ApiError in_envelope(const OperationContext& context,
                                                 model::ApiError error) {
  if (context.layer == model::ValidationLayer::current &&
      error.code == model::ErrorCode::validation) {
    error.message.insert(0, one_validation_error);
  }
  return error;
}

template <class T>
[[nodiscard]] model::ApiResult<T> in_envelope(const OperationContext& context,
                                              model::ApiResult<T> result) {
  if (!result) return failure(in_envelope(context, std::move(result).error()));
  return result;
}

}  // namespace dynarocks::operations
