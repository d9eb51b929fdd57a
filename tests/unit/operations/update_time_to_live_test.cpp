// UpdateTimeToLive and DescribeTimeToLive.
#include <chrono>
#include <string>

#include "operation_fixture.h"

namespace dynarocks::operations {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;

class TimeToLiveTest : public OperationTest {
 protected:
  void SetUp() override { create(); }
  void create() {
    answer("CreateTable", R"({"TableName":"abc","BillingMode":"PAY_PER_REQUEST",)"
                          R"("AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],)"
                          R"("KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}]})");
  }
  static std::string specification(bool enabled, const std::string& attribute) {
    return R"({"TableName":"abc","TimeToLiveSpecification":{"Enabled":)" +
           std::string(enabled ? "true" : "false") + R"(,"AttributeName":")" + attribute + "\"}}";
  }
  std::string turn(bool enabled, const std::string& attribute = "a") {
    return answer_text("UpdateTimeToLive", specification(enabled, attribute));
  }
  std::string refused(bool enabled, const std::string& attribute = "a") {
    return error("UpdateTimeToLive", specification(enabled, attribute));
  }
  std::string described() { return answer_text("DescribeTimeToLive", table); }
  void set_status(model::TableStatus status) {
    const auto changed =
        catalog_->update({caller_, "abc"}, [&](auto& description) -> model::ApiResult<void> {
          description.status = status;
          return {};
        });
    ASSERT_TRUE(changed.has_value());
  }

  const std::string table = R"({"TableName":"abc"})";
  const std::string disabled = R"({"TimeToLiveDescription":{"TimeToLiveStatus":"DISABLED"}})";
};

TEST_F(TimeToLiveTest, IsTurnedOnAndOff) {
  EXPECT_EQ(described(), disabled);
  EXPECT_EQ(turn(true, "expires"),
            R"({"TimeToLiveSpecification":{"Enabled":true,"AttributeName":"expires"}})");
  EXPECT_EQ(
      described(),
      R"({"TimeToLiveDescription":{"TimeToLiveStatus":"ENABLED","AttributeName":"expires"}})");
  EXPECT_EQ(turn(false, "expires"),
            R"({"TimeToLiveSpecification":{"Enabled":false,"AttributeName":"expires"}})");
  EXPECT_EQ(described(), disabled) << "the attribute is forgotten";
  turn(true, "other");
}

TEST_F(TimeToLiveTest, WhatIsNoChangeIsRefused) {
  EXPECT_EQ(refused(false), "ValidationException: TimeToLive is already disabled");
  turn(true, "a");
  EXPECT_EQ(refused(true, "a"), "ValidationException: TimeToLive is already enabled");
  const std::string different =
      "ValidationException: TimeToLive is active on a different AttributeName: current "
      "AttributeName is a";
  EXPECT_EQ(refused(true, "b"), different);
  EXPECT_EQ(refused(false, "b"), different);
  turn(false, "a");
  EXPECT_EQ(refused(false, "a"), "ValidationException: TimeToLive is already disabled");
}

TEST_F(TimeToLiveTest, WithoutStrictQuotasChangesMayFollowEachOther) {
  for (int i = 0; i < 5; ++i) {
    turn(true, "a" + std::to_string(i));
    turn(false, "a" + std::to_string(i));
  }
}

TEST_F(TimeToLiveTest, WithStrictQuotasHalfAnHourMustPass) {
  services_.strict_quotas = true;
  const std::string too_soon =
      "ValidationException: Time to live has been modified multiple times within a fixed interval";
  turn(true);
  EXPECT_EQ(refused(true), "ValidationException: TimeToLive is already enabled")
      << "the content comes first";
  EXPECT_EQ(refused(false), too_soon);
  clock_.advance(minutes(31) - milliseconds(1));
  EXPECT_EQ(refused(false), too_soon);
  clock_.advance(milliseconds(1));
  turn(false);
  EXPECT_EQ(refused(true), too_soon);
  answer("DeleteTable", table);
  create();
  turn(true);
}

TEST_F(TimeToLiveTest, MissingTable) {
  const std::string missing =
      "ResourceNotFoundException: Requested resource not found: Table: nope not found";
  EXPECT_EQ(error("DescribeTimeToLive", R"({"TableName":"nope"})"), missing);
  EXPECT_EQ(error("UpdateTimeToLive", R"({"TableName":"nope","TimeToLiveSpecification":)"
                                      R"({"Enabled":false,"AttributeName":"a"}})"),
            missing);
}

TEST_F(TimeToLiveTest, StatusOfTheTable) {
  set_status(model::TableStatus::CREATING);
  EXPECT_EQ(error("DescribeTimeToLive", table),
            "ValidationException: Cannot describe time to live while table is in CREATING state: "
            "Current table state is CREATING");
  EXPECT_EQ(refused(true),
            "ResourceInUseException: Attempt to change a resource which is still in use: Table abc "
            "is being created");
  set_status(model::TableStatus::DELETING);
  EXPECT_EQ(error("DescribeTimeToLive", table),
            "ValidationException: Cannot describe time to live while table is in DELETING state: "
            "Current table state is DELETING");
  set_status(model::TableStatus::UPDATING);
  EXPECT_EQ(described(), disabled);
  turn(true);
}

TEST_F(TimeToLiveTest, ByArn) {
  const std::string arn = "arn:aws:dynamodb:us-east-1:123456789012:table/abc";
  answer("UpdateTimeToLive", R"({"TableName":")" + arn +
                                 R"(","TimeToLiveSpecification":{"Enabled":true,)"
                                 R"("AttributeName":"a"}})");
  EXPECT_EQ(answer_text("DescribeTimeToLive", R"({"TableName":")" + arn + "\"}"), described());
}

TEST_F(TimeToLiveTest, ExpiredItemsAreSweptAway) {
  answer("PutItem", R"({"TableName":"abc","Item":{"pk":{"S":"x"},"a":{"N":"1600000000"}}})");
  answer("PutItem", R"({"TableName":"abc","Item":{"pk":{"S":"y"},"a":{"N":"1800000000"}}})");
  turn(true);
  ttl_worker_.sweep_now();
  EXPECT_EQ(answer_text("GetItem", R"({"TableName":"abc","Key":{"pk":{"S":"x"}}})"), "{}");
  EXPECT_NE(answer_text("GetItem", R"({"TableName":"abc","Key":{"pk":{"S":"y"}}})"), "{}");
}

}  // namespace
}  // namespace dynarocks::operations
