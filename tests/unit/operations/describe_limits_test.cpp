#include "operations/describe_limits.h"

#include "operation_fixture.h"

namespace dynarocks::operations {
namespace {

using DescribeLimitsTest = OperationTest;

TEST_F(DescribeLimitsTest, QuotasOfAFreshAccount) {
  EXPECT_EQ(answer("DescribeLimits", "{}"), nlohmann::json::parse(R"({
    "AccountMaxReadCapacityUnits": 80000, "AccountMaxWriteCapacityUnits": 80000,
    "TableMaxReadCapacityUnits": 40000, "TableMaxWriteCapacityUnits": 40000})"));
}

}  // namespace
}  // namespace dynarocks::operations
