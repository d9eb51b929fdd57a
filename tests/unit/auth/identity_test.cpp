#include "auth/identity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dynarocks::auth {
namespace {

using testing::MatchesRegex;

constexpr std::string_view account = "111122223333";

TEST(Identity, IsARootAUserOrASessionOfARole) {
  EXPECT_EQ(principal_arn(*parse_identity("root", account)), "arn:aws:iam::111122223333:root");
  EXPECT_EQ(principal_arn(*parse_identity("user/alice", account)),
            "arn:aws:iam::111122223333:user/alice");
  const auto user = parse_identity("user/division/team/alice", account);
  EXPECT_EQ(user->path, "/division/team/");
  EXPECT_EQ(user->name, "alice");
  const auto session = parse_identity("role/division/Reader/tests", account);
  EXPECT_EQ(session->path, "/division/");
  EXPECT_EQ(session->name, "Reader");
  EXPECT_EQ(session->session_name, "tests");
  EXPECT_EQ(*session, session_of_role(account, "/division/", "Reader", "tests"));
}

TEST(Identity, HasAUniqueIdThatStays) {
  EXPECT_EQ(parse_identity("root", account)->unique_id, account);
  const auto alice = parse_identity("user/alice", account);
  EXPECT_THAT(alice->unique_id, MatchesRegex("AIDA[A-Z2-7]+"));
  EXPECT_EQ(alice->unique_id.size(), 21u);
  EXPECT_EQ(alice->unique_id, parse_identity("user/alice", account)->unique_id);
  EXPECT_NE(alice->unique_id, parse_identity("user/alice", "222233334444")->unique_id);
  EXPECT_NE(alice->unique_id, parse_identity("user/team/alice", account)->unique_id);
  const auto one = parse_identity("role/Reader/one", account)->unique_id;
  const auto two = parse_identity("role/Reader/two", account)->unique_id;
  EXPECT_THAT(one, MatchesRegex("AROA[A-Z2-7]+:one"));
  EXPECT_EQ(one.substr(0, 21), two.substr(0, 21));
}

TEST(Identity, HasTheNamesThatIamAllows) {
  EXPECT_TRUE(is_iam_name("aZ09_+=,.@-"));
  EXPECT_TRUE(is_iam_name(std::string(64, 'a')));
  for (const auto& name : {std::string(), std::string(65, 'a'), std::string("a b"),
                           std::string("a/b"), std::string("\xc3\xa4")}) {
    EXPECT_FALSE(is_iam_name(name)) << name;
  }
}

}  // namespace
}  // namespace dynarocks::auth
