#include "partiql/write_planner.h"

#include <gtest/gtest.h>

#include "partiql_fixture.h"

namespace dynarocks::partiql {
namespace {

using namespace testing;

const model::KeyAttributes& key() {
  static const model::KeyAttributes attributes = {
      {"pk", model::AttributeType::S, model::KeyType::HASH},
      {"sk", model::AttributeType::N, model::KeyType::RANGE}};
  return attributes;
}

model::ApiResult<ModificationPlan> planned(const std::string& text,
                                           const std::vector<Value>& values = {}) {
  return plan_modification(bound_as<BoundModification>(text, values), key());
}

Item key_of(const ModificationPlan& plan) { return codec::decode_item(codec::ItemView(plan.key)); }

bool condition_holds(const std::optional<expression::Condition>& condition, const Item* stored) {
  if (!condition) return true;
  const std::string encoded = stored == nullptr ? std::string() : codec::encode_item(*stored);
  return condition->evaluate(codec::ItemView(encoded));
}

TEST(PartiqlWritePlan, KeyByEqualityInAnyOrder) {
  const Item expected = item({{"pk", S("a")}, {"sk", N("1")}});
  for (const char* where : {"pk = 'a' AND sk = 1", "1 = sk AND pk = 'a'",
                            "sk = 1 AND (x = 2 AND pk = 'a')", "pk = 'a' AND sk = 1 AND sk = 2"}) {
    const auto plan = planned(std::string("DELETE FROM T WHERE ") + where);
    ASSERT_TRUE(plan.has_value()) << where;
    EXPECT_EQ(key_of(*plan), expected) << where;
  }
  // Types are the table's business.
  EXPECT_EQ(key_of(*planned("DELETE FROM T WHERE pk = ? AND sk = [1]", {N("7")})),
            item({{"pk", N("7")}, {"sk", L({N("1")})}}));
}

TEST(PartiqlWritePlan, MandatoryEquality) {
  for (const char* text :
       {"DELETE FROM T", "DELETE FROM T WHERE pk = 'a'", "DELETE FROM T WHERE sk = 1",
        "DELETE FROM T WHERE pk = 'a' AND sk > 1", "DELETE FROM T WHERE pk = 'a' OR sk = 1",
        "DELETE FROM T WHERE pk = 'a' AND NOT sk = 1", "DELETE FROM T WHERE pk IN ['a'] AND sk = 1",
        "DELETE FROM T WHERE pk.a = 'a' AND sk = 1", "DELETE FROM T WHERE pk = x AND sk = 1",
        "UPDATE T SET x = 1", "FROM T SET x = 1"}) {
    const auto plan = planned(text);
    ASSERT_FALSE(plan.has_value()) << text;
    EXPECT_EQ(plan.error().message,
              "Where clause does not contain a mandatory equality on all key attributes");
  }
}

TEST(PartiqlWritePlan, UpdateNeedsTheItem) {
  const Item stored = item({{"pk", S("a")}, {"sk", N("1")}, {"x", N("5")}});
  const auto bare = planned("UPDATE T SET y = 1 WHERE pk = 'a' AND sk = 1");
  EXPECT_TRUE(condition_holds(bare->condition, &stored));
  EXPECT_FALSE(condition_holds(bare->condition, nullptr));
  const auto with_more = planned("UPDATE T SET y = 1 WHERE pk = 'a' AND x = 6 AND sk = 1");
  EXPECT_FALSE(condition_holds(with_more->condition, &stored));
  const auto negated = planned("UPDATE T SET y = 1 WHERE pk = 'a' AND NOT x = 6 AND sk = 1");
  EXPECT_TRUE(condition_holds(negated->condition, &stored));
  EXPECT_FALSE(condition_holds(negated->condition, nullptr));
}

TEST(PartiqlWritePlan, DeleteOfAMissingItemIsNone) {
  const Item stored = item({{"pk", S("a")}, {"sk", N("1")}, {"x", N("5")}});
  EXPECT_FALSE(planned("DELETE FROM T WHERE pk = 'a' AND sk = 1")->condition);
  const auto plan = planned("DELETE FROM T WHERE pk = 'a' AND sk = 1 AND x = 6");
  EXPECT_FALSE(condition_holds(plan->condition, &stored));
  EXPECT_TRUE(condition_holds(plan->condition, nullptr));
  const auto same = planned("DELETE FROM T WHERE pk = 'a' AND sk = 1 AND x = 5");
  EXPECT_TRUE(condition_holds(same->condition, &stored));
}

TEST(PartiqlWritePlan, InsertNeedsAFreeKey) {
  const Item stored = item({{"pk", S("a")}, {"sk", N("1")}});
  EXPECT_FALSE(condition_holds(insert_condition(key()), &stored));
  EXPECT_TRUE(condition_holds(insert_condition(key()), nullptr));
}

TEST(PartiqlWritePlan, Exists) {
  const std::string text = "EXISTS() must contain a single item read with additional condition";
  const auto exists = [](const std::string& select) {
    return plan_exists(bound_as<BoundExists>("EXISTS(" + select + ")"), key());
  };
  const Item stored = item({{"pk", S("a")}, {"sk", N("1")}, {"x", N("5")}});
  const auto plan = exists("SELECT * FROM T WHERE pk = 'a' AND sk = 1 AND x = 5");
  ASSERT_TRUE(plan.has_value());
  EXPECT_EQ(key_of(*plan), item({{"pk", S("a")}, {"sk", N("1")}}));
  EXPECT_TRUE(condition_holds(plan->condition, &stored));
  EXPECT_FALSE(condition_holds(plan->condition, nullptr));
  for (const char* select : {"SELECT * FROM T", "SELECT * FROM T WHERE pk = 'a' AND sk = 1",
                             "SELECT * FROM T WHERE pk = 'a' AND x = 1",
                             "SELECT * FROM \"T\".\"I\" WHERE pk = 'a' AND sk = 1 AND x = 1"}) {
    EXPECT_EQ(exists(select).error().message, text) << select;
  }
}

}  // namespace
}  // namespace dynarocks::partiql
