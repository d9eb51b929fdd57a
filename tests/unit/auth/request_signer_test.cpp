#include "auth/request_signer.h"

#include <gtest/gtest.h>

#include "auth/request_age.h"

namespace dynarocks::auth {
namespace {

constexpr EpochMillis time = 1'700'000'000'999;  // 2023-11-14T22:13:20Z

TEST(AmzDate, IsTheTimeInWholeSeconds) { EXPECT_EQ(basic_time(time), "20231114T221320Z"); }

/// The signature is what botocore 1.29 makes of the same request.
TEST(AuthorizationHeader, SignsAsTheSdks) {
  const RequestToSign request{"us-east-1",
                              "kinesis",
                              R"({"StreamName":"s"})",
                              {{"content-type", "application/x-amz-json-1.1"},
                               {"host", "localhost:4567"},
                               {"x-amz-date", basic_time(time)},
                               {"x-amz-target", "Kinesis_20131202.PutRecords"}}};
  EXPECT_EQ(authorization_header(request, {"000000000000", "dynarocks"}, time),
            "AWS4-HMAC-SHA256 Credential=000000000000/20231114/us-east-1/kinesis/aws4_request, "
            "SignedHeaders=content-type;host;x-amz-date;x-amz-target, "
            "Signature=c27daa9c4247c3ac188df35041b29bc2c0db1df79c32f5c2fe8f2adfd634c3b4");
}

}  // namespace
}  // namespace dynarocks::auth
