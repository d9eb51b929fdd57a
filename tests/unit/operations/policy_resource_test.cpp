// ResourceArn, which the three operations on resource policies read alike.

#include "operations/policy_resource.h"

#include "resource_policy_fixture.h"

namespace dynarocks::operations {
namespace {

class PolicyResourceTest : public ResourcePolicyTest {
 protected:
  void SetUp() override { create(); }

  /// What each of the operations says of a ResourceArn; it has to be the same.
  std::string error_of(const std::string& resource) {
    const std::string getting = get_error(resource);
    EXPECT_EQ(put_error(resource, policy(statement("Deny", "*", "dynamodb:Scan"))), getting);
    EXPECT_EQ(delete_error(resource), getting);
    return getting;
  }
};

TEST_F(PolicyResourceTest, IsNotThere) {
  const std::string message = "ValidationException: Invalid TableArn";
  EXPECT_EQ(error("GetResourcePolicy", "{}"), message);
  EXPECT_EQ(error("DeleteResourcePolicy", "{}"), message);
  EXPECT_EQ(error("PutResourcePolicy", R"({"Policy":"{"})"), message);
}

TEST_F(PolicyResourceTest, IsNoTableOrStream) {
  EXPECT_EQ(error_of("Music"), invalid + "ARNs must start with 'arn:': Music");
  for (const std::string& text :
       {std::string("arn:aws:s3:::bucket"), arn + "/backup/01489602797149-73d8d5bc"}) {
    EXPECT_EQ(error_of(text), invalid + "Provided Arn is not a DynamoDB resource arn: " + text);
  }
  EXPECT_EQ(error_of(arn + "/index/i"),
            invalid +
                "Invalid resource arn provided, only table or stream is accepted. Provided "
                "resource arn: " +
                arn + "/index/i");
}

TEST_F(PolicyResourceTest, IsElsewhere) {
  for (const std::string text : {"arn:aws:dynamodb:eu-west-1:123456789012:table/Music",
                                 "arn:aws:dynamodb::123456789012:table/Music",
                                 "arn:aws-cn:dynamodb:us-east-1:123456789012:table/Music"}) {
    EXPECT_EQ(error_of(text), invalid + "Invalid resource Arn: " + text);
  }
}

TEST_F(PolicyResourceTest, IsOfAnotherAccount) {
  EXPECT_EQ(error_of("arn:aws:dynamodb:us-east-1:999999999999:table/Music"),
            "ValidationException: This action is only supported by accounts that match the "
            "resource owner’s account.");
}

TEST_F(PolicyResourceTest, IsUnknown) {
  EXPECT_EQ(error_of(arn + "s"),
            "ResourceNotFoundException: Requested resource not found: Table: Musics not found");
  EXPECT_EQ(error_of(arn + "/stream/2024-01-01T00:00:00.000"),
            "ResourceNotFoundException: Requested resource not found: Stream: "
            "2024-01-01T00:00:00.000 not found for Table: Music");
}

}  // namespace
}  // namespace dynarocks::operations
