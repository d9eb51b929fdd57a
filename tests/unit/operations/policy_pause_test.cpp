// How often --strict-quotas lets a resource policy change, on a clock that the tests move.

#include "operations/policy_pause.h"

#include "resource_policy_fixture.h"

namespace dynarocks::operations {
namespace {

using std::chrono::milliseconds;

class PolicyPauseTest : public ResourcePolicyTest {
 protected:
  void SetUp() override {
    create();
    services_.strict_quotas = true;
  }
  std::string remove_table() { return error("DeleteTable", R"({"TableName":"Music"})"); }
};

// At 22:13:20.250.
constexpr std::string_view end_of_pause =
    " modified within the previous 15000 milliseconds. Please try again after "
    "2023-11-14T22:13:35.250Z.";

TEST_F(PolicyPauseTest, AChangeIsPendingThenThrottlesTheNext) {
  const struct {
    std::string resource;
    std::string pending;
    std::string name;
  } cases[] = {
      {arn, "Table is pending previous resource-based policy update: Music", "table Music"},
      {stream_arn(), "Stream is pending previous resource-based policy update: " + stream_label(),
       "stream " + stream_label()}};
  for (const auto& [resource, pending, name] : cases) {
    const std::string throttled =
        "ThrottlingException: Resource-based policy for " + name + std::string(end_of_pause);
    clock_.set(1'700'000'000'250);
    put(resource, allowing("dynamodb:*"));
    clock_.advance(milliseconds(1999));
    EXPECT_EQ(put_error(resource, allowing("dynamodb:Get*")), in_use + pending);
    EXPECT_EQ(delete_error(resource), in_use + pending);
    clock_.advance(milliseconds(1));
    EXPECT_EQ(put_error(resource, allowing("dynamodb:Get*")), throttled);
    clock_.advance(milliseconds(12'999));
    EXPECT_EQ(delete_error(resource), throttled);
    clock_.advance(milliseconds(1));
    EXPECT_EQ(deleted(resource), R"({"RevisionId":"1700000015250"})");
    EXPECT_EQ(put_error(resource, allowing("dynamodb:Get*")), in_use + pending);
    clock_.advance(milliseconds(15'000));
    put(resource, allowing("dynamodb:Get*"));
  }
}

TEST_F(PolicyPauseTest, WhatChangesNothingIsLetThrough) {
  EXPECT_EQ(deleted(arn), "{}");
  const std::string revision = put(arn, allowing("dynamodb:*"));
  EXPECT_EQ(put(arn, allowing("dynamodb:*")), revision);
}

TEST_F(PolicyPauseTest, AWrongRevisionIsToldFirst) {
  put(arn, allowing("dynamodb:*"));
  EXPECT_EQ(delete_error(arn, {{"ExpectedRevisionId", "7"}}).substr(0, 23),
            "PolicyNotFoundException");
}

TEST_F(PolicyPauseTest, DeleteTableWaitsForAPendingChange) {
  put(arn, allowing("dynamodb:*"));
  clock_.advance(milliseconds(1999));
  EXPECT_EQ(remove_table(), in_use + "Table: Music has a pending resource-based policy update.");
  clock_.advance(milliseconds(1));
  EXPECT_EQ(remove_table().substr(0, 10), "(answered)");
}

TEST_F(PolicyPauseTest, WithoutStrictQuotasNothingWaits) {
  services_.strict_quotas = false;
  put(arn, allowing("dynamodb:*"));
  put(arn, allowing("dynamodb:Get*"));
  EXPECT_EQ(remove_table().substr(0, 10), "(answered)");
}

}  // namespace
}  // namespace dynarocks::operations
