// Laws: patterns match and policies decide as a slow and simple reading of the rules says;
// documents that are written, read and written again stay what they are; whatever the text, the
// parser answers.

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "auth/policy_evaluator.h"
#include "auth/policy_parser.h"
#include "auth/policy_text.h"
#include "auth/principal_context.h"
#include "auth/wildcard.h"
#include "auth_slow_policy.h"

namespace dynarocks::auth {
namespace {

using testing::Question;
using testing::Random;
using testing::Row;
using testing::Rows;
using testing::Rules;

TEST(WildcardLaw, MatchesAsTryingEverythingDoes) {
  Random random(1);
  const ConditionContext none;
  int matched = 0;
  for (int i = 0; i < 200'000; ++i) {
    const std::string pattern = random.text("ab**?", 8);
    const std::string text = random.text("ab", 10);
    const bool expected = testing::naive_match(pattern, text);
    matched += expected ? 1 : 0;
    const TextPattern parsed = parse_text_pattern(pattern, {true, false});
    ASSERT_EQ(matches(parsed, text, none), expected) << pattern << " on " << text;
    ASSERT_EQ(matches_ignoring_case(parsed, text), expected) << pattern << " on " << text;
  }
  EXPECT_GT(matched, 10'000);
}

Policy parsed(const Rows& rows, PolicyKind kind) {
  auto policy = parse_policy(testing::json_of(rows), kind);
  EXPECT_TRUE(policy) << testing::json_of(rows) << ": " << policy.error().message;
  return policy ? *policy : Policy();
}

Decision decide(const Rules& rules, const Question& question) {
  std::vector<Policy> identity;
  for (const Rows& rows : rules.identity) identity.push_back(parsed(rows, PolicyKind::identity));
  const auto one = [](const std::optional<Rows>& rows, PolicyKind kind) {
    return rows ? std::optional(parsed(*rows, kind)) : std::nullopt;
  };
  const auto boundary = one(rules.boundary, PolicyKind::identity);
  const auto session = one(rules.session, PolicyKind::identity);
  const auto resource = one(rules.resource, PolicyKind::resource);
  const auto address = [](const std::optional<Policy>& policy) {
    return policy ? &*policy : nullptr;
  };
  ConditionContext context;
  add_principal(question.principal, context);
  if (question.single) context.set("x:single", *question.single);
  if (question.list) {
    context.begin_list("x:list");
    for (const std::string& value : *question.list) context.add(value);
  }
  Decision decision = evaluate(
      {identity, address(boundary), address(session), address(resource)},
      {question.principal, question.action, question.resource, testing::own_account, context});
  decision.policy = nullptr;  // gone when this returns
  decision.statement = nullptr;
  return decision;
}

TEST(PolicyLaw, DecidesAsTheRulesReadSlowly) {
  Random random(2);
  int allowed = 0;
  constexpr int rounds = 20'000;
  for (int i = 0; i < rounds; ++i) {
    const Rules rules = testing::random_rules(random);
    const Question question = testing::random_question(random);
    const bool expected = testing::naive_decision(rules, question);
    allowed += expected ? 1 : 0;
    std::string told =
        principal_arn(question.principal) + " " + question.action + " " + question.resource;
    for (const Rows& rows : rules.identity) told += "\nidentity " + testing::json_of(rows);
    if (rules.boundary) told += "\nboundary " + testing::json_of(*rules.boundary);
    if (rules.session) told += "\nsession " + testing::json_of(*rules.session);
    if (rules.resource) told += "\nresource " + testing::json_of(*rules.resource);
    ASSERT_EQ(decide(rules, question).allowed(), expected) << told;
  }
  EXPECT_GT(allowed, rounds / 10);
  EXPECT_LT(allowed, rounds * 9 / 10);
}

TEST(PolicyLaw, AnotherStatementWorksInItsDirectionAlone) {
  Random random(3);
  for (int i = 0; i < 5'000; ++i) {
    Rules rules = testing::random_rules(random);
    const Question question = testing::random_question(random);
    const bool before = decide(rules, question).allowed();
    Row added = testing::random_rows(random, false, 2).front();
    if (rules.identity.empty()) rules.identity.emplace_back();
    rules.identity.back().push_back(added);
    const bool after = decide(rules, question).allowed();
    ASSERT_TRUE(added.allow ? after || !before : before || !after) << testing::json_of({added});
  }
}

TEST(PolicyLaw, CanonicalTextStaysWhatItIs) {
  Random random(4);
  for (int i = 0; i < 3'000; ++i) {
    const bool of_resource = random.chance(2);
    const std::string text = testing::json_of(testing::random_rows(random, of_resource, 3));
    const auto once = canonical_policy_text(text);
    ASSERT_TRUE(once);
    ASSERT_EQ(canonical_policy_text(*once), *once);
    ASSERT_TRUE(same_policy(text, *once));
    ASSERT_TRUE(parse_policy(*once, of_resource ? PolicyKind::resource : PolicyKind::identity));
  }
}

TEST(PolicyLaw, EveryTextIsAnswered) {
  Random random(5);
  int policies = 0;
  for (int i = 0; i < 10'000; ++i) {
    const bool of_resource = random.chance(2);
    std::string text = testing::json_of(testing::random_rows(random, of_resource, 3));
    for (std::size_t changes = random.below(3); changes > 0; --changes) {
      const std::size_t at = random.below(text.size());
      if (random.chance(2)) {
        text.erase(at, 1 + random.below(4));
      } else {
        text.insert(at, random.text("{}[]\",:*1 \n\\\xff", 3));
      }
      if (text.empty()) text = "{";
    }
    const auto kind = of_resource ? PolicyKind::resource : PolicyKind::identity;
    const auto policy = parse_policy(text, kind);
    if (policy) {
      ++policies;
      ASSERT_TRUE(canonical_policy_text(text)) << text;
    } else {
      ASSERT_FALSE(policy.error().message.empty()) << text;
    }
    ASSERT_EQ(same_policy(text, text), canonical_policy_text(text).has_value()) << text;
  }
  EXPECT_GT(policies, 1'000);
}

}  // namespace
}  // namespace dynarocks::auth
