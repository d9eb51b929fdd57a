#include "auth/policy_parser.h"

#include <gtest/gtest.h>

#include <string>

namespace dynarocks::auth {
namespace {

std::string fault_of(std::string_view json, PolicyKind kind = PolicyKind::identity) {
  const auto policy = parse_policy(json, kind);
  return policy ? "none" : policy.error().message;
}

/// A document with one statement of these members.
std::string document(const std::string& members) {
  return R"({"Version":"2012-10-17","Statement":[{)" + members + "}]}";
}

const std::string action = R"("Action":"dynamodb:GetItem")";
const std::string resource = R"("Resource":"*")";
const std::string principal = R"("Principal":"*")";
const std::string allow = R"("Effect":"Allow")";

TEST(PolicyParser, ReadsEveryMember) {
  const auto policy = parse_policy(R"({
      "Version": "2012-10-17", "Id": "P",
      "Statement": [
        {"Sid": "One", "Effect": "Allow", "Action": ["dynamodb:GetItem", "dynamodb:Q*"],
         "Resource": "arn:aws:dynamodb:*:*:table/T",
         "Condition": {"StringEquals": {"aws:UserName": ["a", "b"], "aws:userid": "c"},
                       "NumericLessThan": {"x:y": 5}, "Bool": {"x:z": [true, "false"]}}},
        {"Effect": "Deny", "NotAction": "dynamodb:*", "NotResource": ["*"]}]})",
                                   PolicyKind::identity);
  ASSERT_TRUE(policy) << policy.error().message;
  EXPECT_EQ(policy->version, PolicyVersion::v2012_10_17);
  EXPECT_EQ(policy->id, "P");
  ASSERT_EQ(policy->statements.size(), 2);
  const Statement& first = policy->statements[0];
  EXPECT_EQ(first.sid, "One");
  EXPECT_EQ(first.effect, Effect::allow);
  ASSERT_EQ(first.actions.size(), 2);
  EXPECT_EQ(first.actions[0].front().text, "dynamodb:getitem");
  EXPECT_FALSE(first.not_actions);
  EXPECT_EQ(first.resources.size(), 1);
  EXPECT_TRUE(first.principals.empty());
  ASSERT_EQ(first.conditions.size(), 4);
  EXPECT_EQ(first.conditions[0].key, "aws:username");
  EXPECT_EQ(first.conditions[0].operands.size(), 2);
  EXPECT_EQ(first.conditions[2].op.test, ConditionTest::numeric_less);
  EXPECT_EQ(first.conditions[2].operands[0].text.front().text, "5");
  EXPECT_EQ(first.conditions[3].operands[0].text.front().text, "true");
  const Statement& second = policy->statements[1];
  EXPECT_EQ(second.effect, Effect::deny);
  EXPECT_TRUE(second.not_actions);
  EXPECT_TRUE(second.not_resources);
  EXPECT_TRUE(second.conditions.empty());
}

TEST(PolicyParser, TakesOneStatementWithoutAList) {
  const auto policy = parse_policy(R"({"Statement":{"Effect":"Deny","Action":"*","Resource":"*"}})",
                                   PolicyKind::identity);
  ASSERT_TRUE(policy);
  EXPECT_EQ(policy->version, PolicyVersion::v2008_10_17);
  EXPECT_EQ(policy->statements.size(), 1);
}

TEST(PolicyParser, ReadsVariablesInTheNewerVersionAlone) {
  const std::string rest =
      R"("Statement":{"Effect":"Deny","Action":"*","Resource":"arn:aws:dynamodb:::${aws:username}"}})";
  const auto kind_of_last = [&](const std::string& version) {
    const auto policy = parse_policy(version + rest, PolicyKind::identity);
    return policy->statements[0].resources[0].parts.back().front().kind;
  };
  EXPECT_EQ(kind_of_last(R"({"Version":"2012-10-17",)"), PatternPiece::Kind::variable);
  EXPECT_EQ(kind_of_last(R"({"Version":"2008-10-17",)"), PatternPiece::Kind::literal);
  EXPECT_EQ(kind_of_last("{"), PatternPiece::Kind::literal);
}

TEST(PolicyParser, TellsWhereTheSyntaxIsWrong) {
  const std::string at = "Invalid policy document: Syntax error at position ";
  EXPECT_EQ(fault_of("{ x"), at + "(1,3)");
  EXPECT_EQ(fault_of("x"), at + "(1,1)");
  EXPECT_EQ(fault_of("{\n  \"Version\": 2012-10-17}"), at + "(2,20)");
  EXPECT_EQ(fault_of("{\n\n]"), at + "(3,1)");
  EXPECT_EQ(fault_of("{} x"), at + "(1,4)");
}

