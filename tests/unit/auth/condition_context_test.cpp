#include "auth/condition_context.h"

#include <gtest/gtest.h>

namespace dynarocks::auth {
namespace {

TEST(ConditionContext, KnowsAbsentSingleAndListedValues) {
  ConditionContext context;
  context.set("aws:username", "alice");
  context.set("aws:SecureTransport", false);
  context.set_list("dynamodb:Attributes", {"a", "b"});
  context.set_list("dynamodb:LeadingKeys", {});
  context.begin_list("aws:TagKeys");
  context.add("k");

  EXPECT_FALSE(context.find("aws:userid"));
  const auto single = context.find("aws:username");
  ASSERT_TRUE(single);
  EXPECT_FALSE(single->is_list());
  ASSERT_EQ(single->size(), 1);
  EXPECT_EQ((*single)[0], "alice");
  EXPECT_EQ((*context.find("aws:SecureTransport"))[0], "false");
  const auto list = context.find("dynamodb:Attributes");
  ASSERT_TRUE(list);
  EXPECT_TRUE(list->is_list());
  ASSERT_EQ(list->size(), 2);
  EXPECT_EQ((*list)[0], "a");
  EXPECT_EQ((*list)[1], "b");
  EXPECT_TRUE(context.find("dynamodb:LeadingKeys")->empty());
  EXPECT_TRUE(context.find("aws:TagKeys")->is_list());
}

TEST(ConditionContext, IgnoresTheCaseOfKeysAlone) {
  ConditionContext context;
  context.set("aws:PrincipalTag/Team", "Blue");
  const auto found = context.find("AWS:principaltag/team");
  ASSERT_TRUE(found);
  EXPECT_EQ((*found)[0], "Blue");
}

TEST(ConditionContext, ReplacesAndForgets) {
  ConditionContext context;
  context.set("a:b", "1");
  context.set_list("A:B", {"2", "3"});
  EXPECT_EQ(context.find("a:b")->size(), 2);
  EXPECT_EQ((*context.find("a:b"))[1], "3");
  context.clear();
  EXPECT_FALSE(context.find("a:b"));
  context.set("a:b", "4");
  EXPECT_EQ((*context.find("a:b"))[0], "4");
}

}  // namespace
}  // namespace dynarocks::auth
