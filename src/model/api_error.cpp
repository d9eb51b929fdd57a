#include "model/api_error.h"

#include <array>
#include <cstddef>

namespace dynarocks::model {
namespace {

constexpr std::string_view coral_service = "com.amazon.coral.service";
constexpr std::string_view coral_validate = "com.amazon.coral.validate";
constexpr std::string_view coral_availability = "com.amazon.coral.availability";
constexpr std::string_view dynamodb = "com.amazonaws.dynamodb.v20120810";

/// In the order of ErrorCode.
constexpr std::array rows = {
    ErrorRow{ErrorCode::validation, "ValidationException", coral_validate, "message", 400},
    ErrorRow{ErrorCode::serialization, "SerializationException", coral_service, "Message", 400},
    ErrorRow{ErrorCode::unknown_operation, "UnknownOperationException", coral_service, "", 400},
    ErrorRow{ErrorCode::access_denied, "AccessDeniedException", coral_service, "Message", 400},
    ErrorRow{ErrorCode::missing_authentication_token, "MissingAuthenticationTokenException",
             coral_service, "message", 400},
    ErrorRow{ErrorCode::incomplete_signature, "IncompleteSignatureException", coral_service,
             "message", 400},
    ErrorRow{ErrorCode::invalid_signature, "InvalidSignatureException", coral_service, "message",
             400},
    ErrorRow{ErrorCode::unrecognized_client, "UnrecognizedClientException", coral_service,
             "message", 400},
    ErrorRow{ErrorCode::expired_token, "ExpiredTokenException", coral_service, "message", 400},
    ErrorRow{ErrorCode::throttling, "ThrottlingException", coral_availability, "message", 400},
    ErrorRow{ErrorCode::resource_not_found, "ResourceNotFoundException", dynamodb, "message", 400},
    ErrorRow{ErrorCode::resource_in_use, "ResourceInUseException", dynamodb, "message", 400},
    ErrorRow{ErrorCode::policy_not_found, "PolicyNotFoundException", dynamodb, "message", 400},
    ErrorRow{ErrorCode::limit_exceeded, "LimitExceededException", dynamodb, "message", 400},
    ErrorRow{ErrorCode::conditional_check_failed, "ConditionalCheckFailedException", dynamodb,
             "message", 400},
    ErrorRow{ErrorCode::provisioned_throughput_exceeded, "ProvisionedThroughputExceededException",
             dynamodb, "message", 400},
    ErrorRow{ErrorCode::request_limit_exceeded, "RequestLimitExceeded", dynamodb, "message", 400},
    ErrorRow{ErrorCode::item_collection_size_limit_exceeded,
             "ItemCollectionSizeLimitExceededException", dynamodb, "message", 400},
    ErrorRow{ErrorCode::duplicate_item, "DuplicateItemException", dynamodb, "message", 400},
    ErrorRow{ErrorCode::transaction_conflict, "TransactionConflictException", dynamodb, "message",
             400},
    ErrorRow{ErrorCode::replicated_write_conflict, "ReplicatedWriteConflictException", dynamodb,
             "message", 400},
    ErrorRow{ErrorCode::transaction_canceled, "TransactionCanceledException", dynamodb, "Message",
             400},
    ErrorRow{ErrorCode::idempotent_parameter_mismatch, "IdempotentParameterMismatchException",
             dynamodb, "Message", 400},
    ErrorRow{ErrorCode::transaction_in_progress, "TransactionInProgressException", dynamodb,
             "Message", 400},
    ErrorRow{ErrorCode::trimmed_data_access, "TrimmedDataAccessException", dynamodb, "message",
             400},
    ErrorRow{ErrorCode::expired_iterator, "ExpiredIteratorException", dynamodb, "message", 400},
    ErrorRow{ErrorCode::internal_server_error, "InternalServerError", dynamodb, "message", 500},
    ErrorRow{ErrorCode::service_unavailable, "ServiceUnavailable", coral_availability, "message",
             503},
};

constexpr bool in_order_of_codes() {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (static_cast<std::size_t>(rows[i].code) != i) return false;
  }
  return rows.back().code == ErrorCode::service_unavailable;
}
static_assert(in_order_of_codes());

}  // namespace

const ErrorRow& error_row(ErrorCode code) { return rows[static_cast<std::size_t>(code)]; }

}  // namespace dynarocks::model
