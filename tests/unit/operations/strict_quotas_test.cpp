// The limits that --strict-quotas adds, on a clock that the tests move.

#include "operations/strict_quotas.h"

#include <thread>

#include "model/limits.h"
#include "operation_fixture.h"

namespace dynarocks::operations {
namespace {

using nlohmann::json;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

std::string units(int read, int write) {
  return R"("ProvisionedThroughput":{"ReadCapacityUnits":)" + std::to_string(read) +
         R"(,"WriteCapacityUnits":)" + std::to_string(write) + "}";
}

std::string update_of_index(const std::string& members) {
  return R"("GlobalSecondaryIndexUpdates":[{"Update":{"IndexName":"gsi",)" + members + "}}]";
}

class StrictQuotasTest : public OperationTest {
 protected:
  StrictQuotasTest() { services_.strict_quotas = true; }

  static std::string table(const std::string& name, const std::string& members) {
    return R"({"TableName":")" + name + R"(",
        "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],
        "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],)" +
           members + "}";
  }
  void create(const std::string& members) { answer("CreateTable", table("Music", members)); }
  void create_on_demand() { create(R"("BillingMode":"PAY_PER_REQUEST")"); }
  /// A table and an index of that many units each.
  static std::string with_index(int units_of_each) {
    const std::string each = units(units_of_each, units_of_each);
    return each + R"(,"GlobalSecondaryIndexes":[{"IndexName":"gsi",
        "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],
        "Projection":{"ProjectionType":"ALL"},)" +
           each + "}]";
  }

