// What resource policies add to the policies of users and roles: whole requests, and single
// questions.

#include "operations/authorizer.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <optional>

#include "auth/principal.h"
#include "model/arn.h"
#include "resource_policy_fixture.h"

namespace dynarocks::operations {
namespace {

namespace fs = std::filesystem;
using auth::Principal;
using auth::PrincipalKind;

const std::string other = "999999999999";

class AuthorizerTest : public ResourcePolicyTest {
 protected:
  AuthorizerTest() {
    std::string name = (fs::temp_directory_path() / "policies-XXXXXX").string();
    directory_ = mkdtemp(name.data());
    fs::create_directories(directory_ / "users");
    std::ofstream(directory_ / "users" / "reader.json")
        << R"({"Version":"2012-10-17","Statement":{"Effect":"Allow",)"
           R"("Action":["dynamodb:GetItem","dynamodb:Query","dynamodb:GetRecords"],"Resource":"*"}})";
    std::ofstream(directory_ / "users" / "maker.json")
        << R"({"Version":"2012-10-17","Statement":{"Effect":"Allow",)"
           R"("Action":"dynamodb:CreateTable","Resource":"*"}})";
    create();
    authorizer_.emplace(auth::PolicyDirectory::load(directory_).value(), false);
    services_.authorizer = &*authorizer_;
  }
  ~AuthorizerTest() override { fs::remove_all(directory_); }

  static Principal user(const std::string& name, const std::string& of = account) {
    return {PrincipalKind::user, of, "/", name, {}, "AIDA1", {}};
  }
  static Principal root(const std::string& of = account) {
    return {PrincipalKind::root, of, "/", {}, {}, of, {}};
  }
  static Principal session(const std::string& of = account) {
    return {PrincipalKind::assumed_role, of, "/", "Role", "s", "AROA1:s", {}};
  }
  static std::string user_arn(const std::string& name, const std::string& of = account) {
    return "arn:aws:iam::" + of + ":user/" + name;
  }

  /// As the owner, who is not asked.
  void give(const std::string& resource, const std::string& document) {
    services_.authorizer = nullptr;
    put(resource, document, {{"ConfirmRemoveSelfResourceAccess", true}});
    services_.authorizer = &*authorizer_;
  }

  /// The tail of the denial; empty when it is allowed.
  std::string ask(const Principal& principal, const std::string& action,
                  const std::string& resource) {
    const auto parsed = model::parse_arn(resource);
    Access access;
    access.action = "dynamodb:" + action;
    access.resource = resource;
    access.table = parsed->table;
    if (parsed->kind == model::ArnKind::stream) access.stream_label = parsed->detail;
    const OperationContext context{services_,
                                   {principal.account_id, caller_.region},
                                   model::ValidationLayer::classic,
                                   &principal};
    const auto checked = authorizer_->check(context, access);
    if (checked) return "";
    const std::string head = "User: " + auth::principal_arn(principal) +
                             " is not authorized to perform: dynamodb:" + action +
                             " on resource: " + resource + " ";
    EXPECT_THAT(error_text(checked.error()), testing::StartsWith("AccessDeniedException: " + head));
    return checked.error().message.substr(std::min(head.size(), checked.error().message.size()));
  }
  static std::string no(const std::string& kind, const std::string& action) {
    return "because no " + kind + " policy allows the dynamodb:" + action + " action";
  }

  /// The answer or the error of a whole request.
  std::string run_as(const Principal& principal, std::string_view operation,
                     const std::string& body) {
    std::string response;
    const Caller caller{{principal.account_id, caller_.region}, &principal};
    const auto answered = run_operation(*find_operation(operation), services_, caller,
                                        document_.parse(body), response);
    return answered ? response : error_text(answered.error());
  }

