#include "operations/describe_endpoints.h"

#include "operation_fixture.h"

namespace dynarocks::operations {
namespace {

using DescribeEndpointsTest = OperationTest;

TEST_F(DescribeEndpointsTest, EndpointOfTheCallersRegion) {
  caller_.region = "eu-central-1";
  EXPECT_EQ(answer("DescribeEndpoints", "{}"), nlohmann::json::parse(R"({"Endpoints":
    [{"Address": "dynamodb.eu-central-1.amazonaws.com", "CachePeriodInMinutes": 1440}]})"));
}

}  // namespace
}  // namespace dynarocks::operations
