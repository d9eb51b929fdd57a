// The rules of a table's Kinesis destinations.
#include "operations/kinesis_destinations.h"

#include <gtest/gtest.h>

#include <string>

#include "model/limits.h"

namespace dynarocks::operations {
namespace {

using model::CreationTimePrecision;
using model::KinesisDestination;
using enum model::DestinationStatus;

constexpr std::string_view invalid_state =
    "Table is not in a valid state to enable Kinesis Streaming Destination: ";

class KinesisDestinationsTest : public testing::Test {
 protected:
  KinesisDestinationsTest() {
    table_.key.table_name = "abc";
    table_.table_id = "id";
  }
  void add(const std::string& arn, model::DestinationStatus status,
           std::optional<CreationTimePrecision> precision = std::nullopt) {
    table_.kinesis_destinations.push_back({arn, status, "", precision});
  }
  template <class T>
  static std::string error(const model::ApiResult<T>& result) {
    return result ? "" : result.error().message;
  }

  model::TableDescription table_;
};

TEST_F(KinesisDestinationsTest, EnablingIsForPastOnesAndNewOnes) {
  for (const auto status : {ENABLING, ACTIVE, DISABLING, UPDATING}) {
    table_.kinesis_destinations.clear();
    add("past", DISABLED);
    add("current", status);
    for (const char* arn : {"past", "current", "new"}) {
      EXPECT_EQ(error(begin_enabling(table_, {arn, std::nullopt})),
                std::string(invalid_state) +
                    "EnableKinesisStreamingDestination must be DISABLED or ENABLE_FAILED to "
                    "perform ENABLE operation.")
          << arn << status_name(status);
    }
  }
  table_.kinesis_destinations = {{"past", ENABLE_FAILED, "why", CreationTimePrecision::MICROSECOND},
                                 {"other", DISABLED, "", {}}};
  EXPECT_EQ(error(begin_enabling(table_, {"past", std::nullopt})), "");
  EXPECT_EQ(
      table_.kinesis_destinations,
      (std::vector<KinesisDestination>{{"past", ENABLING, "", {}}, {"other", DISABLED, "", {}}}));
}

TEST_F(KinesisDestinationsTest, TheOldestIsForgotten) {
  for (std::size_t i = 0; i < model::limits::kinesis_destinations; ++i) {
    add(std::to_string(i), DISABLED);
  }
  EXPECT_EQ(error(begin_enabling(table_, {"0", std::nullopt})), "");
  ASSERT_EQ(table_.kinesis_destinations.size(), model::limits::kinesis_destinations);
  table_.kinesis_destinations.front().status = DISABLED;
  EXPECT_EQ(error(begin_enabling(table_, {"new", std::nullopt})), "");
  EXPECT_EQ(table_.kinesis_destinations.size(), model::limits::kinesis_destinations);
  EXPECT_EQ(table_.kinesis_destinations.front().stream_arn, "1");
  EXPECT_EQ(table_.kinesis_destinations.back().stream_arn, "new");
}

TEST_F(KinesisDestinationsTest, DisablingIsForActiveOnes) {
  for (const auto status : {ENABLING, DISABLING, DISABLED, ENABLE_FAILED, UPDATING}) {
    table_.kinesis_destinations.clear();
    add("arn", status);
    for (const char* arn : {"arn", "unknown"}) {
      EXPECT_EQ(error(begin_disabling(table_, arn)),
                std::string(invalid_state) +
                    "KinesisStreamingDestination must be ACTIVE to perform DISABLE operation.");
    }
  }
  table_.kinesis_destinations.clear();
  add("arn", ACTIVE, CreationTimePrecision::MICROSECOND);
  const auto becomes = begin_disabling(table_, "arn");
  ASSERT_TRUE(becomes);
  EXPECT_EQ(*becomes,
            (KinesisDestination{"arn", DISABLED, "", CreationTimePrecision::MICROSECOND}));
  EXPECT_EQ(table_.kinesis_destinations[0].status, DISABLING);
}

TEST_F(KinesisDestinationsTest, UpdatingIsForActiveOnesAndAnotherPrecision) {
  const DestinationRequest micro{"arn", CreationTimePrecision::MICROSECOND};
  for (const auto status : {ENABLING, DISABLING, DISABLED, ENABLE_FAILED, UPDATING}) {
    table_.kinesis_destinations.clear();
    add("arn", status);
    EXPECT_EQ(error(begin_updating(table_, micro)),
              std::string(invalid_state) +
                  "Kinesis streaming is not in ACTIVE state. Updates are only allowed in ACTIVE "
                  "state. TableName: abc, kdsArn: arn");
  }
  table_.kinesis_destinations.clear();
  add("arn", ACTIVE);
  EXPECT_EQ(error(begin_updating(table_, {"arn", CreationTimePrecision::MILLISECOND})),
            "Invalid Request: Precision is already set to the desired value of MILLISECOND for "
            "tableId: id, kdsArn: arn");
  const auto becomes = begin_updating(table_, micro);
  ASSERT_TRUE(becomes);
  EXPECT_EQ(*becomes, (KinesisDestination{"arn", ACTIVE, "", CreationTimePrecision::MICROSECOND}));
  EXPECT_EQ(table_.kinesis_destinations[0], (KinesisDestination{"arn", UPDATING, "", {}}))
      << "the old precision shows until it ends";
}

}  // namespace
}  // namespace dynarocks::operations