  json update(const std::string& members) {
    const json table = answer("UpdateTable", R"({"TableName":"Music",)" + members + "}");
    settle();
    return table["TableDescription"];
  }
  std::string refused(const std::string& members) {
    return error("UpdateTable", R"({"TableName":"Music",)" + members + "}");
  }
  /// Work on the indexes is over.
  void settle() {
    while (answer("DescribeTable", R"({"TableName":"Music"})")
               .dump()
               .find("\"IndexStatus\":\"UPDATING\"") != std::string::npos) {
      std::this_thread::yield();
    }
  }
};

// Deletion protection.

const std::string protect = R"("DeletionProtectionEnabled":true)";
const std::string unprotect = R"("DeletionProtectionEnabled":false)";

TEST_F(StrictQuotasTest, FifteenSecondsBetweenChangesOfDeletionProtection) {
  create_on_demand();
  update(protect);
  clock_.advance(seconds(5));
  update(protect);
  EXPECT_EQ(refused(unprotect),
            "ThrottlingException: Deletion protection setting for table Music modified within the "
            "previous 15000 milliseconds. Please try again after 2023-11-14T22:13:35.250Z");
  clock_.advance(seconds(10) - milliseconds(1));
  EXPECT_EQ(refused(unprotect).substr(0, 19), "ThrottlingException");
  clock_.advance(milliseconds(1));
  update(unprotect);
}

TEST_F(StrictQuotasTest, AProtectedNewTableMayBeUnprotectedAtOnce) {
  create(R"("BillingMode":"PAY_PER_REQUEST",)" + protect);
  update(unprotect);
}

// Table class.

const std::string infrequent = R"("TableClass":"STANDARD_INFREQUENT_ACCESS")";
const std::string standard = R"("TableClass":"STANDARD")";
const std::string class_limit =
    "LimitExceededException: Subscriber limit exceeded: Updates to TableClass are limited to 2 "
    "times in 30 day(s).";

TEST_F(StrictQuotasTest, TwoChangesOfTheTableClassInThirtyDays) {
  create_on_demand();
  update(standard);
  update(infrequent);
  clock_.advance(hours(24));
  update(infrequent);
  update(standard);
  EXPECT_EQ(refused(infrequent), class_limit);
  EXPECT_EQ(refused(standard), class_limit) << "what changes nothing is refused, too";
  clock_.advance(hours(29 * 24) - milliseconds(1));
  EXPECT_EQ(refused(infrequent), class_limit);
  clock_.advance(milliseconds(1));
  update(infrequent);
  EXPECT_EQ(refused(standard), class_limit) << "the second change is not yet thirty days old";
}

// Encryption.

const std::string encrypt = R"("SSESpecification":{"Enabled":true})";

TEST_F(StrictQuotasTest, FourChangesOfEncryptionADayThenOneInSixHours) {
  create_on_demand();
  for (int change = 0; change < 4; ++change) {
    update(encrypt);
    clock_.advance(hours(1));
  }
  const std::string refusal =
      "LimitExceededException: Subscriber limit exceeded: Encryption mode changes are limited in "
      "the 24h window ending at 2023-11-15T22:13:20.250Z. After the first 4 change, each "
      "subsequent change in the same window can be performed at most once every 21600 seconds. "
      "Number of updates today: 4. Last change at 2023-11-15T01:13:20.250Z. Next changes can be "
      "made at 2023-11-15T07:13:20.250Z.";
  EXPECT_EQ(refused(encrypt), refusal);
  clock_.advance(hours(5) - milliseconds(1));
  EXPECT_EQ(refused(encrypt), refusal);
  clock_.advance(milliseconds(1));
  update(encrypt);
  clock_.advance(hours(6));
  update(encrypt);
  clock_.advance(hours(6));
  update(encrypt);
  EXPECT_EQ(refused(encrypt).substr(0, 22), "LimitExceededException");
  clock_.advance(hours(3));  // the day of the first change is over
  for (int change = 0; change < 4; ++change) update(encrypt);
  EXPECT_EQ(refused(encrypt).substr(0, 22), "LimitExceededException");
}

TEST_F(StrictQuotasTest, WhatIsNoChangeOfEncryptionIsToldFirst) {
  create_on_demand();
  for (int change = 0; change < 4; ++change) update(encrypt);
  EXPECT_EQ(refused(R"("SSESpecification":{"SSEType":"AES256"})").substr(0, 19),
            "ValidationException");
}

// Decreases of units.

std::string decrease_limit(const std::string& count, const std::string& last,
                           const std::string& next) {
  return "LimitExceededException: Subscriber limit exceeded: Provisioned throughput decreases are "
         "limited within a given UTC day. After the first 4 decreases, each subsequent decrease in "
         "the same UTC day can be performed at most once every 3600 seconds. Number of decreases "
         "today: " +
         count + ". Last decrease at " + last + " Coordinated Universal Time. Next decrease can " +
         "be made at " + next + " Coordinated Universal Time";
}

TEST_F(StrictQuotasTest, FourDecreasesADayThenOneAnHour) {
  clock_.advance(hours(2));  // 12:13:20 AM of the next day
  create(units(20, 20));
  for (int read = 19; read > 15; --read) update(units(read, 20));
  const std::string refusal = decrease_limit("4", "Wednesday, November 15, 2023 at 12:13:20 AM",
                                             "Wednesday, November 15, 2023 at 1:13:20 AM");
  EXPECT_EQ(refused(units(15, 20)), refusal);
  EXPECT_EQ(refused(units(30, 19)), refusal) << "one unit that falls is a decrease";
  update(units(30, 20));
  clock_.advance(hours(1) - milliseconds(1));
  EXPECT_EQ(refused(units(15, 20)), refusal);
  clock_.advance(milliseconds(1));
  update(units(15, 20));
  EXPECT_EQ(refused(units(14, 20)),
            decrease_limit("5", "Wednesday, November 15, 2023 at 1:13:20 AM",
                           "Wednesday, November 15, 2023 at 2:13:20 AM"));
  EXPECT_EQ(
      answer(
          "DescribeTable",
          R"({"TableName":"Music"})")["Table"]["ProvisionedThroughput"]["NumberOfDecreasesToday"],
      5)
      << "refused ones do not count";
}

TEST_F(StrictQuotasTest, DecreasesBeginAnewAtMidnightUtc) {
  clock_.advance(hours(1));  // 11:13:20 PM
  create(units(20, 20));
  for (int read = 19; read > 15; --read) update(units(read, 20));
  EXPECT_EQ(refused(units(15, 20)), decrease_limit("4", "Tuesday, November 14, 2023 at 11:13:20 PM",
                                                   "Wednesday, November 15, 2023 at 12:00:00 AM"));
  clock_.advance(std::chrono::minutes(47));
  for (int read = 15; read > 11; --read) update(units(read, 20));
  EXPECT_EQ(refused(units(11, 20)).substr(0, 22), "LimitExceededException");
}

TEST_F(StrictQuotasTest, AnIndexHasDecreasesOfItsOwn) {
  create(with_index(20));
  for (int read = 19; read > 15; --read) update(update_of_index(units(read, 20)));
  const std::string refusal = decrease_limit("4", "Tuesday, November 14, 2023 at 10:13:20 PM",
                                             "Tuesday, November 14, 2023 at 11:13:20 PM");
  EXPECT_EQ(refused(update_of_index(units(1, 20))), refusal);
  EXPECT_EQ(refused(units(19, 19) + "," + update_of_index(units(1, 20))), refusal)
      << "as a whole or not at all";
  EXPECT_EQ(refused(R"("BillingMode":"PAY_PER_REQUEST")"), refusal)
      << "the switch to on demand is a decrease of the index";
  update(units(19, 19));
}

// What an account has.

TEST_F(StrictQuotasTest, TwoThousandFiveHundredTables) {
  model::TableDescription description;
  for (std::size_t i = 0; i < model::limits::tables_per_account_region; ++i) {
    description.key = {caller_, "table-" + std::to_string(i)};
    ASSERT_TRUE(catalog_->create(description));
  }
  const std::string body = table("Music", R"("BillingMode":"PAY_PER_REQUEST")");
  EXPECT_EQ(error("CreateTable", body),
            "LimitExceededException: Subscriber limit exceeded: There is a limit of 2500 tables "
            "per subscriber");
  EXPECT_EQ(error("CreateTable", table("table-7", R"("BillingMode":"PAY_PER_REQUEST")")),
            "ResourceInUseException: Table already exists: table-7");
  caller_.region = "eu-west-1";
  create_on_demand();
  caller_.region = "us-east-1";
  answer("DeleteTable", R"({"TableName":"table-7"})");
  create_on_demand();
}

std::string account_limit(const std::string& member, int reserved, int requested) {
  return "LimitExceededException: This request would have caused the " + member +
         " limit to be exceeded for the account in us-east-1. Current " + member +
         " reserved by the account: " + std::to_string(reserved) +
         ". Limit: 80000. Requested: " + std::to_string(requested) +
         ". Refer to the Amazon DynamoDB Developer Guide for current limits and how to request "
         "higher limits.";
}

TEST_F(StrictQuotasTest, UnitsOfAllTablesAndIndexes) {
  answer("CreateTable", table("Big", with_index(30'000)));
  EXPECT_EQ(error("CreateTable", table("Music", units(20'001, 1))),
            account_limit("ReadCapacityUnits", 60'000, 20'001));
  EXPECT_EQ(error("CreateTable", table("Music", units(1, 20'001))),
            account_limit("WriteCapacityUnits", 60'000, 20'001));
  create(units(20'000, 10'000));
  EXPECT_EQ(refused(units(20'000, 20'001)), account_limit("WriteCapacityUnits", 70'000, 20'001));
  EXPECT_EQ(refused(units(20'001, 9'999)), account_limit("ReadCapacityUnits", 80'000, 20'001));
  update(units(20'000, 20'000));
  caller_.account_id = "999999999999";
  create(units(40'000, 40'000));
}

// Without the flag.

TEST_F(StrictQuotasTest, AreOffByDefault) {
  services_.strict_quotas = false;
  create(with_index(30'000));
  for (int round = 0; round < 6; ++round) {
    update(protect);
    update(unprotect);
    update(infrequent);
    update(standard);
    update(encrypt);
    update(units(20 - round, 20));
    update(update_of_index(units(20 - round, 20)));
  }
  answer("CreateTable", table("Other", with_index(40'000)));
  answer("CreateTable", table("Another", with_index(40'000)));
}

}  // namespace
}  // namespace dynarocks::operations
