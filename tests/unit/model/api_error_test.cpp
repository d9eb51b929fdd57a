#include "model/api_error.h"

#include <gtest/gtest.h>

namespace dynarocks::model {
namespace {

struct Expected {
  ErrorCode code;
  std::string name;
  std::string prefix;
  std::string text_member;
  int http_status = 400;
};

class ErrorRows : public testing::TestWithParam<Expected> {};

TEST_P(ErrorRows, AreTheServices) {
  const ErrorRow& row = error_row(GetParam().code);
  EXPECT_EQ(row.code, GetParam().code);
  EXPECT_EQ(row.name, GetParam().name);
  EXPECT_EQ(row.prefix, GetParam().prefix);
  EXPECT_EQ(row.text_member, GetParam().text_member);
  EXPECT_EQ(row.http_status, GetParam().http_status);
}

const std::string service = "com.amazon.coral.service";
const std::string dynamodb = "com.amazonaws.dynamodb.v20120810";

INSTANTIATE_TEST_SUITE_P(
    Table, ErrorRows,
    testing::Values(
        Expected{ErrorCode::validation, "ValidationException", "com.amazon.coral.validate",
                 "message"},
        Expected{ErrorCode::serialization, "SerializationException", service, "Message"},
        Expected{ErrorCode::unknown_operation, "UnknownOperationException", service, ""},
        Expected{ErrorCode::access_denied, "AccessDeniedException", service, "Message"},
        Expected{ErrorCode::missing_authentication_token, "MissingAuthenticationTokenException",
                 service, "message"},
        Expected{ErrorCode::incomplete_signature, "IncompleteSignatureException", service,
                 "message"},
        Expected{ErrorCode::invalid_signature, "InvalidSignatureException", service, "message"},
        Expected{ErrorCode::unrecognized_client, "UnrecognizedClientException", service, "message"},
        Expected{ErrorCode::expired_token, "ExpiredTokenException", service, "message"},
        Expected{ErrorCode::throttling, "ThrottlingException", "com.amazon.coral.availability",
                 "message"},
        Expected{ErrorCode::resource_not_found, "ResourceNotFoundException", dynamodb, "message"},
        Expected{ErrorCode::resource_in_use, "ResourceInUseException", dynamodb, "message"},
        Expected{ErrorCode::policy_not_found, "PolicyNotFoundException", dynamodb, "message"},
        Expected{ErrorCode::limit_exceeded, "LimitExceededException", dynamodb, "message"},
        Expected{ErrorCode::conditional_check_failed, "ConditionalCheckFailedException", dynamodb,
                 "message"},
        Expected{ErrorCode::provisioned_throughput_exceeded,
                 "ProvisionedThroughputExceededException", dynamodb, "message"},
        Expected{ErrorCode::request_limit_exceeded, "RequestLimitExceeded", dynamodb, "message"},
        Expected{ErrorCode::item_collection_size_limit_exceeded,
                 "ItemCollectionSizeLimitExceededException", dynamodb, "message"},
        Expected{ErrorCode::duplicate_item, "DuplicateItemException", dynamodb, "message"},
        Expected{ErrorCode::transaction_conflict, "TransactionConflictException", dynamodb,
                 "message"},
        Expected{ErrorCode::replicated_write_conflict, "ReplicatedWriteConflictException", dynamodb,
                 "message"},
        Expected{ErrorCode::transaction_canceled, "TransactionCanceledException", dynamodb,
                 "Message"},
        Expected{ErrorCode::idempotent_parameter_mismatch, "IdempotentParameterMismatchException",
                 dynamodb, "Message"},
        Expected{ErrorCode::transaction_in_progress, "TransactionInProgressException", dynamodb,
                 "Message"},
        Expected{ErrorCode::trimmed_data_access, "TrimmedDataAccessException", dynamodb, "message"},
        Expected{ErrorCode::expired_iterator, "ExpiredIteratorException", dynamodb, "message"},
        Expected{ErrorCode::internal_server_error, "InternalServerError", dynamodb, "message", 500},
        Expected{ErrorCode::service_unavailable, "ServiceUnavailable",
                 "com.amazon.coral.availability", "message", 503}));

TEST(ApiError, ValidationErrorsCarryTheirMessage) {
  const ApiError error = validation_error("One or more parameter values were invalid");
  EXPECT_EQ(error.code, ErrorCode::validation);
  EXPECT_EQ(error.message, "One or more parameter values were invalid");
  EXPECT_TRUE(error.has_message);
}

}  // namespace
}  // namespace dynarocks::model
