#include "auth/resource_policy_rules.h"

#include <gtest/gtest.h>

#include <string>

namespace dynarocks::auth {
namespace {

const std::string table = "arn:aws:dynamodb:us-east-1:111122223333:table/T";
const std::string stream = table + "/stream/2023-11-14T22:13:20.000";

Policy parse(const std::string& members) {
  const auto policy = parse_policy(
      R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*",)" + members +
          "}}",
      PolicyKind::resource);
  EXPECT_TRUE(policy) << members << ": " << policy.error().message;
  return policy ? *policy : Policy();
}

std::string fault_of(const std::string& resource, const std::string& of = table) {
  const Policy policy = parse(R"("Principal":"*","Resource":")" + resource + "\"");
  const auto checked = check_resources(policy, of);
  return checked ? "" : checked.error().message;
}

TEST(ResourcePolicyRules, APolicyIsAboutItsTableAndIndexes) {
  for (const std::string& resource :
       {std::string("*"), table, table + "/index/I", table + "/index/*", table + "/*", table + "*",
        table + "/index/By-${aws:username}", std::string("arn:aws:dynamodb:*:111122223333:table/*"),
        std::string("arn:*:dynamodb:us-east-?:*:table/?")}) {
    EXPECT_EQ(fault_of(resource), "") << resource;
  }
}

TEST(ResourcePolicyRules, APolicyOfAStreamIsAboutIt) {
  for (const std::string& resource :
       {std::string("*"), stream, table + "/stream/*", table + "/*"}) {
    EXPECT_EQ(fault_of(resource, stream), "") << resource;
  }
  EXPECT_EQ(
      fault_of(table, stream),
      R"(Invalid policy document: The relative-id "table/T" is invalid for ARN ")" + table + "\"");
}

TEST(ResourcePolicyRules, TheForeignPartOfAnArnIsTold) {
  const struct {
    std::string resource;
    std::string part;
  } cases[] = {
      {"arn:aws:dynamodb:us-east-1:111122223333:table/X", R"(relative-id "table/X")"},
      {"arn:aws:dynamodb:us-east-1:111122223333:table/TT/index/*",
       R"(relative-id "table/TT/index/*")"},
      {"arn:aws:dynamodb:us-east-1:111122223333:table/t", R"(relative-id "table/t")"},
      {stream, R"(relative-id "table/T/stream/2023-11-14T22:13:20.000")"},
      {"arn:aws:dynamodb:us-east-1:111122223333:table/${aws:username}",
       R"(relative-id "table/${aws:username}")"},
      {"arn:aws:dynamodb:us-east-1:444455556666:table/X", R"(namespace "444455556666")"},
      {"arn:aws:dynamodb:eu-west-?:444455556666:table/X", R"(region "eu-west-?")"},
      {"arn:aws:s3:::bucket", R"(vendor "s3")"},
      {"arn:aws-cn:s3:::bucket", R"(partition "aws-cn")"},
  };
  for (const auto& [resource, part] : cases) {
    EXPECT_EQ(fault_of(resource),
              "Invalid policy document: The " + part + " is invalid for ARN \"" + resource + "\"");
  }
}

TEST(ResourcePolicyRules, EveryStatementCounts) {
  const auto policy = parse_policy(
      R"({"Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"},
          {"Effect":"Deny","Principal":"*","Action":"*","NotResource":["*","arn:aws:s3:::b"]}]})",
      PolicyKind::resource);
  ASSERT_TRUE(policy);
  EXPECT_FALSE(check_resources(*policy, table));
}

bool for_everyone(const std::string& members) {
  return grants_to_everyone(parse(R"("Resource":"*",)" + members));
}

std::string under(const std::string& condition) {
  return R"("Principal":{"AWS":"*"},"Condition":{)" + condition + "}";
}

TEST(ResourcePolicyRules, NobodyMayAllowEveryone) {
  EXPECT_TRUE(for_everyone(R"("Principal":"*")"));
  EXPECT_TRUE(for_everyone(R"("Principal":{"AWS":["111122223333","*"]})"));
  EXPECT_TRUE(for_everyone(R"("NotPrincipal":{"AWS":"111122223333"})"));
  EXPECT_FALSE(for_everyone(R"("Principal":{"AWS":"111122223333"})"));
  EXPECT_FALSE(for_everyone(R"("Principal":{"Service":"replication.dynamodb.amazonaws.com"})"));
  const auto denies =
      parse_policy(R"({"Statement":{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}})",
                   PolicyKind::resource);
  ASSERT_TRUE(denies);
  EXPECT_FALSE(grants_to_everyone(*denies));
}

TEST(ResourcePolicyRules, ConditionsMayNarrowEveryone) {
  for (const std::string narrow :
       {R"("StringEquals":{"aws:PrincipalAccount":"111122223333"})",
        R"("StringLike":{"AWS:PrincipalOrgID":["o-1","o-2"]})",
        R"("ForAnyValue:StringEquals":{"aws:PrincipalOrgPaths":"o-1/r-1/"})",
        R"("ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:user/a"})",
        R"("IpAddress":{"aws:SourceIp":["10.0.0.0/8","::1"]})"}) {
    EXPECT_FALSE(for_everyone(under(narrow))) << narrow;
  }
  for (const std::string wide :
       {R"("StringEquals":{"aws:PrincipalTag/team":"a"})",
        R"("StringNotEquals":{"aws:PrincipalAccount":"111122223333"})",
        R"("StringEqualsIfExists":{"aws:PrincipalAccount":"111122223333"})",
        R"("ForAllValues:StringEquals":{"aws:PrincipalOrgPaths":"o-1/r-1/"})",
        R"("StringLike":{"aws:PrincipalOrgID":"o-*"})",
        R"("StringEquals":{"aws:userid":"${aws:username}"})",
        R"("ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:user/a"})",
        R"("ArnLike":{"aws:PrincipalArn":"*"})", R"("IpAddress":{"aws:SourceIp":"0.0.0.0/0"})",
        R"("Null":{"aws:PrincipalAccount":"false"})"}) {
    EXPECT_TRUE(for_everyone(under(wide))) << wide;
  }
}

}  // namespace
}  // namespace dynarocks::auth
