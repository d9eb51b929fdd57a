#include "auth/principal_pattern.h"

#include <gtest/gtest.h>

#include "auth/principal_context.h"

namespace dynarocks::auth {
namespace {

using Kind = PrincipalPattern::Kind;
using Match = PrincipalMatch;

const Principal root{PrincipalKind::root, "111122223333", "/", {}, {}, "111122223333", {}};
const Principal alice{PrincipalKind::user, "111122223333", "/team/", "alice", {}, "AIDA1", {}};
const Principal session{PrincipalKind::assumed_role, "111122223333", "/", "Reader", "s", "AROA1:s",
                        {{"team", "blue"}}};

TEST(PrincipalPattern, NamesPrincipalsMoreOrLessClosely) {
  struct Case {
    PrincipalPattern pattern;
    Match of_root, of_alice, of_session;
  };
  const Case cases[] = {
      {{Kind::everyone, ""}, Match::everyone, Match::everyone, Match::everyone},
      {{Kind::account, "111122223333"}, Match::exact, Match::account, Match::account},
      {{Kind::account, "111122223334"}, Match::none, Match::none, Match::none},
      {{Kind::identity, "arn:aws:iam::111122223333:user/team/alice"},
       Match::none,
       Match::exact,
       Match::none},
      {{Kind::identity, "arn:aws:iam::111122223333:user/alice"},
       Match::none,
       Match::none,
       Match::none},
      {{Kind::identity, "arn:aws:iam::111122223333:role/Reader"},
       Match::none,
       Match::none,
       Match::role},
      {{Kind::identity, "arn:aws:sts::111122223333:assumed-role/Reader/s"},
       Match::none,
       Match::none,
       Match::exact},
      {{Kind::identity, "arn:aws:sts::111122223333:assumed-role/Reader/t"},
       Match::none,
       Match::none,
       Match::none},
      {{Kind::foreign, "arn:aws:iam::111122223333:role/Reader"},
       Match::none,
       Match::none,
       Match::none},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(match(c.pattern, root), c.of_root) << c.pattern.value;
    EXPECT_EQ(match(c.pattern, alice), c.of_alice) << c.pattern.value;
    EXPECT_EQ(match(c.pattern, session), c.of_session) << c.pattern.value;
  }
}

std::string value(const Principal& principal, std::string_view key) {
  ConditionContext context;
  add_principal(principal, context);
  const auto values = context.find(key);
  return values ? std::string((*values)[0]) : "absent";
}

TEST(PrincipalContext, BringsTheKeysOfItsPrincipal) {
  EXPECT_EQ(value(root, "aws:PrincipalArn"), "arn:aws:iam::111122223333:root");
  EXPECT_EQ(value(root, "aws:PrincipalType"), "Account");
  EXPECT_EQ(value(root, "aws:userid"), "111122223333");
  EXPECT_EQ(value(root, "aws:username"), "absent");
  EXPECT_EQ(value(alice, "aws:PrincipalArn"), "arn:aws:iam::111122223333:user/team/alice");
  EXPECT_EQ(value(alice, "aws:PrincipalAccount"), "111122223333");
  EXPECT_EQ(value(alice, "aws:PrincipalType"), "User");
  EXPECT_EQ(value(alice, "aws:userid"), "AIDA1");
  EXPECT_EQ(value(alice, "aws:username"), "alice");
  EXPECT_EQ(value(alice, "aws:PrincipalTag/team"), "absent");
  EXPECT_EQ(value(session, "aws:PrincipalArn"), "arn:aws:iam::111122223333:role/Reader");
  EXPECT_EQ(value(session, "aws:PrincipalType"), "AssumedRole");
  EXPECT_EQ(value(session, "aws:userid"), "AROA1:s");
  EXPECT_EQ(value(session, "aws:username"), "absent");
  EXPECT_EQ(value(session, "aws:PrincipalTag/team"), "blue");
}

}  // namespace
}  // namespace dynarocks::auth
