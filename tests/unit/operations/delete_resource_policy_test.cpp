#include "operations/delete_resource_policy.h"

#include "resource_policy_fixture.h"

namespace dynarocks::operations {
namespace {

class DeleteResourcePolicyTest : public ResourcePolicyTest {
 protected:
  void SetUp() override { create(); }
};

TEST_F(DeleteResourcePolicyTest, TakesItAway) {
  for (const std::string& resource : {arn, stream_arn()}) {
    put(resource, allowing("dynamodb:*"));
    EXPECT_EQ(deleted(resource), R"({"RevisionId":"1700000000251"})");
    EXPECT_EQ(get_error(resource), not_found + resource);
  }
}

TEST_F(DeleteResourcePolicyTest, NoPolicyIsNoError) {
  EXPECT_EQ(deleted(arn), "{}");
  put(arn, allowing("dynamodb:*"));
  deleted(arn);
  EXPECT_EQ(deleted(arn), "{}");
  EXPECT_EQ(deleted(stream_arn()), "{}");
}

TEST_F(DeleteResourcePolicyTest, ExpectsARevision) {
  for (const std::string revision : {"7", "NO_POLICY"}) {
    EXPECT_EQ(delete_error(arn, {{"ExpectedRevisionId", revision}}),
              not_found + "Requested update for policy with revision id " + revision +
                  ", but table Music has no associated policy.");
  }
  put(arn, allowing("dynamodb:*"));
  EXPECT_EQ(delete_error(arn, {{"ExpectedRevisionId", "7"}}),
            not_found +
                "Requested update for policy with revision id 7, but the policy associated to "
                "target table Music has revision id 1700000000250.");
  EXPECT_EQ(got(arn), allowing("dynamodb:*"));
  EXPECT_EQ(deleted(arn, {{"ExpectedRevisionId", "1700000000250"}}),
            R"({"RevisionId":"1700000000251"})");
}

}  // namespace
}  // namespace dynarocks::operations
