#include "auth/policy_text.h"

#include <gtest/gtest.h>

#include <string>

namespace dynarocks::auth {
namespace {

std::string canonical(std::string_view json) {
  const auto text = canonical_policy_text(json);
  return text ? *text : text.error().message;
}

TEST(PolicyText, IsMinifiedAndOrdered) {
  EXPECT_EQ(canonical(R"( {
    "Statement" : [ { "Condition": {"Bool": {"b:x": "true", "a:x": true}}, "Resource" : "*",
                      "Action": [ "dynamodb:Query" , "dynamodb:GetItem" ],
                      "Principal": { "AWS" : "111122223333" },
                      "Effect": "Allow" , "Sid" : "A é \"q\"" } ],
    "Version" : "2012-10-17" } )"),
            R"({"Version":"2012-10-17","Statement":[{"Sid":"A é \"q\"","Effect":"Allow",)"
            R"("Principal":{"AWS":"111122223333"},"Action":["dynamodb:Query","dynamodb:GetItem"],)"
            R"("Resource":"*","Condition":{"Bool":{"b:x":"true","a:x":true}}}]})");
}

TEST(PolicyText, PutsNegatedMembersInTheirPlaces) {
  EXPECT_EQ(canonical(R"({"Id":"P","Version":"2012-10-17","Statement":
                          {"NotResource":"*","NotAction":"a:b","NotPrincipal":"*","Effect":"Deny"}})"),
            R"({"Version":"2012-10-17","Id":"P","Statement":)"
            R"({"Effect":"Deny","NotPrincipal":"*","NotAction":"a:b","NotResource":"*"}})");
}

TEST(PolicyText, NamesTheOlderVersionWhereThereIsNone) {
  EXPECT_EQ(canonical(R"({"Statement":[]})"), R"({"Version":"2008-10-17","Statement":[]})");
}

TEST(PolicyText, NeedsJson) {
  EXPECT_EQ(canonical("{ x"), "Invalid policy document: Syntax error at position (1,3)");
}

std::string policy_of(const std::string& members) {
  return R"({"Version":"2012-10-17","Statement":[{)" + members + "}]}";
}

TEST(PolicyText, TellsWhatSaysTheSame) {
  const std::string policy = policy_of(
      R"("Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"a:b","Resource":["*"])");
  for (
      const std::string& same : {
          policy,
          " " + policy + "\n",
          policy_of(
              R"("Resource":"*","Action":"a:b","Principal":{"AWS":"111122223333"},"Effect":"Allow")"),
          policy_of(
              R"("Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":["a:b"],"Resource":"*")"),
          policy_of(
              R"("Effect":"Allow","Principal":{"AWS":["arn:aws:iam::111122223333:root"]},"Action":"a:b","Resource":"*")"),
          std::string(
              R"({"Statement":{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"a:b","Resource":"*"},"Version":"2012-10-17"})"),
      }) {
    EXPECT_TRUE(same_policy(policy, same)) << same;
    EXPECT_TRUE(same_policy(same, policy)) << same;
  }
  for (
      const std::string& other : {
          policy_of(
              R"("Effect":"Deny","Principal":{"AWS":"111122223333"},"Action":"a:b","Resource":["*"])"),
          policy_of(
              R"("Effect":"Allow","Principal":{"AWS":"111122223334"},"Action":"a:b","Resource":["*"])"),
          policy_of(
              R"("Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"a:B","Resource":["*"])"),
          policy_of(
              R"("Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":["a:b","a:c"],"Resource":["*"])"),
          policy_of(
              R"("Sid":"x","Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"a:b","Resource":"*")"),
          std::string(
              R"({"Statement":{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"a:b","Resource":"*"}})"),
          std::string("{"),
      }) {
    EXPECT_FALSE(same_policy(policy, other)) << other;
    EXPECT_FALSE(same_policy(other, policy)) << other;
  }
}

TEST(PolicyText, TakesTheOlderVersionForTheMissingOne) {
  EXPECT_TRUE(same_policy(R"({"Statement":[]})", R"({"Version":"2008-10-17","Statement":[]})"));
  EXPECT_FALSE(same_policy("{", "{"));
}

TEST(PolicyText, IgnoresTheOrderOfConditions) {
  EXPECT_TRUE(same_policy(
      R"({"Statement":[{"Condition":{"Bool":{"a":"true"},"Null":{"b":"true","c":["true"]}}}]})",
      R"({"Statement":[{"Condition":{"Null":{"c":"true","b":"true"},"Bool":{"a":"true"}}}]})"));
  EXPECT_FALSE(same_policy(R"({"Statement":[{"Condition":{"Null":{"b":["1","2"]}}}]})",
                           R"({"Statement":[{"Condition":{"Null":{"b":["2","1"]}}}]})"));
}

}  // namespace
}  // namespace dynarocks::auth
