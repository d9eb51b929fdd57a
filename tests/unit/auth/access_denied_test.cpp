#include "auth/access_denied.h"

#include <gtest/gtest.h>

namespace dynarocks::auth {
namespace {

const Principal alice{PrincipalKind::user, "111122223333", "/team/", "alice", {}, "AIDA1", {}};
const std::string head =
    "User: arn:aws:iam::111122223333:user/team/alice is not authorized to perform: "
    "dynamodb:GetItem on resource: arn:aws:dynamodb:us-east-1:111122223333:table/T";

std::string message(Decision::Verdict verdict, PolicySource source) {
  const ConditionContext context;
  return access_denied_message(
      {alice, "dynamodb:GetItem", "arn:aws:dynamodb:us-east-1:111122223333:table/T", "111122223333",
       context},
      Decision{verdict, source, nullptr, nullptr});
}

TEST(AccessDenied, NamesTheKindOfPolicyThatDoesNotAllow) {
  using enum PolicySource;
  const auto because_no = [](const char* kind) {
    return head + " because no " + kind + " allows the dynamodb:GetItem action";
  };
  const auto verdict = Decision::Verdict::not_allowed;
  EXPECT_EQ(message(verdict, identity), because_no("identity-based policy"));
  EXPECT_EQ(message(verdict, resource), because_no("resource-based policy"));
  EXPECT_EQ(message(verdict, boundary), because_no("permissions boundary"));
  EXPECT_EQ(message(verdict, session), because_no("session policy"));
}

TEST(AccessDenied, NamesTheKindOfPolicyThatDenies) {
  using enum PolicySource;
  const auto verdict = Decision::Verdict::explicitly_denied;
  EXPECT_EQ(message(verdict, identity),
            head + " with an explicit deny in an identity-based policy");
  EXPECT_EQ(message(verdict, resource), head + " with an explicit deny in a resource-based policy");
  EXPECT_EQ(message(verdict, boundary), head + " with an explicit deny in a permissions boundary");
  EXPECT_EQ(message(verdict, session), head + " with an explicit deny in a session policy");
}

TEST(AccessDenied, NamesSessionsAndActionsWithoutResource) {
  const Principal session{
      PrincipalKind::assumed_role, "111122223333", "/x/", "Reader", "s", "AROA1:s", {}};
  const ConditionContext context;
  EXPECT_EQ(
      access_denied_message({session, "dynamodb:ListTables", "*", "111122223333", context}, {}),
      "User: arn:aws:sts::111122223333:assumed-role/Reader/s is not authorized to perform: "
      "dynamodb:ListTables on resource: * because no identity-based policy allows the "
      "dynamodb:ListTables action");
}

}  // namespace
}  // namespace dynarocks::auth
