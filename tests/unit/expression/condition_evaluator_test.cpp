// What conditions mean, over stored items.

#include "expression/condition_evaluator.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string_view>

#include "expression/condition.h"
#include "expression_fixture.h"

namespace dynarocks::expression {
namespace {

using testing::B;
using testing::L;
using testing::M;
using testing::N;
using testing::S;
using testing::SS;

bool holds(std::string_view text, const testing::Item& attributes,
           const testing::Values& values = testing::sample_values()) {
  Placeholders placeholders = testing::placeholders(testing::sample_names(), values);
  const auto condition = Condition::parse(text, ConditionKind::condition,
                                          model::ValidationLayer::current, placeholders);
  EXPECT_TRUE(condition.has_value()) << text << ": " << testing::message_of(condition);
  const testing::Stored stored(attributes);
  return condition && condition->evaluate(stored.view());
}

struct Row {
  const char* text;
  bool expected;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.text; }

class ConditionEvaluator : public ::testing::TestWithParam<Row> {};

TEST_P(ConditionEvaluator, AnswersAsExpected) {
  EXPECT_EQ(holds(GetParam().text, testing::sample_item()), GetParam().expected);
}

// MISSING is a reserved word, hence the other name for an attribute that is not there.
const Row check_vectors[] = {
    {"n = :s5", false},
    {"n <> :s5", true},
    {"absent = absent2", false},
    {"absent <> :n5", true},
    {"absent <> absent2", true},
    {"absent < :n5", false},
    {"NOT absent < :n5", true},
    {"f = :t", true},
    {"f > :n5", false},
    {"size(n) > :n5", false},
    {"size(n) <> :n5", true},
    {"size(l) < :n5", true},
    {"contains(s, :sp)", true},
    {"contains(a, :n5)", false},
    {"contains(l, :one)", true},
    {"contains(m, :sb)", false},
    {"begins_with(n, :sx)", false},
    {"attribute_exists(z)", true},
    {"attribute_type(z, :tNULL)", true},
    {"n BETWEEN :n5 AND :n5", true},
    {"a IN (:n5, :sx)", true},
    {"l[7] = :n5", false},
    {"m.b < m.c", true},
    {"(n = :n5)", true},
};

INSTANTIATE_TEST_SUITE_P(CheckVectors, ConditionEvaluator, ::testing::ValuesIn(check_vectors));

const Row more_rows[] = {
    {"n = :n5", true},
    {"#n = :n5", true},
    {":n5 = n", true},
    {"n <> :n5", false},
    {"n <= :n5 AND n >= :n5", true},
    {"n < :n5 OR n > :n5", false},
    {"n > :one", true},
    {":one < n", true},
    {"a > :s5", true},
    {"a > :n5", false},
    {"a <= :n5", false},
    {"NOT n = :n5", false},
    {"NOT NOT n = :n5", true},
    // NOT binds tighter than AND, AND than OR.
    {"n = :n5 OR n = :n5 AND n = :one", true},
    {"(n = :n5 OR n = :n5) AND n = :one", false},
    {"NOT n = :one AND n = :n5", true},
    {"NOT (n = :one AND n = :n5)", true},
    {"NOT n = :n5 OR n = :n5", true},
    {"NOT (n = :n5 OR n = :n5)", false},
    {"not n = :one aNd n between :one and :n5 Or n in (:zero)", true},
    {"n BETWEEN :one AND :two", false},
    {"n BETWEEN l[0] AND :n5", true},
    {"n BETWEEN :n5 AND absent", false},
    {"n BETWEEN l AND :n5", false},
    {":two BETWEEN m.b AND m.c", true},
    {"a BETWEEN :one AND :n5", false},
    {"absent IN (:n5, absent)", false},
    {"n IN (:one, :two)", false},
    {"n IN (:sx, absent, n)", true},
    {"attribute_exists(m.b)", true},
    {"attribute_exists(m.x)", false},
    {"attribute_exists(l[2])", true},
    {"attribute_exists(l[3])", false},
    {"attribute_not_exists(l[3])", true},
    {"attribute_not_exists(z)", false},
    {"attribute_exists(a.b)", false},
    {"attribute_exists(a[0])", false},
    {"attribute_type(a, :tS)", true},
    {"attribute_type(n, :tS)", false},
    {"attribute_type(absent, :tS)", false},
    {"attribute_type(:sx, :tS)", true},
    {"begins_with(a, :sx)", true},
    {"begins_with(a, :sp)", false},
    {"begins_with(a, :bin)", false},
    {"begins_with(:sx, a)", true},
    {"begins_with(absent, :sx)", false},
    {"contains(a, :sx)", true},
    {"contains(s, :sx)", false},
    {"contains(l, :s5)", false},
    {"contains(l, m.c)", true},
    {"contains(n, :n5)", false},
    {"contains(f, :t)", false},
    {"contains(z, :nul)", false},
    {"contains(absent, :sx)", false},
    {"contains(:sx, a)", true},
    {"size(a) = :one", true},
    {"size(s) = :two", true},
    {"size(m) = :two", true},
    {"size(l) = :three", true},
    {"size(l) > size(m)", true},
    {"size(f) = :one", false},
    {"size(z) = :one", false},
    {"size(absent) = :zero", false},
    {"size(absent) <> :zero", true},
    {"size(:ns) = :two", true},
    {"size(l) IN (:one, :three)", true},
    {"size(l) BETWEEN :one AND :three", true},
    {"contains(l, size(m))", true},
};

const Row suite_guard[] = {{"n = :n5 AND n = :n5 AND n = :one", false},
                           {"n = :one OR n = :one OR n = :n5", true}};

INSTANTIATE_TEST_SUITE_P(Rules, ConditionEvaluator, ::testing::ValuesIn(more_rows));
INSTANTIATE_TEST_SUITE_P(Rows, ConditionEvaluator, ::testing::ValuesIn(suite_guard));

TEST(ConditionEvaluation, DistinctAndLiteralChecksAreNotEvaluation) {
  for (const char* text : {"a = a", "n > :t", "begins_with(a, :n5)", "((n = :n5))"}) {
    Placeholders placeholders = testing::sample_placeholders();
    EXPECT_FALSE(Condition::parse(text, ConditionKind::condition, model::ValidationLayer::current,
                                  placeholders)
                     .has_value())
        << text;
  }
}

TEST(ConditionEvaluation, MissingItemHasNoAttributes) {
  Placeholders placeholders = testing::sample_placeholders();
  const auto parse = [&](std::string_view text) {
    return Condition::parse(text, ConditionKind::condition, model::ValidationLayer::current,
                            placeholders)
        .value();
  };
  EXPECT_TRUE(parse("attribute_not_exists(a)").evaluate(codec::ItemView()));
  EXPECT_FALSE(parse("attribute_exists(a)").evaluate(codec::ItemView()));
  EXPECT_TRUE(parse("a <> :n5").evaluate(codec::ItemView()));
}

TEST(ConditionEvaluation, EqualityIsDeepAndByValue) {
  const testing::Item attributes = testing::item(
      {{"x", L({N("1.0"), M({{"k", SS({"a", "b"})}})})}, {"e", M({{"b", N("2")}, {"a", N("1")}})}});
  EXPECT_TRUE(holds("x = :v", attributes, {{":v", L({N("1"), M({{"k", SS({"a", "b"})}})})}}));
  EXPECT_FALSE(holds("x = :v", attributes, {{":v", L({M({{"k", SS({"a", "b"})}}), N("1")})}}));
  EXPECT_TRUE(holds("e = :v", attributes, {{":v", M({{"a", N("1")}, {"b", N("2.00")}})}}));
  EXPECT_TRUE(holds("contains(x, :v)", attributes, {{":v", M({{"k", SS({"a", "b"})}})}}));
  EXPECT_FALSE(holds("contains(x, :v)", attributes, {{":v", M({{"k", SS({"a"})}})}}));
}

TEST(ConditionEvaluation, OrdersNumbersByValueAndTextByBytes) {
  const testing::Item attributes =
      testing::item({{"n", N("-10")}, {"s", S("Z")}, {"b", B("\xff")}});
  EXPECT_TRUE(holds("n < :v", attributes, {{":v", N("-9.5")}}));
  EXPECT_TRUE(holds("s < :v", attributes, {{":v", S("a")}}));
  EXPECT_TRUE(holds("s < :v", attributes, {{":v", S("Za")}}));
  EXPECT_TRUE(holds("b > :v", attributes, {{":v", B("\x01")}}));
}

TEST(ConditionEvaluation, SizeOfTextIsInUtf16Units) {
  const testing::Item attributes =
      testing::item({{"s", S("aé漢😀")}, {"b", B(std::string(5, '\xff'))}, {"e", S("")}});
  EXPECT_TRUE(holds("size(s) = :v", attributes, {{":v", N("5")}}));
  EXPECT_TRUE(holds("size(b) = :v", attributes, {{":v", N("5")}}));
  EXPECT_TRUE(holds("size(e) = :v", attributes, {{":v", N("0")}}));
}

TEST(ConditionEvaluation, ContainsOfEveryKind) {
  const testing::Item attributes = testing::item({{"s", S("hello")},
                                                  {"b", B("abc")},
                                                  {"ns", testing::NS({"1", "2.5"})},
                                                  {"bs", testing::BS({"x", "yz"})}});
  EXPECT_TRUE(holds("contains(s, :v)", attributes, {{":v", S("ell")}}));
  EXPECT_TRUE(holds("contains(s, :v)", attributes, {{":v", S("")}}));
  EXPECT_FALSE(holds("contains(s, :v)", attributes, {{":v", S("elo")}}));
  EXPECT_TRUE(holds("contains(b, :v)", attributes, {{":v", B("bc")}}));
  EXPECT_FALSE(holds("contains(b, :v)", attributes, {{":v", S("bc")}}));
  EXPECT_TRUE(holds("contains(ns, :v)", attributes, {{":v", N("2.50")}}));
  EXPECT_FALSE(holds("contains(ns, :v)", attributes, {{":v", S("1")}}));
  EXPECT_TRUE(holds("contains(bs, :v)", attributes, {{":v", B("yz")}}));
  EXPECT_FALSE(holds("contains(bs, :v)", attributes, {{":v", B("y")}}));
  EXPECT_TRUE(holds("begins_with(b, :v)", attributes, {{":v", B("ab")}}));
}

TEST(ConditionEvaluation, BoundConditionsCanBeBuiltByHand) {
  BoundPredicate exists{PredicateKind::attribute_exists, {}};
  exists.operands.push_back({DocumentPath{{std::string("a")}}});
  BoundPredicate equal{PredicateKind::eq, {}};
  equal.operands.push_back({DocumentPath{{std::string("n")}}});
  equal.operands.push_back({Literal{codec::encode_value(N("5"))}});
  BoundLogical both{ast::Connective::and_, {}};
  both.terms.push_back({exists});
  both.terms.push_back({equal});
  BoundCondition bound{{both}, {}};
  bound.paths = paths_of(bound.root);
  const Condition condition = Condition::from_bound(std::move(bound));
  EXPECT_TRUE(condition.evaluate(testing::Stored(testing::sample_item()).view()));
  EXPECT_FALSE(condition.evaluate(codec::ItemView()));
  EXPECT_EQ(condition.paths().size(), 2U);
}

TEST(ConditionEvaluation, EmptyConnectives) {
  EXPECT_TRUE(evaluate({BoundLogical{ast::Connective::and_, {}}}, codec::ItemView()));
  EXPECT_FALSE(evaluate({BoundLogical{ast::Connective::or_, {}}}, codec::ItemView()));
}

}  // namespace
}  // namespace dynarocks::expression
