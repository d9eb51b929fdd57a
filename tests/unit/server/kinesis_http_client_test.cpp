#include "server/kinesis_http_client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "one_answer.h"

namespace dynarocks::server {
namespace {

using engine::KinesisFailure;
using engine::KinesisRecord;
using testing::ElementsAre;
using testing::HasSubstr;

const std::string arn = "arn:aws:kinesis:eu-west-1:123456789012:stream/changes";

std::string answer_of(const std::string& status, const std::string& body) {
  return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
         body;
}

class KinesisHttpClientTest : public testing::Test {
 protected:
  Result<std::vector<bool>, KinesisFailure> put(const std::string& answer) {
    OneAnswer server(answer);
    const std::vector<KinesisRecord> records{{"key-1", "data"}, {"key-2", "more"}};
    auto result = KinesisHttpClient(server.endpoint(), clock_).put_records(arn, records);
    server.finish();
    request_ = server.request;
    return result;
  }

  ManualClock clock_{1'700'000'000'000};
  std::string request_;
};

TEST_F(KinesisHttpClientTest, PutsRecords) {
  const auto taken = put(
      answer_of("200 OK", R"({"FailedRecordCount":1,"Records":[{"ErrorCode":"InternalFailure"},)"
                          R"({"SequenceNumber":"1","ShardId":"s","ErrorCode":null}]})"));
  ASSERT_TRUE(taken) << taken.error().message;
  EXPECT_THAT(*taken, ElementsAre(false, true));
  EXPECT_THAT(request_, HasSubstr("\r\nx-amz-target: Kinesis_20131202.PutRecords\r\n"));
  EXPECT_THAT(request_, HasSubstr("\r\ncontent-type: application/x-amz-json-1.1\r\n"));
  EXPECT_THAT(request_, HasSubstr("Credential=123456789012/20231114/eu-west-1/kinesis/"));
  EXPECT_THAT(request_,
              HasSubstr(R"({"StreamName":"changes","Records":[{"Data":"ZGF0YQ==",)"
                        R"("PartitionKey":"key-1"},{"Data":"bW9yZQ==","PartitionKey":"key-2"}]})"));
}

TEST_F(KinesisHttpClientTest, SaysWhatWasRefused) {
  const auto busy = put(answer_of(
      "400 Bad Request", R"({"__type":"com.amazonaws#ProvisionedThroughputExceededException"})"));
  EXPECT_EQ(busy.error().message,
            "Kinesis answers PutRecords with HTTP 400 ProvisionedThroughputExceededException");
  EXPECT_FALSE(busy.error().is_invalid);
  const auto invalid =
      put(answer_of("400 Bad Request", R"({"__type":"ValidationException","message":"no"})"));
  EXPECT_TRUE(invalid.error().is_invalid);
  EXPECT_EQ(put(answer_of("502 Bad Gateway", "<html>")).error().message,
            "Kinesis answers PutRecords with HTTP 502");
}

TEST_F(KinesisHttpClientTest, AnAnswerMustSpeakOfEveryRecord) {
  for (const char* body : {"", "[]", "{}", R"({"Records":[{}]})", R"({"Records":[{},{},{}]})"}) {
    EXPECT_EQ(put(answer_of("200 OK", body)).error().message,
              "Kinesis answers PutRecords without a result for each record")
        << body;
  }
}

TEST_F(KinesisHttpClientTest, StreamsAreNamedByTheirArns) {
  KinesisHttpClient client({"127.0.0.1", "1", "127.0.0.1:1"}, clock_);
  for (const std::string no_arn :
       {"", "changes", "arn:aws:kinesis:eu-west-1", "arn:aws:kinesis:eu-west-1:1:consumer/x",
        "arn:aws:kinesis:eu-west-1:1:stream/", "arn:aws:kinesis:eu-west-1:1:stream/a/b",
        "arn:aws:kinesis::1:stream/a", "arn:aws:kinesis:r::stream/a",
        "arn:aws:kinesis:r\r\nx:1:stream/a", "arn:aws:sns:eu-west-1:1:stream/a"}) {
    EXPECT_EQ(client.check(no_arn).error().message, no_arn + " is no ARN of a Kinesis stream");
    EXPECT_EQ(client.put_records(no_arn, {}).error().message,
              no_arn + " is no ARN of a Kinesis stream");
  }
  EXPECT_THAT(client.check(arn).error().message, HasSubstr("no answer from http://127.0.0.1:1: "));
}

TEST_F(KinesisHttpClientTest, AStreamMustBeActive) {
  const auto check = [&](const std::string& status) {
    OneAnswer server(
        answer_of("200 OK", R"({"StreamDescriptionSummary":{"StreamStatus":")" + status + "\"}}"));
    const auto checked = KinesisHttpClient(server.endpoint(), clock_).check(arn);
    return checked ? std::string() : checked.error().message;
  };
  EXPECT_EQ(check("ACTIVE"), "");
  EXPECT_EQ(check("UPDATING"), "");
  EXPECT_EQ(check("CREATING"), "stream changes is not ACTIVE");
}

}  // namespace
}  // namespace dynarocks::server
