#include "app/policy_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace dynarocks::app {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const std::string table = "arn:aws:dynamodb:us-east-1:111122223333:table/T";
const std::string alice = "arn:aws:iam::111122223333:user/alice";

class PolicyCommandTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "policies-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    root_ = name;
    write("policies/users/alice.json", R"({"Version":"2012-10-17","Statement":[
        {"Sid":"Own","Effect":"Allow","Action":"dynamodb:*Item","Resource":"*",
         "Condition":{"ForAllValues:StringEquals":{"dynamodb:LeadingKeys":["a","b"]}}},
        {"Effect":"Deny","Action":"dynamodb:DeleteItem","Resource":"*"}]})");
    write("policies/roles/Reader/all.json",
          R"({"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})");
  }
  void TearDown() override { fs::remove_all(root_); }

  std::string write(const std::string& file, const std::string& text) {
    fs::create_directories((root_ / file).parent_path());
    std::ofstream(root_ / file) << text;
    return (root_ / file).string();
  }

  [[nodiscard]] PolicyCommandLine simulate(const std::string& principal, const std::string& action,
                                           const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments{
        "policy",      "simulate", "--policies", (root_ / "policies").string(),
        "--principal", principal,  "--action",   action};
    if (std::find(more.begin(), more.end(), "--resource") == more.end()) {
      arguments.insert(arguments.end(), {"--resource", table});
    }
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_policy_command(arguments);
  }

  fs::path root_;
};

TEST_F(PolicyCommandTest, IsToldByTheFirstArgument) {
  EXPECT_TRUE(is_policy_command({"policy"}));
  EXPECT_FALSE(is_policy_command({}));
  EXPECT_FALSE(is_policy_command({"--port", "policy"}));
}

TEST_F(PolicyCommandTest, NamesTheStatementThatAllows) {
  const PolicyCommandLine line = simulate(alice, "dynamodb:GetItem");
  EXPECT_EQ(line.exit_code, 0);
  EXPECT_EQ(line.output,
            "allowed\nreason: an identity-based policy allows it\nstatement: 1 (Own) of "
            "users/alice.json\n");
  EXPECT_EQ(line.error, "");
}

TEST_F(PolicyCommandTest, NamesTheStatementThatDenies) {
  const PolicyCommandLine line = simulate(alice, "dynamodb:DeleteItem");
  EXPECT_EQ(line.exit_code, 3);
  EXPECT_EQ(line.output,
            "denied\nreason: User: " + alice +
                " is not authorized to perform: dynamodb:DeleteItem on resource: " + table +
                " with an explicit deny in an identity-based policy\nstatement: 2 of "
                "users/alice.json\n");
}

TEST_F(PolicyCommandTest, TellsThatNothingAllows) {
  const PolicyCommandLine line = simulate(alice, "dynamodb:Query", {"--resource", "*"});
  EXPECT_EQ(line.exit_code, 3);
  EXPECT_EQ(line.output,
            "denied\nreason: User: " + alice +
                " is not authorized to perform: dynamodb:Query on resource: * because no "
                "identity-based policy allows the dynamodb:Query action\n");
}

TEST_F(PolicyCommandTest, RootNeedsNoPolicy) {
  EXPECT_EQ(simulate("arn:aws:iam::111122223333:root", "dynamodb:Query").output,
            "allowed\nreason: the root of the resource's account needs no policy\n");
}

TEST_F(PolicyCommandTest, TakesValuesOfConditionKeys) {
  const auto exit_code = [&](const std::vector<std::string>& more) {
    return simulate(alice, "dynamodb:GetItem", more).exit_code;
  };
  const std::string key = "dynamodb:LeadingKeys=";
  EXPECT_EQ(exit_code({"--context", key + "a"}), 0);
  EXPECT_EQ(exit_code({"--context", key + "c"}), 3);
  EXPECT_EQ(exit_code({"--context", key + "a", "--context", key + "b"}), 0);
  EXPECT_EQ(exit_code({"--context", key + "a", "x:y=1=2", key + "c", key + "b"}), 3);
  EXPECT_EQ(exit_code({"--context", "x:y"}), 2);
  EXPECT_EQ(exit_code({"--context", "=y"}), 2);
}