TEST(PolicyParser, RefusesWhatIsNoPolicy) {
  const std::string invalid = "Invalid policy document: This policy contains invalid Json";
  const std::string no_policy = "Invalid policy document: This text appears not to be a policy";
  EXPECT_EQ(fault_of(""), invalid);
  EXPECT_EQ(fault_of("{"), invalid);
  EXPECT_EQ(fault_of(R"({"Version":"2012)"), invalid);
  EXPECT_EQ(fault_of(R"({"Version":"2012-10-17","Version":"2012-10-17"})"), invalid);
  EXPECT_EQ(fault_of(document(allow + "," + allow)), invalid);
  EXPECT_EQ(fault_of(std::string(17, '[') + std::string(17, ']')), invalid);
  EXPECT_EQ(fault_of(std::string(16, '[') + std::string(16, ']')), no_policy);
  EXPECT_EQ(fault_of("[]"), no_policy);
  EXPECT_EQ(fault_of("\"policy\""), no_policy);
  EXPECT_EQ(fault_of("null"), no_policy);
  EXPECT_EQ(fault_of("17"), no_policy);
  std::string members;
  for (int i = 0; i < 1001; ++i) members += (i ? ",\"m" : "\"m") + std::to_string(i) + "\":0";
  EXPECT_EQ(fault_of("{" + members + "}"), invalid);
  EXPECT_EQ(fault_of("{" + members.substr(0, members.rfind(',')) + "}"),
            "Invalid policy document: Unknown field m0");
}

TEST(PolicyParser, RefusesStatements) {
  struct Case {
    std::string json;
    const char* fault;
  };
  const std::string head = R"({"Version":"2012-10-17",)";
  const Case cases[] = {
      {"{}", "Missing required field Statement"},
      {head + R"("Statement":[]})", "Could not parse the policy: Statement is empty!"},
      {head + R"("Statement":"x"})",
       "Could not parse the policy: Statement has a value of the wrong type"},
      {head + R"("Statement":[{},1]})",
       "Could not parse the policy: Statement has a value of the wrong type"},
      {head + R"("Statement":{}})", "Missing required field Effect"},
      {head + R"("Statements":[]})", "Unknown field Statements"},
      {head + R"("Id":1,"Statement":[]})",
       "Could not parse the policy: Id has a value of the wrong type"},
      {R"({"Version":"2012-10-18","Statement":[]})",
       "The policy must contain a valid version string"},
      {R"({"Version":2012,"Statement":[]})", "The policy must contain a valid version string"},
      {document(action + "," + resource), "Missing required field Effect"},
      {document(allow + "," + action), "Missing required field Resource"},
      {document(allow + "," + resource), "Missing required field Action"},
      {document(allow + R"(,"Action":[],)" + resource), "Missing required field Action"},
      {document(allow + R"(,"Resource":[],)" + action), "Missing required field Resource"},
      {document(R"("Effect":"allow",)" + action + "," + resource), "Invalid effect: allow"},
      {document(R"("Effect":true,)" + action + "," + resource),
       "Could not parse the policy: Effect has a value of the wrong type"},
      {document(R"("effect":"Allow",)" + action + "," + resource), "Unknown field effect"},
      {document(R"("Sid":1,)" + allow + "," + action + "," + resource),
       "Could not parse the policy: Sid has a value of the wrong type"},
      {document(R"("Sid":"a b",)" + allow + "," + action + "," + resource),
       "Statement IDs (SID) must be alpha-numeric"},
      {document(allow + R"(,"NotAction":"a:b",)" + action + "," + resource),
       "Statement has both Action and NotAction"},
      {document(allow + R"(,"NotResource":"*",)" + action + "," + resource),
       "Statement has both Resource and NotResource"},
      {document(allow + R"(,"Action":1,)" + resource),
       "Could not parse the policy: Action has a value of the wrong type"},
      {document(allow + R"(,"Action":["a:b",1],)" + resource),
       "Could not parse the policy: Action has a value of the wrong type"},
      {document(allow + R"(,"Action":"GetItem",)" + resource),
       "The following action names are invalid: GetItem"},
      {document(allow + R"(,"Action":["a:b","","dyn*:b","a:b c","a:"],)" + resource),
       "The following action names are invalid: , dyn*:b, a:b c, a:"},
      {document(allow + R"(,"Action":"",)" + resource), "The following action names are invalid: "},
      {document(allow + R"(,"Resource":{},)" + action),
       "Could not parse the policy: Resource has a value of the wrong type"},
      {document(allow + R"(,"Resource":"T",)" + action),
       "Resource T must be in ARN format or \"*\"."},
      {document(allow + R"(,"Resource":"urn:aws:a:b:c:d",)" + action),
       "Resource urn:aws:a:b:c:d must be in ARN format or \"*\"."},
      {document(allow + "," + principal + "," + action + "," + resource),
       "Policy document should not specify a principal."},
      {document(allow + R"(,"NotPrincipal":"*",)" + action + "," + resource),
       "Policy document should not specify a principal."},
      {document(allow + "," + action + "," + resource + R"(,"Condition":[])"),
       "Could not parse the policy: Condition has a value of the wrong type"},
      {document(allow + "," + action + "," + resource + R"(,"Condition":{"Bool":1})"),
       "Could not parse the policy: Condition has a value of the wrong type"},
      {document(allow + "," + action + "," + resource + R"(,"Condition":{"Bool":{"a:b":{}}})"),
       "Could not parse the policy: Condition has a value of the wrong type"},
      {document(allow + "," + action + "," + resource + R"(,"Condition":{"Bool":{"a:b":[null]}})"),
       "Could not parse the policy: Condition has a value of the wrong type"},
      {document(allow + "," + action + "," + resource + R"(,"Condition":{"Boole":{}})"),
       "Invalid Condition type : Boole"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(fault_of(c.json), std::string("Invalid policy document: ") + c.fault) << c.json;
  }
  const std::string statement = R"({"Sid":"A",)" + allow + "," + action + "," + resource + "}";
  EXPECT_EQ(fault_of(R"({"Statement":[)" + statement + "," + statement + "]}"),
            "Invalid policy document: The Statement Ids in the policy are not unique");
  const std::string nameless = R"({"Sid":"",)" + allow + "," + action + "," + resource + "}";
  EXPECT_EQ(fault_of(R"({"Statement":[)" + nameless + "," + nameless + "]}"), "none");
}

TEST(PolicyParser, DoesNotMeasureStoredPolicies) {
  const std::string begin =
      R"({"Statement":{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Sid":")";
  const std::string end = "\"}}";
  const std::string sid(max_resource_policy_bytes + 1 - begin.size() - end.size(), 'x');
  EXPECT_FALSE(parse_policy(begin + sid + end, PolicyKind::resource));
  EXPECT_TRUE(parse_stored_policy(begin + sid + end));
  EXPECT_FALSE(parse_stored_policy("{}"));
}

TEST(PolicyParser, KnowsDynamoDbsActionsInResourcePolicies) {
  const auto fault = [](const std::string& actions) {
    return fault_of(document(R"("Sid":"any text",)" + allow + "," + principal + "," + resource +
                             R"(,"Action":)" + actions),
                    PolicyKind::resource);
  };
  EXPECT_EQ(fault(R"("dynamodb:GetItem")"), "none");
  EXPECT_EQ(fault(R"("DynamoDB:getitem")"), "none");
  EXPECT_EQ(fault(R"(["dynamodb:*","dynamodb:*Stream*","*","dynamodb:PartiQLSelect"])"), "none");
  EXPECT_EQ(fault(R"(["dynamodb:Foo","dynamodb:GetItem","s3:GetObject","dynamodb:Foo*"])"),
            "Invalid policy document: The following action names are invalid: dynamodb:Foo, "
            "s3:GetObject, dynamodb:Foo*");
}

TEST(PolicyParser, TellsTheKindsApart) {
  const std::string trust_action = R"("Action":"sts:AssumeRole")";
  EXPECT_EQ(fault_of(document(allow + "," + principal + "," + trust_action), PolicyKind::trust),
            "none");
  EXPECT_EQ(fault_of(document(allow + "," + principal + "," + trust_action + "," + resource),
                     PolicyKind::trust),
            "Invalid policy document: Has prohibited field Resource");
  EXPECT_EQ(fault_of(document(allow + "," + trust_action), PolicyKind::trust),
            "Invalid policy document: Missing required field Principal");
  EXPECT_EQ(fault_of(document(allow + "," + action + "," + resource), PolicyKind::resource),
            "Invalid policy document: Missing required field Principal");
  EXPECT_EQ(fault_of(document(allow + "," + principal + "," + action), PolicyKind::resource),
            "Invalid policy document: Missing required field Resource");
  EXPECT_EQ(fault_of(document(allow + "," + principal + R"(,"NotPrincipal":"*",)" + action + "," +
                              resource),
                     PolicyKind::resource),
            "Invalid policy document: Statement has both Principal and NotPrincipal");
}

TEST(PolicyParser, ReadsPrincipals) {
  using Kind = PrincipalPattern::Kind;
  const auto principals_of = [](const std::string& json) -> std::vector<PrincipalPattern> {
    const auto policy =
        parse_policy(document(allow + "," + action + "," + resource + R"(,"Principal":)" + json),
                     PolicyKind::resource);
    if (policy) return policy->statements[0].principals;
    EXPECT_EQ(policy.error().message, "Invalid principal in policy document.") << json;
    return {};
  };
  using List = std::vector<PrincipalPattern>;
  EXPECT_EQ(principals_of(R"("*")"), (List{{Kind::everyone, ""}}));
  EXPECT_EQ(principals_of(R"({"AWS":"*"})"), (List{{Kind::everyone, ""}}));
  EXPECT_EQ(principals_of(R"({"AWS":"111122223333"})"), (List{{Kind::account, "111122223333"}}));
  EXPECT_EQ(principals_of(R"({"AWS":["arn:aws:iam::111122223333:root"]})"),
            (List{{Kind::account, "111122223333"}}));
  for (const std::string arn :
       {"arn:aws:iam::111122223333:user/alice", "arn:aws:iam::111122223333:user/a/b/alice",
        "arn:aws:iam::111122223333:role/Reader", "arn:aws-cn:iam::111122223333:role/Reader",
        "arn:aws:sts::111122223333:assumed-role/Reader/s",
        "arn:aws:sts::111122223333:federated-user/bob"}) {
    EXPECT_EQ(principals_of(R"({"AWS":")" + arn + R"("})"), (List{{Kind::identity, arn}}));
  }
  EXPECT_EQ(principals_of(R"({"Service":"replication.dynamodb.amazonaws.com","AWS":["*"]})"),
            (List{{Kind::foreign, "replication.dynamodb.amazonaws.com"}, {Kind::everyone, ""}}));
  EXPECT_EQ(principals_of(R"({"Federated":["a","b"],"CanonicalUser":"c"})"),
            (List{{Kind::foreign, "a"}, {Kind::foreign, "b"}, {Kind::foreign, "c"}}));
  for (const char* json : {R"("111122223333")",
                           R"("")",
                           "[]",
                           "{}",
                           "null",
                           R"(["*"])",
                           R"({"AWS":[]})",
                           R"({"AWS":1})",
                           R"({"AWS":[1]})",
                           R"({"AWS":""})",
                           R"({"AWS":"11112222333"})",
                           R"({"AWS":"arn:aws:iam::111122223333:user/*"})",
                           R"({"Service":""})",
                           R"({"AWS":"arn:aws:iam::111122223333:user/"})",
                           R"({"Other":"x"})",
                           R"({"AWS":"arn:aws:iam::111122223333:group/g"})",
                           R"({"AWS":"arn:aws:iam::1:root"})",
                           R"({"AWS":"arn:aws:iam:us-east-1:111122223333:root"})",
                           R"({"aws":"*"})",
                           R"({"AWS":"arn:aws:sts::111122223333:root"})",
                           R"({"AWS":"arn:aws:s3:::bucket"})",
                           R"({"AWS":"alice"})"}) {
    EXPECT_TRUE(principals_of(json).empty()) << json;
  }
}

TEST(PolicyParser, BoundsTheSize) {
  const std::string policy =
      R"({"Statement":{"Effect":"Allow","Principal":"*",)" + action + "," + resource + "}}";
  const auto padded = [&](std::size_t size) {
    return policy + std::string(size - policy.size(), ' ');
  };
  EXPECT_EQ(fault_of(padded(20'480), PolicyKind::resource), "none");
  EXPECT_EQ(fault_of(padded(20'481), PolicyKind::resource),
            "Maximum policy size of 20480 bytes exceeded");
  EXPECT_EQ(fault_of(std::string(131'072, ' ')),
            "Invalid policy document: This policy contains invalid Json");
  EXPECT_EQ(fault_of(std::string(131'073, ' ')), "Maximum policy size of 131072 bytes exceeded");
}

}  // namespace
}  // namespace dynarocks::auth
