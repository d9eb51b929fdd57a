#include "auth/principal_arn.h"

#include <gtest/gtest.h>

namespace dynarocks::auth {
namespace {

TEST(PrincipalArn, IsReadAsItIsWritten) {
  for (const char* arn : {"arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:user/alice",
                          "arn:aws:iam::111122223333:user/division/team/alice",
                          "arn:aws:sts::111122223333:assumed-role/Reader/nightly"}) {
    const auto principal = parse_principal_arn(arn);
    ASSERT_TRUE(principal) << arn;
    EXPECT_EQ(principal->account_id, "111122223333");
    EXPECT_EQ(principal_arn(*principal), arn);
  }
}

TEST(PrincipalArn, NamesAPrincipal) {
  for (const char* text :
       {"", "alice", "*", "111122223333", "arn:aws:iam::111122223333:user",
        "arn:aws:iam::111122223333:user/", "arn:aws:iam::111122223333:user/team/",
        "arn:aws:iam::111122223333:userx/alice", "arn:aws:iam::111122223333:group/g",
        "arn:aws:iam::111122223333:role/Reader", "arn:aws:iam::11112222333:root",
        "arn:aws:iam:us-east-1:111122223333:root", "arn:aws:sts::111122223333:root",
        "arn:aws:sts::111122223333:assumed-role/Reader",
        "arn:aws:sts::111122223333:assumed-role/Reader/",
        "arn:aws:sts::111122223333:assumed-role//s", "arn:aws:iam::111122223333:assumed-role/r/s",
        "urn:aws:iam::111122223333:root", "arn:other:iam::111122223333:root"}) {
    EXPECT_FALSE(parse_principal_arn(text)) << text;
  }
}

}  // namespace
}  // namespace dynarocks::auth
