#pragma once
// Every error the API can answer, as a value. One row per code gives its wire name, prefix, HTTP
// status and the spelling of its text member (reference "wire protocol", section 6).

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace dynarocks::model {

enum class ErrorCode : std::uint8_t {
  validation,
  serialization,
  unknown_operation,
  access_denied,
  missing_authentication_token,
  incomplete_signature,
  invalid_signature,
  unrecognized_client,
  expired_token,
  throttling,
  resource_not_found,
  resource_in_use,
  policy_not_found,
  limit_exceeded,
  conditional_check_failed,
  provisioned_throughput_exceeded,
  request_limit_exceeded,
  item_collection_size_limit_exceeded,
  duplicate_item,
  transaction_conflict,
  replicated_write_conflict,
  transaction_canceled,
  idempotent_parameter_mismatch,
  transaction_in_progress,
  trimmed_data_access,
  expired_iterator,
  internal_server_error,
  service_unavailable,
};

struct ErrorRow {
  ErrorCode code;
  std::string_view name;         // "ValidationException"
  std::string_view prefix;       // "com.amazon.coral.validate"
  std::string_view text_member;  // "message" or "Message"
  int http_status;
};

[[nodiscard]] const ErrorRow& error_row(ErrorCode code);

struct ApiError;

/// One entry of a TransactionCanceledException: code "None" and no message where nothing was wrong.
struct CancellationReason {
  std::string code;
  std::string message;
  std::string item;  // encoded (codec/item_view.h), empty when absent
};

struct ApiError {
  ErrorCode code = ErrorCode::internal_server_error;
  std::string message;
  /// ConditionalCheckFailedException: the stored item, encoded, when asked for. Empty otherwise.
  std::string item;
  std::vector<CancellationReason> cancellation_reasons;
  /// False where the envelope has no text member at all (malformed JSON, unknown operation).
  bool has_message = true;
};

[[nodiscard]] inline ApiError validation_error(std::string message) {
  return ApiError{ErrorCode::validation, std::move(message), {}, {}, true};
}

/// The result of nearly everything from the codec upwards.
template <class T>
using ApiResult = Result<T, ApiError>;

}  // namespace dynarocks::model