  fs::path directory_;
  std::optional<Authorizer> authorizer_;
};

const std::string denied = "with an explicit deny in a resource-based policy";

TEST_F(AuthorizerTest, AResourcePolicyAloneAllowsInItsAccount) {
  EXPECT_EQ(ask(user("alice"), "GetItem", arn), no("identity-based", "GetItem"));
  give(arn, policy(statement("Allow", user_arn("alice"), "dynamodb:GetItem")));
  EXPECT_EQ(ask(user("alice"), "GetItem", arn), "");
  EXPECT_EQ(ask(user("alice"), "PutItem", arn), no("identity-based", "PutItem"));
  EXPECT_EQ(ask(user("bob"), "GetItem", arn), no("identity-based", "GetItem"));
}

TEST_F(AuthorizerTest, ItsDenialBindsAll) {
  give(arn, policy(statement("Deny", "*", "dynamodb:GetItem")));
  EXPECT_EQ(ask(user("reader"), "GetItem", arn), denied);
  EXPECT_EQ(ask(user("alice"), "GetItem", arn), denied);
  EXPECT_EQ(ask(root(), "GetItem", arn), denied);
  EXPECT_EQ(ask(user("reader"), "Query", arn), "");
  EXPECT_EQ(ask(root(), "PutItem", arn), "");
}

TEST_F(AuthorizerTest, AnotherAccountNeedsBothPolicies) {
  EXPECT_EQ(ask(user("reader", other), "GetItem", arn), no("resource-based", "GetItem"));
  EXPECT_EQ(ask(root(other), "GetItem", arn), no("resource-based", "GetItem"));
  give(arn, policy(statement("Allow", other, "dynamodb:*Item")));
  EXPECT_EQ(ask(user("reader", other), "GetItem", arn), "");
  EXPECT_EQ(ask(user("reader", other), "Query", arn), no("resource-based", "Query"));
  EXPECT_EQ(ask(user("alice", other), "GetItem", arn), no("identity-based", "GetItem"));
  EXPECT_EQ(ask(root(other), "PutItem", arn), "");
  EXPECT_EQ(ask(user("reader", other), "GetItem", arn + "s"), no("resource-based", "GetItem"));
}

TEST_F(AuthorizerTest, PrincipalsByTheirNames) {
  const struct {
    std::string principal;
    Principal who;
    bool allowed;
  } cases[] = {
      {user_arn("alice"), user("alice"), true},
      {user_arn("alice", other), user("alice"), false},
      {account, user("alice"), false},
      {account, root(), true},
      {"arn:aws:iam::" + account + ":root", user("reader"), true},
      {"arn:aws:iam::" + account + ":role/Role", session(), true},
      {"arn:aws:sts::" + account + ":assumed-role/Role/s", session(), true},
      {"arn:aws:sts::" + account + ":assumed-role/Role/t", session(), false},
  };
  for (const auto& [principal, who, allowed] : cases) {
    give(arn, policy(statement("Allow", principal, "dynamodb:GetItem")));
    EXPECT_EQ(ask(who, "GetItem", arn), allowed ? "" : no("identity-based", "GetItem"))
        << principal;
  }
}

TEST_F(AuthorizerTest, IndexesAreNamedInResource) {
  const std::string by_year = arn + "/index/by-year";
  const Principal alice = user("alice");
  give(arn, policy(statement("Allow", user_arn("alice"), "dynamodb:Query", by_year)));
  EXPECT_EQ(ask(alice, "Query", by_year), "");
  EXPECT_EQ(ask(alice, "Query", arn), no("identity-based", "Query"));
  EXPECT_EQ(ask(alice, "Query", arn + "/index/by-name"), no("identity-based", "Query"));
  give(arn, policy(statement("Allow", user_arn("alice"), "dynamodb:Query", arn)));
  EXPECT_EQ(ask(alice, "Query", by_year), no("identity-based", "Query"));
  EXPECT_EQ(ask(alice, "Query", arn), "");
  give(arn, policy(statement("Allow", user_arn("alice"), "dynamodb:Query")));
  EXPECT_EQ(ask(alice, "Query", by_year), "");
}

TEST_F(AuthorizerTest, AStreamHasAPolicyOfItsOwn) {
  const Principal alice = user("alice");
  give(arn, policy(statement("Allow", user_arn("alice"), "dynamodb:*")));
  EXPECT_EQ(ask(alice, "GetRecords", stream_arn()), no("identity-based", "GetRecords"));
  give(stream_arn(), policy(statement("Allow", user_arn("alice"), "dynamodb:GetRecords")));
  EXPECT_EQ(ask(alice, "GetRecords", stream_arn()), "");
  EXPECT_EQ(ask(user("reader", other), "GetRecords", stream_arn()),
            no("resource-based", "GetRecords"));
  give(stream_arn(), policy(statement("Deny", "*", "dynamodb:GetRecords")));
  EXPECT_EQ(ask(user("reader"), "GetRecords", stream_arn()), denied);
  give(stream_arn(), policy(statement("Allow", other, "dynamodb:GetRecords")));
  EXPECT_EQ(ask(user("reader", other), "GetRecords", stream_arn()), "");
}

TEST_F(AuthorizerTest, ATablesPolicyDoesNotListStreams) {
  give(arn, policy(statement("Allow", user_arn("alice"), "dynamodb:*")));
  EXPECT_THAT(run_as(user("alice"), "ListStreams", R"({"TableName":"Music"})"),
              testing::StartsWith("AccessDeniedException"));
}

TEST_F(AuthorizerTest, APolicyBindsFromTheAnswerOn) {
  const Principal alice = user("alice");
  const std::string get = R"({"TableName":"Music","Key":{"pk":{"S":"a"}}})";
  EXPECT_THAT(run_as(alice, "GetItem", get), testing::StartsWith("AccessDeniedException"));
  const std::string put_one =
      request(arn, policy(statement("Allow", user_arn("alice"), "dynamodb:GetItem")));
  EXPECT_THAT(run_as(root(), "PutResourcePolicy", put_one), testing::StartsWith(R"({"Rev)"));
  EXPECT_EQ(run_as(alice, "GetItem", get), "{}");
  EXPECT_THAT(run_as(root(), "DeleteResourcePolicy", request(arn)),
              testing::StartsWith(R"({"Rev)"));
  EXPECT_THAT(run_as(alice, "GetItem", get), testing::StartsWith("AccessDeniedException"));
}

TEST_F(AuthorizerTest, AnotherAccountNamesTheTableByItsArn) {
  give(arn, policy(statement("Allow", other, "dynamodb:*")));
  const Principal foreign = root(other);
  EXPECT_EQ(run_as(foreign, "GetItem", R"({"TableName":")" + arn + R"(","Key":{"pk":{"S":"a"}}})"),
            "{}");
  EXPECT_THAT(run_as(foreign, "GetItem", R"({"TableName":"Music","Key":{"pk":{"S":"a"}}})"),
              testing::StartsWith("ResourceNotFoundException"));
  EXPECT_EQ(run_as(foreign, "GetResourcePolicy", request(arn)),
            "ValidationException: This action is only supported by accounts that match the "
            "resource owner’s account.");
}

TEST_F(AuthorizerTest, PoliciesAreResourcesOfTheirOwnActions) {
  const Principal alice = user("alice");
  for (const std::string operation :
       {"PutResourcePolicy", "GetResourcePolicy", "DeleteResourcePolicy"}) {
    const std::string body = request(arn, policy(statement("Deny", "*", "dynamodb:Scan")));
    EXPECT_EQ(run_as(alice, operation, body),
              "AccessDeniedException: User: arn:aws:iam::123456789012:user/alice is not authorized "
              "to perform: dynamodb:" +
                  operation + " on resource: " + arn + " " + no("identity-based", operation));
  }
}

TEST_F(AuthorizerTest, CreatingATableWithAPolicyAlsoPutsIt) {
  json creation = music();
  creation["TableName"] = "Other";
  creation["ResourcePolicy"] = policy(statement("Allow", user_arn("bob"), "dynamodb:*"));
  EXPECT_THAT(run_as(user("maker"), "CreateTable", creation.dump()),
              testing::EndsWith(no("identity-based", "PutResourcePolicy")));
  creation.erase("ResourcePolicy");
  EXPECT_THAT(run_as(user("maker"), "CreateTable", creation.dump()),
              testing::StartsWith(R"({"TableDescription")"));
}

TEST_F(AuthorizerTest, WhoWouldLoseTheRightToChangeThePolicyHasToConfirm) {
  const std::string mine =
      policy(statement("Allow", user_arn("alice"), "dynamodb:*ResourcePolicy"));
  const std::string nobodys = policy(statement("Allow", user_arn("bob"), "dynamodb:Scan"));
  give(arn, mine);
  const Principal alice = user("alice");
  EXPECT_EQ(run_as(alice, "PutResourcePolicy", request(arn, nobodys)),
            "ValidationException: The new resource-based policy will not allow you to update the "
            "resource-based policy in the future.");
  EXPECT_THAT(run_as(root(), "PutResourcePolicy", request(arn, nobodys)),
              testing::StartsWith(R"({"Rev)"));
  give(arn, mine);
  EXPECT_THAT(run_as(alice, "PutResourcePolicy",
                     request(arn, nobodys, {{"ConfirmRemoveSelfResourceAccess", true}})),
              testing::StartsWith(R"({"Rev)"));
  EXPECT_THAT(run_as(alice, "GetResourcePolicy", request(arn)),
              testing::StartsWith("AccessDeniedException"));
}

}  // namespace
}  // namespace dynarocks::operations
