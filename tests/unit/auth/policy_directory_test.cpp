#include "auth/policy_directory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <string>

namespace dynarocks::auth {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;

const std::string allow = R"({"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})";
const std::string trust =
    R"({"Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Principal":"*"}})";

class PolicyDirectoryTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "policies-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    root_ = name;
  }
  void TearDown() override { fs::remove_all(root_); }

  void write(const std::string& file, const std::string& text = allow) {
    fs::create_directories((root_ / file).parent_path());
    std::ofstream(root_ / file) << text;
  }

  PolicyDirectory load() {
    auto loaded = PolicyDirectory::load(root_);
    if (loaded) return std::move(*loaded);
    for (const std::string& fault : loaded.error()) ADD_FAILURE() << fault;
    return {};
  }

  /// Without the path of the directory.
  std::vector<std::string> faults() {
    auto loaded = PolicyDirectory::load(root_);
    if (loaded) return {};
    for (std::string& fault : loaded.error()) {
      EXPECT_TRUE(fault.starts_with(root_.string())) << fault;
      fault.erase(0, root_.string().size());
    }
    return loaded.error();
  }

  fs::path root_;
};

Principal user(const std::string& name, const std::string& account = "111122223333") {
  return {PrincipalKind::user, account, "/", name, {}, {}, {}};
}
Principal session(const std::string& role) {
  return {PrincipalKind::assumed_role, "111122223333", "/", role, "s", {}, {}};
}

/// The files of the identity policies, then that of the boundary.
std::vector<std::string> names(const ApplicablePolicies& policies) {
  std::vector<std::string> found;
  for (const Policy& policy : policies.identity) found.push_back(policy.name);
  if (policies.boundary != nullptr) found.push_back("limited by " + policies.boundary->name);
  return found;
}

TEST_F(PolicyDirectoryTest, HasAFileOrAFolderForEachPrincipal) {
  write("users/alice.json");
  write("users/bob/write.json");
  write("users/bob/read.json");
  write("users/bob/boundary.json");
  write("users/bob/trust.json");
  write("roles/alice.json");
  write("roles/Reader/all.json");
  write("roles/Reader/trust.json", trust);
  write("users/.hidden/x", "x");
  fs::create_directories(root_ / "users/carol");
  const PolicyDirectory directory = load();
  EXPECT_THAT(names(directory.policies_of(user("alice"))), ElementsAre("users/alice.json"));
  // A user's trust.json is a policy as any other.
  EXPECT_THAT(names(directory.policies_of(user("bob"))),
              ElementsAre("users/bob/read.json", "users/bob/trust.json", "users/bob/write.json",
                          "limited by users/bob/boundary.json"));
  EXPECT_THAT(names(directory.policies_of(session("alice"))), ElementsAre("roles/alice.json"));
  EXPECT_THAT(names(directory.policies_of(session("Reader"))),
              ElementsAre("roles/Reader/all.json"));
  EXPECT_THAT(names(directory.policies_of(user("carol"))), ElementsAre());
  EXPECT_THAT(names(directory.policies_of(user("dave"))), ElementsAre());
  const Principal root{PrincipalKind::root, "111122223333", "/", {}, {}, {}, {}};
  EXPECT_THAT(names(directory.policies_of(root)), ElementsAre());
  ASSERT_NE(directory.trust_of("111122223333", "Reader"), nullptr);
  EXPECT_EQ(directory.trust_of("111122223333", "Reader")->name, "roles/Reader/trust.json");
  EXPECT_EQ(directory.trust_of("111122223333", "alice"), nullptr);
  EXPECT_EQ(directory.trust_of("111122223333", "Writer"), nullptr);
}

TEST_F(PolicyDirectoryTest, AnAccountHasMoreOfItsOwn) {
  write("users/alice/all.json");
  write("users/alice/boundary.json");
  write("111122223333/users/alice.json");
  write("111122223333/users/bob.json");
  write("444455556666/users/alice/boundary.json");
  write("444455556666/roles/Reader/trust.json", trust);
  const PolicyDirectory directory = load();
  EXPECT_THAT(names(directory.policies_of(user("alice"))),
              ElementsAre("111122223333/users/alice.json", "users/alice/all.json",
                          "limited by users/alice/boundary.json"));
  EXPECT_THAT(
      names(directory.policies_of(user("alice", "444455556666"))),
      ElementsAre("users/alice/all.json", "limited by 444455556666/users/alice/boundary.json"));
  EXPECT_THAT(names(directory.policies_of(user("alice", "777788889999"))),
              ElementsAre("users/alice/all.json", "limited by users/alice/boundary.json"));
  EXPECT_THAT(names(directory.policies_of(user("bob"))),
              ElementsAre("111122223333/users/bob.json"));
  EXPECT_THAT(names(directory.policies_of(user("bob", "444455556666"))), ElementsAre());
  EXPECT_NE(directory.trust_of("444455556666", "Reader"), nullptr);
  EXPECT_EQ(directory.trust_of("111122223333", "Reader"), nullptr);
}

TEST_F(PolicyDirectoryTest, TellsEveryFaultInALine) {
  write("11112222333/users/a.json");
  write("111122223333/groups/a.json");
  write("111122223333/users/a.json", "{");
  write("groups/a.json");
  write("roles/r/trust.json", allow);
  write("users/a.txt");
  write("users/b/c/d.json");
  write("users/b/long.json", std::string(131'073, ' '));
  write("users/e.json", trust);
  EXPECT_THAT(
      faults(),
      ElementsAre("/11112222333: is neither users, roles nor a 12-digit account",
                  "/111122223333/groups: is neither users nor roles",
                  "/111122223333/users/a.json: Invalid policy document: This policy contains "
                  "invalid Json",
                  "/groups: is neither users, roles nor a 12-digit account",
                  "/roles/r/trust.json: Invalid policy document: Missing required field Principal",
                  "/users/a.txt: does not end in .json", "/users/b/c: does not end in .json",
                  "/users/b/long.json: Maximum policy size of 131072 bytes exceeded",
                  "/users/e.json: Invalid policy document: Policy document should not specify a "
                  "principal."));
}

TEST_F(PolicyDirectoryTest, NeedsADirectoryAndFiles) {
  fs::create_directories(root_ / "users/a/b.json");
  EXPECT_THAT(faults(), ElementsAre("/users/a/b.json: is not a file"));
  root_ /= "users/none";
  EXPECT_THAT(faults(), ElementsAre(": No such file or directory"));
  root_ = root_.parent_path().parent_path();
}

TEST_F(PolicyDirectoryTest, HasABoundOnFiles) {
  for (const char* file : {"users/a.json", "users/b.json", "users/c.json", "roles/d.json"}) {
    write(file);
  }
  EXPECT_TRUE(PolicyDirectory::load(root_, 4));
  const std::string root = root_.string();
  EXPECT_THAT(PolicyDirectory::load(root_, 3).error(),
              ElementsAre(root + ": has more than 3 files"));
  EXPECT_THAT(
      PolicyDirectory::load(root_, 2).error(),
      ElementsAre(root + "/users: has more than 2 entries", root + ": has more than 2 files"));
}

}  // namespace
}  // namespace dynarocks::auth
