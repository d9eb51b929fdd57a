#include "expression/legacy_key_conditions.h"

#include "expression_fixture.h"
#include "model/key_schema.h"

namespace dynarocks::expression {
namespace {

using namespace testing;
using enum ComparisonOperator;

const model::KeyAttributes hash_key = {{"pk", model::AttributeType::S, model::KeyType::HASH}};
const model::KeyAttributes whole_key = {{"pk", model::AttributeType::S, model::KeyType::HASH},
                                        {"sk", model::AttributeType::N, model::KeyType::RANGE}};

LegacyCondition condition(std::string_view name, ComparisonOperator op, model::List values) {
  LegacyCondition result{std::string(name), op, {}};
  for (const Value& value : values) result.values.push_back(codec::encode_value(value));
  return result;
}

std::string fault(std::vector<LegacyCondition> conditions, const model::KeyAttributes& key) {
  const auto joined = key_condition_of(std::move(conditions));
  if (!joined) return "request: " + message_of(joined);
  return message_of(joined->resolve(key));
}

TEST(KeyConditions, OneOrTwo) {
  const auto a = condition("a", eq, {S("x")});
  EXPECT_EQ(fault({}, hash_key), "request: Conditions can be of length 1 or 2 only");
  EXPECT_EQ(fault({a, a, a}, hash_key), "request: Conditions can be of length 1 or 2 only");
}

TEST(KeyConditions, OperatorsOfTheSortKey) {
  const struct {
    ComparisonOperator op;
    KeyOperator meaning;
    model::List values;
  } cases[] = {
      {lt, KeyOperator::lt, {N("1")}},
      {le, KeyOperator::le, {N("1")}},
      {gt, KeyOperator::gt, {N("1")}},
      {ge, KeyOperator::ge, {N("1")}},
      {between, KeyOperator::between, {N("1"), N("2")}},
  };
  for (const auto& test : cases) {
    const auto joined =
        key_condition_of({condition("sk", test.op, test.values), condition("pk", eq, {S("a")})});
    const auto range = joined.value().resolve(whole_key);
    ASSERT_TRUE(range) << message_of(range);
    EXPECT_EQ(range->hash, std::vector<std::string>{"a"});
    ASSERT_TRUE(range->range_bound);
    EXPECT_EQ(range->range_bound->op, test.meaning);
    EXPECT_EQ(range->range_bound->high.empty(), test.op != between);
  }
}

TEST(KeyConditions, FaultsInTheOrderOfTheKey) {
  const auto pk = condition("pk", eq, {S("a")});
  const std::string not_indexable =
      "Attempted conditional constraint is not an indexable operation";
  const std::string type =
      "One or more parameter values were invalid: Condition parameter type does not match schema "
      "type";
  const std::string not_supported = "Query key condition not supported";
  EXPECT_EQ(fault({condition("pk", null, {}), condition("x", eq, {S("a")})}, hash_key),
            not_supported);
  EXPECT_EQ(fault({condition("sk", eq, {N("1")})}, whole_key),
            "Query condition missed key schema element: pk");
  EXPECT_EQ(fault({pk, condition("x", null, {})}, whole_key),
            "Query condition missed key schema element: sk");
  for (const ComparisonOperator op : {ne, in, contains, not_contains}) {
    EXPECT_EQ(fault({pk, condition("sk", op, {S("wrong type")})}, whole_key), not_indexable);
    EXPECT_EQ(fault({condition("pk", op, {N("1")})}, whole_key), not_indexable);
  }
  for (const ComparisonOperator op : {null, not_null}) {
    EXPECT_EQ(fault({pk, condition("sk", op, {})}, whole_key), not_indexable);
  }
  EXPECT_EQ(fault({condition("pk", gt, {N("1")})}, whole_key), type);
  EXPECT_EQ(fault({condition("pk", gt, {S("a")})}, whole_key), not_supported);
  EXPECT_EQ(fault({pk, condition("sk", begins_with, {S("1")})}, whole_key), type);
  EXPECT_EQ(fault({condition("sk", null, {}), condition("pk", eq, {N("1")})}, whole_key), type);
  EXPECT_EQ(fault({pk}, whole_key), "");
}

}  // namespace
}  // namespace dynarocks::expression
