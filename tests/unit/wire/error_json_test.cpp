#include "wire/error_json.h"

#include <gtest/gtest.h>

#include "codec/value_encoder.h"

namespace dynarocks::wire {
namespace {

using model::ApiError;
using model::ErrorCode;

struct Envelope {
  ErrorCode code;
  const char* json;  // for the message "m"
};
class EveryErrorCode : public testing::TestWithParam<Envelope> {};
TEST_P(EveryErrorCode, HasItsEnvelope) {
  const ApiError error{GetParam().code, "m", {}, {}, true};
  EXPECT_EQ(error_json(error), GetParam().json);
}

#define CORAL(package, name, member) \
  R"({"__type":"com.amazon.coral.)" package "#" name R"(",")" member R"(":"m"})"
#define DYNAMODB(name, member) \
  R"({"__type":"com.amazonaws.dynamodb.v20120810#)" name R"(",")" member R"(":"m"})"

INSTANTIATE_TEST_SUITE_P(
    Codes, EveryErrorCode,
    testing::Values(
        Envelope{ErrorCode::validation, CORAL("validate", "ValidationException", "message")},
        Envelope{ErrorCode::serialization, CORAL("service", "SerializationException", "Message")},
        Envelope{ErrorCode::unknown_operation,
                 R"({"__type":"com.amazon.coral.service#UnknownOperationException"})"},
        Envelope{ErrorCode::access_denied, CORAL("service", "AccessDeniedException", "Message")},
        Envelope{ErrorCode::missing_authentication_token,
                 CORAL("service", "MissingAuthenticationTokenException", "message")},
        Envelope{ErrorCode::incomplete_signature,
                 CORAL("service", "IncompleteSignatureException", "message")},
        Envelope{ErrorCode::invalid_signature,
                 CORAL("service", "InvalidSignatureException", "message")},
        Envelope{ErrorCode::unrecognized_client,
                 CORAL("service", "UnrecognizedClientException", "message")},
        Envelope{ErrorCode::expired_token, CORAL("service", "ExpiredTokenException", "message")},
        Envelope{ErrorCode::throttling, CORAL("availability", "ThrottlingException", "message")},
        Envelope{ErrorCode::resource_not_found, DYNAMODB("ResourceNotFoundException", "message")},
        Envelope{ErrorCode::resource_in_use, DYNAMODB("ResourceInUseException", "message")},
        Envelope{ErrorCode::policy_not_found, DYNAMODB("PolicyNotFoundException", "message")},
        Envelope{ErrorCode::limit_exceeded, DYNAMODB("LimitExceededException", "message")},
        Envelope{ErrorCode::conditional_check_failed,
                 DYNAMODB("ConditionalCheckFailedException", "message")},
        Envelope{ErrorCode::provisioned_throughput_exceeded,
                 DYNAMODB("ProvisionedThroughputExceededException", "message")},
        Envelope{ErrorCode::request_limit_exceeded, DYNAMODB("RequestLimitExceeded", "message")},
        Envelope{ErrorCode::item_collection_size_limit_exceeded,
                 DYNAMODB("ItemCollectionSizeLimitExceededException", "message")},
        Envelope{ErrorCode::duplicate_item, DYNAMODB("DuplicateItemException", "message")},
        Envelope{ErrorCode::transaction_conflict,
                 DYNAMODB("TransactionConflictException", "message")},
        Envelope{ErrorCode::replicated_write_conflict,
                 DYNAMODB("ReplicatedWriteConflictException", "message")},
        Envelope{ErrorCode::transaction_canceled,
                 R"({"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException",)"
                 R"("Message":"m","CancellationReasons":[]})"},
        Envelope{ErrorCode::idempotent_parameter_mismatch,
                 DYNAMODB("IdempotentParameterMismatchException", "Message")},
        Envelope{ErrorCode::transaction_in_progress,
                 DYNAMODB("TransactionInProgressException", "Message")},
        Envelope{ErrorCode::internal_server_error, DYNAMODB("InternalServerError", "message")},
        Envelope{ErrorCode::service_unavailable,
                 CORAL("availability", "ServiceUnavailable", "message")}));

TEST(ErrorJson, HasNoTextMemberWhereThereIsNoMessage) {
  ApiError error{ErrorCode::serialization, {}, {}, {}, false};
  EXPECT_EQ(error_json(error), R"({"__type":"com.amazon.coral.service#SerializationException"})");
  error.code = ErrorCode::unknown_operation;
  EXPECT_EQ(error_json(error),
            R"({"__type":"com.amazon.coral.service#UnknownOperationException"})");
}

TEST(ErrorJson, KeepsAnEmptyMessageAndEscapesText) {
  EXPECT_EQ(error_json(model::validation_error("")),
            R"({"__type":"com.amazon.coral.validate#ValidationException","message":""})");
  EXPECT_EQ(error_json(model::validation_error("a \"b\"\n")),
            R"({"__type":"com.amazon.coral.validate#ValidationException","message":"a \"b\"\n"})");
}

std::string item() {
  std::string bytes;
  codec::ValueEncoder encoder(bytes);
  encoder.begin_item();
  encoder.name("pk");
  encoder.string("a");
  encoder.end_item();
  return bytes;
}

TEST(ErrorJson, ShowsTheItemOfAFailedCondition) {
  const ApiError error{
      ErrorCode::conditional_check_failed, "The conditional request failed", item(), {}, true};
  EXPECT_EQ(error_json(error),
            R"({"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",)"
            R"("message":"The conditional request failed","Item":{"pk":{"S":"a"}}})");
}

TEST(ErrorJson, ListsCancellationReasons) {
  const std::string text =
      "Transaction cancelled, please refer cancellation reasons for specific reasons [None, "
      "ConditionalCheckFailed]";
  const ApiError error{
      ErrorCode::transaction_canceled,
      text,
      {},
      {{"None", "", ""}, {"ConditionalCheckFailed", "The conditional request failed", item()}},
      true};
  EXPECT_EQ(error_json(error),
            R"({"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException",)"
            R"("Message":")" +
                text +
                R"(","CancellationReasons":[{"Code":"None"},{"Code":"ConditionalCheckFailed",)"
                R"("Message":"The conditional request failed","Item":{"pk":{"S":"a"}}}]})");
}

}  // namespace
}  // namespace dynarocks::wire