TEST_F(PolicyCommandTest, TakesPoliciesOfTheResourceAndTheSession) {
  const std::string resource =
      write("resource.json",
            R"({"Statement":{"Sid":"R","Effect":"Allow","Action":"dynamodb:Query","Resource":"*",
          "Principal":{"AWS":")" +
                alice + R"("}}})");
  EXPECT_EQ(
      simulate(alice, "dynamodb:Query", {"--resource-policy", resource}).output,
      "allowed\nreason: a resource-based policy allows it\nstatement: 1 (R) of " + resource + "\n");
  const std::string session =
      write("session.json",
            R"({"Statement":{"Effect":"Allow","Action":"dynamodb:Query","Resource":"*"}})");
  const std::string reader = "arn:aws:sts::111122223333:assumed-role/Reader/s";
  EXPECT_EQ(simulate(reader, "dynamodb:Scan").exit_code, 0);
  EXPECT_EQ(simulate(reader, "dynamodb:Query", {"--session-policy", session}).exit_code, 0);
  EXPECT_THAT(simulate(reader, "dynamodb:Scan", {"--session-policy", session}).output,
              HasSubstr("because no session policy allows the dynamodb:Scan action"));
}

TEST_F(PolicyCommandTest, AnotherAccountsResourceNeedsItsPolicy) {
  const PolicyCommandLine line = simulate(
      alice, "dynamodb:GetItem", {"--resource", "arn:aws:dynamodb:us-east-1:444455556666:table/T"});
  EXPECT_EQ(line.exit_code, 3);
  EXPECT_THAT(line.output, HasSubstr("because no resource-based policy allows"));
}

TEST_F(PolicyCommandTest, TellsWhatIsWrong) {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"policy"},
        {"policy", "check"},
        {"policy", "simulate"},
        {"policy", "simulate", "--policies", "x", "--principal", alice, "--action", "a:b"},
        {"policy", "simulate", "--policies", "x", "--principal", "alice", "--action", "a:b",
         "--resource", "*"},
        {"policy", "simulate", "--policies", "x", "--principal", alice, "--action", "a:b",
         "--resource", "T"}}) {
    const PolicyCommandLine refused = run_policy_command(arguments);
    EXPECT_EQ(refused.exit_code, 2);
    EXPECT_EQ(refused.output, "");
    EXPECT_THAT(refused.error, testing::StartsWith("dynarocks: "));
    EXPECT_THAT(refused.error, testing::EndsWith(". See dynarocks policy simulate --help"));
    EXPECT_EQ(refused.error.find('\n'), std::string::npos);
  }
}

TEST_F(PolicyCommandTest, TellsWhichFilesAreWrong) {
  const std::string bad = write("bad.json", "{");
  const std::string fault = ": Invalid policy document: This policy contains invalid Json";
  EXPECT_EQ(simulate(alice, "a:b", {"--resource-policy", bad}).error, "dynarocks: " + bad + fault);
  EXPECT_EQ(simulate(alice, "a:b", {"--session-policy", bad + "x"}).error,
            "dynarocks: " + bad + "x: cannot be read");
  const std::string first = write("policies/users/a.json", "{");
  const std::string second = write("policies/users/b.json", "{");
  const PolicyCommandLine refused = simulate(alice, "a:b");
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_EQ(refused.error, "dynarocks: " + first + fault + "\ndynarocks: " + second + fault);
}

TEST_F(PolicyCommandTest, Helps) {
  const PolicyCommandLine help = run_policy_command({"policy", "simulate", "--help"});
  EXPECT_EQ(help.exit_code, 0);
  EXPECT_THAT(help.output, HasSubstr("--resource-policy"));
}

}  // namespace
}  // namespace dynarocks::app
