#pragma once
// The one checker of request shapes. Source: reference "wire protocol", sections 6 and 7.

#include "model/api_error.h"
#include "model/validation_layer.h"
#include "wire/json_value.h"
#include "wire/shape.h"

namespace dynarocks::wire {

/// Step 11: every member present has a JSON value of its declared type, checked in declared order
/// (nulls and unknown members are dropped). Error: SerializationException.
[[nodiscard]] model::ApiResult<void> check_types(const OperationShape& shape, JsonValue body);

/// Step 12: required members, lengths, values, patterns, enums. Error: ValidationException
/// "N validation error(s) detected: ...". With ValidationLayer::classic every style falls back to
/// the classic wording.
[[nodiscard]] model::ApiResult<void> check_constraints(const OperationShape& shape, JsonValue body,
                                                       model::ValidationLayer layer);

}  // namespace dynarocks::wire
