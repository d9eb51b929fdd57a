#include "auth/policy_evaluator.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "auth/policy_parser.h"
#include "auth/principal_context.h"

namespace dynarocks::auth {
namespace {

using Verdict = Decision::Verdict;

const std::string own = "111122223333";
const std::string other = "444455556666";
const std::string table = "arn:aws:dynamodb:us-east-1:111122223333:table/T";
const std::string alice_arn = "arn:aws:iam::111122223333:user/alice";
const std::string role_arn = "arn:aws:iam::111122223333:role/Reader";
const std::string session_arn = "arn:aws:sts::111122223333:assumed-role/Reader/s";

Principal root(const std::string& account = own) {
  return {PrincipalKind::root, account, "/", {}, {}, account, {}};
}
Principal alice(const std::string& account = own) {
  return {PrincipalKind::user, account, "/", "alice", {}, "AIDA1", {}};
}
Principal session(const std::string& account = own) {
  return {PrincipalKind::assumed_role, account, "/", "Reader", "s", "AROA1:s", {}};
}

Policy parse(const std::string& json, PolicyKind kind) {
  auto policy = parse_policy(json, kind);
  EXPECT_TRUE(policy) << json << ": " << policy.error().message;
  return policy ? *policy : Policy();
}

/// A statement of an identity policy, a boundary or a session policy.
std::string says(const std::string& effect, const std::string& action = "dynamodb:*",
                 const std::string& rest = "") {
  return R"({"Effect":")" + effect + R"(","Action":")" + action + R"(","Resource":"*")" + rest +
         "}";
}
/// One of a resource policy.
std::string says_to(const std::string& effect, const std::string& principal,
                    const std::string& action = "dynamodb:*") {
  return says(effect, action, R"(,"Principal":{"AWS":")" + principal + R"("})");
}

Policy identity_policy(const std::string& statements) {
  return parse(R"({"Version":"2012-10-17","Statement":[)" + statements + "]}",
               PolicyKind::identity);
}
Policy resource_policy(const std::string& statements) {
  return parse(R"({"Version":"2012-10-17","Statement":[)" + statements + "]}",
               PolicyKind::resource);
}

/// Texts of the statements of each policy; empty: there is none.
struct Texts {
  std::string identity = {};
  std::string resource = {};
  std::string boundary = {};
  std::string session = {};
};

struct Asked {
  Principal principal;
  std::string action = "dynamodb:GetItem";
  std::string arn = table;
};

std::string decide(const Texts& texts, const Asked& asked) {
  std::vector<Policy> identity;
  if (!texts.identity.empty()) identity.push_back(identity_policy(texts.identity));
  const auto policy_of = [](const std::string& statements,
                            Policy (*make)(const std::string&)) -> std::optional<Policy> {
    if (statements.empty()) return std::nullopt;
    return make(statements);
  };
  const auto resource = policy_of(texts.resource, resource_policy);
  const auto boundary = policy_of(texts.boundary, identity_policy);
  const auto of_session = policy_of(texts.session, identity_policy);
  const ApplicablePolicies policies{identity, boundary ? &*boundary : nullptr,
                                    of_session ? &*of_session : nullptr,
                                    resource ? &*resource : nullptr};
  ConditionContext context;
  add_principal(asked.principal, context);
  const Decision decision =
      evaluate(policies, {asked.principal, asked.action, asked.arn, own, context});
  EXPECT_EQ(decision.policy == nullptr, decision.statement == nullptr);
  const char* const sources[] = {"identity", "resource", "boundary", "session"};
  const std::string source = sources[static_cast<int>(decision.source)];
  switch (decision.verdict) {
    case Verdict::allowed:
      return "allowed by " + (decision.statement == nullptr ? "being root" : source);
    case Verdict::explicitly_denied:
      EXPECT_EQ(decision.statement->effect, Effect::deny);
      return "denied by " + source;
    case Verdict::not_allowed:
      EXPECT_EQ(decision.statement, nullptr);
      break;
  }
  return "no " + source;
}

struct Case {
  const char* name;
  Texts texts;
  const char* expected;
};

template <std::size_t Count>
void expect_all(const Asked& asked, const Case (&cases)[Count]) {
  for (const Case& c : cases) EXPECT_EQ(decide(c.texts, asked), c.expected) << c.name;
}

const std::string allow = says("Allow");
const std::string deny = says("Deny");
const std::string allow_put = says("Allow", "dynamodb:PutItem");

TEST(PolicyEvaluator, AUserOfTheAccount) {
  expect_all(
      {alice()},
      {{"no policy", {}, "no identity"},
       {"allow", {allow}, "allowed by identity"},
       {"another action", {allow_put}, "no identity"},
       {"second statement", {allow_put + "," + allow}, "allowed by identity"},
       {"deny", {deny}, "denied by identity"},
       {"allow and deny", {allow + "," + deny}, "denied by identity"},
       {"deny of another action",
        {allow + "," + says("Deny", "dynamodb:Put*")},
        "allowed by identity"},
       {"resource policy to the user", {"", says_to("Allow", alice_arn)}, "allowed by resource"},
       {"resource policy to everyone", {"", says_to("Allow", "*")}, "allowed by resource"},
       {"resource policy to another", {"", says_to("Allow", alice_arn + "x")}, "no identity"},
       {"resource policy to the account", {"", says_to("Allow", own)}, "no identity"},
       {"resource policy to the account, too",
        {allow, says_to("Allow", own)},
        "allowed by identity"},
       {"resource policy denies the user",
        {allow, says_to("Deny", alice_arn)},
        "denied by resource"},
       {"resource policy denies the account", {allow, says_to("Deny", own)}, "denied by resource"},
       {"resource policy denies everyone", {allow, says_to("Deny", "*")}, "denied by resource"},
       {"resource policy denies another",
        {allow, says_to("Deny", role_arn)},
        "allowed by identity"},
       {"deny over an allow of the resource",
        {deny, says_to("Allow", alice_arn)},
        "denied by identity"}});
}

TEST(PolicyEvaluator, ABoundaryLimitsIdentityPolicies) {
  expect_all(
      {alice()},
      {{"both allow", {allow, "", allow}, "allowed by identity"},
       {"boundary alone", {"", "", allow}, "no identity"},
       {"boundary does not allow", {allow, "", allow_put}, "no boundary"},
       {"boundary denies", {allow, "", allow + "," + deny}, "denied by boundary"},
       {"neither", {allow_put, "", allow_put}, "no identity"},
       {"a resource policy to the user is not limited",
        {"", says_to("Allow", alice_arn), allow_put},
        "allowed by resource"},
       {"nor one to everyone", {allow, says_to("Allow", "*"), allow_put}, "allowed by resource"},
       {"but denied", {"", says_to("Allow", alice_arn), deny}, "denied by boundary"},
       {"one to the account is", {allow, says_to("Allow", own), allow_put}, "no boundary"}});
}

TEST(PolicyEvaluator, ASessionOfARole) {
  expect_all(
      {session()},
      {{"no policy", {}, "no identity"},
       {"the role's", {allow}, "allowed by identity"},
       {"and the session's", {allow, "", "", allow}, "allowed by identity"},
       {"session does not allow", {allow, "", "", allow_put}, "no session"},
       {"session alone", {"", "", "", allow}, "no identity"},
       {"session denies", {allow, "", "", deny}, "denied by session"},
       {"boundary before session", {allow, "", allow_put, allow_put}, "no boundary"},
       {"resource policy to the role", {"", says_to("Allow", role_arn)}, "allowed by resource"},
       {"limited by the boundary", {"", says_to("Allow", role_arn), allow_put}, "no boundary"},
       {"limited by the session", {"", says_to("Allow", role_arn), "", allow_put}, "no session"},
       {"within both", {"", says_to("Allow", role_arn), allow, allow}, "allowed by resource"},
       {"resource policy to the session",
        {"", says_to("Allow", session_arn), allow_put, allow_put},
        "allowed by resource"},
       {"the closest counts",
        {"", says_to("Allow", role_arn) + "," + says_to("Allow", session_arn), allow_put},
        "allowed by resource"},
       {"resource policy to everyone",
        {"", says_to("Allow", "*"), "", allow_put},
        "allowed by resource"},
       {"resource policy denies the role",
        {allow, says_to("Deny", role_arn)},
        "denied by resource"}});
}

TEST(PolicyEvaluator, TheRootOfTheAccount) {
  expect_all(
      {root()},
      {{"needs no policy", {}, "allowed by being root"},
       {"resource policy to others", {"", says_to("Allow", alice_arn)}, "allowed by being root"},
       {"resource policy denies it", {"", says_to("Deny", own)}, "denied by resource"},
       {"resource policy denies everyone", {"", says_to("Deny", "*")}, "denied by resource"},
       {"resource policy denies a user",
        {"", says_to("Deny", alice_arn)},
        "allowed by being root"}});
}

TEST(PolicyEvaluator, AnotherAccountNeedsBoth) {
  const std::string foreign_alice = "arn:aws:iam::444455556666:user/alice";
  expect_all(
      {alice(other)},
      {{"no policy", {}, "no identity"},
       {"identity alone", {allow}, "no resource"},
       {"resource alone", {"", says_to("Allow", foreign_alice)}, "no identity"},
       {"both", {allow, says_to("Allow", foreign_alice)}, "allowed by resource"},
       {"through the account", {allow, says_to("Allow", other)}, "allowed by resource"},
       {"through everyone", {allow, says_to("Allow", "*")}, "allowed by resource"},
       {"through the wrong account", {allow, says_to("Allow", own)}, "no resource"},
       {"within its boundary", {allow, says_to("Allow", other), allow}, "allowed by resource"},
       {"beyond its boundary", {allow, says_to("Allow", foreign_alice), allow_put}, "no boundary"},
       {"denied at home", {allow + "," + deny, says_to("Allow", other)}, "denied by identity"},
       {"denied there",
        {allow, says_to("Allow", other) + "," + says_to("Deny", "*")},
        "denied by resource"}});
  expect_all({root(other)},
             {{"no policy", {}, "no resource"},
              {"resource policy", {"", says_to("Allow", other)}, "allowed by resource"},
              {"denied", {"", says_to("Deny", other)}, "denied by resource"}});
  expect_all(
      {session(other)},
      {{"beyond its session policy", {allow, says_to("Allow", "*"), "", allow_put}, "no session"},
       {"all allow", {allow, says_to("Allow", "*"), allow, allow}, "allowed by resource"}});
}

TEST(PolicyEvaluator, LooksForDeniesFirst) {
  const std::string deny_all = says_to("Deny", "*");
  expect_all({session()}, {{"all deny", {deny, deny_all, deny, deny}, "denied by identity"},
                           {"three", {allow, deny_all, deny, deny}, "denied by resource"},
                           {"two", {allow, "", deny, deny}, "denied by boundary"},
                           {"one", {"", "", "", deny}, "denied by session"}});
}

TEST(PolicyEvaluator, ActionsAndResources) {
  struct Row {
    const char* members;  // of an allowing statement
    const char* action;
    std::string arn;
    bool allowed;
  };
  const std::string index = table + "/index/I";
  const Row rows[] = {
      {R"("Action":"dynamodb:GetItem","Resource":"*")", "dynamodb:GetItem", table, true},
      {R"("Action":"DYNAMODB:getitem","Resource":"*")", "dynamodb:GetItem", table, true},
      {R"("Action":"*","Resource":"*")", "dynamodb:GetItem", table, true},
      {R"("Action":["dynamodb:PutItem","dynamodb:Get*"],"Resource":"*")", "dynamodb:GetItem", table,
       true},
      {R"("Action":"dynamodb:Batch*","Resource":"*")", "dynamodb:GetItem", table, false},
      {R"("Action":"s3:GetItem","Resource":"*")", "dynamodb:GetItem", table, false},
      {R"("NotAction":"dynamodb:Delete*","Resource":"*")", "dynamodb:GetItem", table, true},
      {R"("NotAction":"dynamodb:Delete*","Resource":"*")", "dynamodb:DeleteItem", table, false},
      {R"("NotAction":["dynamodb:PutItem","dynamodb:GetItem"],"Resource":"*")", "dynamodb:GetItem",
       table, false},
      {R"("Action":"*","Resource":"arn:aws:dynamodb:us-east-1:111122223333:table/T")",
       "dynamodb:Query", table, true},
      {R"("Action":"*","Resource":"arn:aws:dynamodb:us-east-1:111122223333:table/T")",
       "dynamodb:Query", index, false},
      {R"("Action":"*","Resource":"arn:aws:dynamodb:us-east-1:111122223333:table/T/index/*")",
       "dynamodb:Query", index, true},
      {R"("Action":"*","Resource":["arn:aws:dynamodb:*:*:table/U","arn:aws:dynamodb:*:*:table/T"])",
       "dynamodb:Query", table, true},
      {R"("Action":"*","NotResource":"arn:aws:dynamodb:*:*:table/U")", "dynamodb:Query", table,
       true},
      {R"("Action":"*","NotResource":"arn:aws:dynamodb:*:*:table/T")", "dynamodb:Query", table,
       false},
      {R"("Action":"*","NotResource":["arn:aws:dynamodb:*:*:table/U","arn:aws:dynamodb:*:*:table/T"])",
       "dynamodb:Query", table, false},
      {R"("Action":"*","Resource":"*")", "dynamodb:ListTables", "*", true},
      {R"("Action":"*","Resource":"arn:aws:dynamodb:*:*:*")", "dynamodb:ListTables", "*", false},
      {R"("Action":"*","NotResource":"arn:aws:dynamodb:*:*:*")", "dynamodb:ListTables", "*", true},
      {R"("Action":"*","Resource":"arn:aws:dynamodb:*:*:table/${aws:username}")", "dynamodb:Query",
       "arn:aws:dynamodb:us-east-1:111122223333:table/alice", true},
      {R"("Action":"*","Resource":"arn:aws:dynamodb:*:*:table/${aws:username}")", "dynamodb:Query",
       table, false},
      {R"("Action":"*","Resource":"arn:aws:dynamodb:*:*:table/${aws:none}")", "dynamodb:Query",
       table, false},
      {R"("Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:username":"alice"}})",
       "dynamodb:Query", table, true},
      {R"("Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:username":"bob"}})",
       "dynamodb:Query", table, false},
      // Every block and every key of it,
      {R"("Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:username":"alice",
       "aws:userid":"AIDA1"},"Null":{"aws:SourceIp":"true"}})",
       "dynamodb:Query", table, true},
      {R"("Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:username":"alice",
       "aws:userid":"AIDA2"},"Null":{"aws:SourceIp":"true"}})",
       "dynamodb:Query", table, false},
      {R"("Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:username":"alice"},
       "Null":{"aws:SourceIp":"false"}})",
       "dynamodb:Query", table, false},
      // of any value.
      {R"("Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:username":["bob","alice"]}})",
       "dynamodb:Query", table, true},
      {R"("Action":"*","Resource":"*","Condition":{})", "dynamodb:Query", table, true},
  };
  for (const Row& row : rows) {
    const std::string statement = R"({"Effect":"Allow",)" + std::string(row.members) + "}";
    EXPECT_EQ(decide({statement}, {alice(), row.action, row.arn}),
              row.allowed ? "allowed by identity" : "no identity")
        << row.members << " for " << row.action << " on " << row.arn;
  }
}

TEST(PolicyEvaluator, NotPrincipalIsEveryoneElse) {
  const auto with = [](const std::string& effect, const std::string& principals) {
    return says(effect, "dynamodb:*", R"(,"NotPrincipal":{"AWS":)" + principals + "}");
  };
  const std::string not_alice = R"([")" + alice_arn + R"("])";
  EXPECT_EQ(decide({allow, with("Deny", not_alice)}, {alice()}), "allowed by identity");
  EXPECT_EQ(decide({allow, with("Deny", not_alice)}, {session()}), "denied by resource");
  EXPECT_EQ(decide({"", with("Deny", not_alice)}, {root()}), "denied by resource");
  EXPECT_EQ(decide({"", with("Allow", not_alice)}, {alice()}), "no identity");
  EXPECT_EQ(decide({"", with("Allow", not_alice)}, {session()}), "allowed by resource");
  EXPECT_EQ(decide({allow, with("Deny", R"(["111122223333"])")}, {alice()}), "allowed by identity");
  EXPECT_EQ(decide({allow, with("Deny", R"([")" + role_arn + R"("])")}, {session()}),
            "allowed by identity");
}

TEST(PolicyEvaluator, PointsAtWhatDecides) {
  std::vector<Policy> identity{identity_policy(allow_put),
                               identity_policy(allow_put + "," + allow)};
  identity[0].name = "first";
  identity[1].name = "second";
  const Principal user = alice();
  const ConditionContext context;
  const ApplicablePolicies policies{identity};
  const Decision decision = evaluate(policies, {user, "dynamodb:GetItem", table, own, context});
  ASSERT_TRUE(decision.allowed());
  EXPECT_EQ(decision.policy, &identity[1]);
  EXPECT_EQ(decision.statement, &identity[1].statements[1]);
}

TEST(PolicyEvaluator, ATrustPolicySaysWhoMayAssumeARole) {
  const auto trust = [](const std::string& effect, const std::string& principal) {
    return R"({"Effect":")" + effect + R"(","Action":"sts:AssumeRole","Principal":{"AWS":")" +
           principal + R"("}})";
  };
  const auto may = [](const std::string& statements, const std::string& identity,
                      const Principal& principal) {
    const Policy policy = parse(R"({"Statement":[)" + statements + "]}", PolicyKind::trust);
    std::vector<Policy> own_policies;
    if (!identity.empty()) own_policies.push_back(identity_policy(identity));
    const ConditionContext context;
    return may_assume(policy, own_policies, {principal, "sts:AssumeRole", role_arn, own, context});
  };
  const std::string allow_assume = says("Allow", "sts:AssumeRole");
  EXPECT_TRUE(may(trust("Allow", alice_arn), "", alice()));
  EXPECT_TRUE(may(trust("Allow", "*"), "", alice()));
  EXPECT_TRUE(may(trust("Allow", role_arn), "", session()));
  EXPECT_FALSE(may(trust("Allow", alice_arn), "", session()));
  EXPECT_FALSE(may(trust("Allow", role_arn), allow_assume, alice()));
  // An account hands on what it is trusted with.
  EXPECT_FALSE(may(trust("Allow", own), "", alice()));
  EXPECT_FALSE(may(trust("Allow", own), allow, alice()));
  EXPECT_TRUE(may(trust("Allow", own), allow_assume, alice()));
  EXPECT_FALSE(may(trust("Allow", other), allow_assume, alice()));
  EXPECT_FALSE(may(trust("Allow", "arn:aws:iam::444455556666:user/alice"), "", alice(other)));
  EXPECT_TRUE(
      may(trust("Allow", "arn:aws:iam::444455556666:user/alice"), allow_assume, alice(other)));
  EXPECT_TRUE(may(trust("Allow", other), allow_assume, alice(other)));
  EXPECT_FALSE(may(trust("Allow", "*") + "," + trust("Deny", alice_arn), allow_assume, alice()));
  EXPECT_FALSE(may(trust("Allow", "*"), says("Deny", "sts:*"), alice()));
  EXPECT_FALSE(may(trust("Allow", "*"), allow_assume, root()));
}

}  // namespace
}  // namespace dynarocks::auth
