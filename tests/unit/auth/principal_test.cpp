#include "auth/principal.h"

#include <gtest/gtest.h>

namespace dynarocks::auth {
namespace {

TEST(Principal, ARootIsNamedByItsAccount) {
  const Principal root{PrincipalKind::root, "111122223333", "/", {}, {}, "111122223333", {}};
  EXPECT_EQ(principal_arn(root), "arn:aws:iam::111122223333:root");
  EXPECT_EQ(identity_arn(root), "arn:aws:iam::111122223333:root");
}

TEST(Principal, AUserHasItsPath) {
  Principal user{PrincipalKind::user, "111122223333", "/", "alice", {}, "AIDA1", {}};
  EXPECT_EQ(principal_arn(user), "arn:aws:iam::111122223333:user/alice");
  user.path = "/division/team/";
  EXPECT_EQ(principal_arn(user), "arn:aws:iam::111122223333:user/division/team/alice");
  EXPECT_EQ(identity_arn(user), principal_arn(user));
}

TEST(Principal, ASessionOfARoleIsNotItsRole) {
  const Principal session{PrincipalKind::assumed_role,
                          "111122223333",
                          "/service/",
                          "Reader",
                          "nightly",
                          "AROA1:nightly",
                          {}};
  EXPECT_EQ(principal_arn(session), "arn:aws:sts::111122223333:assumed-role/Reader/nightly");
  EXPECT_EQ(identity_arn(session), "arn:aws:iam::111122223333:role/service/Reader");
}

}  // namespace
}  // namespace dynarocks::auth
