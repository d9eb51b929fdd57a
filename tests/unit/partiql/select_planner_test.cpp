#include "partiql/select_planner.h"

#include <gtest/gtest.h>

#include "codec/number_codec.h"
#include "partiql_fixture.h"

namespace dynarocks::partiql {
namespace {

using namespace testing;
using model::AttributeType;
using model::KeyType;

/// A table with pk and sk; GSI "g" on x and y with the keys alone, LSI "l" on y with the attribute
/// "in", GSI "all" on x with everything, GSI "many" of a key of several attributes.
const TargetTable& table() {
  static const TargetTable target = [] {
    TargetTable made;
    made.key = {{"pk", AttributeType::S, KeyType::HASH}, {"sk", AttributeType::N, KeyType::RANGE}};
    made.indexes = {
        {"g",
         true,
         {{"x", AttributeType::S, KeyType::HASH}, {"y", AttributeType::N, KeyType::RANGE}},
         std::vector<std::string>{"pk", "sk", "x", "y"}},
        {"l",
         false,
         {{"pk", AttributeType::S, KeyType::HASH}, {"y", AttributeType::N, KeyType::RANGE}},
         std::vector<std::string>{"pk", "sk", "y", "in"}},
        {"all", true, {{"x", AttributeType::S, KeyType::HASH}}, std::nullopt},
        {"many",
         true,
         {{"x", AttributeType::S, KeyType::HASH}, {"z", AttributeType::S, KeyType::HASH}},
         std::nullopt},
    };
    return made;
  }();
  return target;
}

model::ApiResult<SelectPlan> planned(const std::string& rest, bool consistent_read = false) {
  return plan_select(bound_as<BoundSelect>("SELECT * FROM " + rest), table(), consistent_read);
}

std::string fault_of_plan(const std::string& rest, bool consistent_read = false) {
  const auto plan = planned(rest, consistent_read);
  return plan ? std::string() : plan.error().message;
}

std::string number_text(const std::string& ordered) {
  std::string text;
  codec::append_number_text(ordered, text);
  return text;
}

std::string range_text(const expression::KeyRange& range) {
  std::string text = range.hash.front();
  if (!range.range_equal.empty()) text += " = " + number_text(range.range_equal.front());
  if (range.range_bound) {
    constexpr std::string_view operators[] = {"=", "<", "<=", ">", ">=", "BETWEEN", "begins_with"};
    text += " " + std::string(operators[static_cast<int>(range.range_bound->op)]) + " " +
            number_text(range.range_bound->low);
    if (!range.range_bound->high.empty()) text += " AND " + number_text(range.range_bound->high);
  }
  return text;
}

/// "query a > 1 filtered; b": the access, the reads, which are filtered and backwards.
std::string plan_text(const std::string& rest) {
  const auto plan = planned(rest);
  if (!plan) return plan.error().message;
  constexpr std::string_view accesses[] = {"get", "query", "scan"};
  std::string text(accesses[static_cast<int>(plan->access)]);
  if (!plan->forward) text += " backwards";
  for (const PlannedRead& read : plan->reads) {
    text += &read == &plan->reads.front() ? " " : "; ";
    text += read.range ? range_text(*read.range) : "everything";
    if (read.filter) text += " filtered";
  }
  return text;
}

TEST(PartiqlSelectPlan, Access) {
  const std::pair<const char*, const char*> plans[] = {
      {"T", "scan everything"},
      {"T WHERE x = 1", "scan everything filtered"},
      {"T WHERE sk = 1", "scan everything filtered"},
      {"T WHERE pk = 'a' OR x = 1", "scan everything filtered"},
      {"T WHERE NOT pk = 'a'", "scan everything filtered"},
      {"T WHERE pk > 'a'", "scan everything filtered"},
      {"T WHERE pk = x", "scan everything filtered"},
      {"T WHERE pk = 'a'", "query a"},
      {"T WHERE 'a' = pk AND x = 1", "query a filtered"},
      {"T WHERE pk = 'a' AND sk = 1", "get a = 1"},
      {"T WHERE pk = 'a' AND sk = 1 AND x = 1", "get a = 1 filtered"},
      {"T WHERE pk = 'a' AND sk > 1", "query a > 1"},
      {"T WHERE pk = 'a' AND 1 > sk", "query a < 1"},
      {"T WHERE sk BETWEEN 1 AND 2 AND pk = 'a'", "query a BETWEEN 1 AND 2"},
      {"T WHERE pk = 'a' AND sk > 1 AND sk < 9", "query a > 1 filtered"},
      {"T WHERE pk = 'a' AND sk <> 1", "query a filtered"},
      {"T WHERE pk = 'a' AND sk IN [1, 2]", "query a filtered"},
      {"T WHERE pk = 'a' AND NOT sk > 1", "query a filtered"},
      {"T WHERE pk IN ['b', 'a', 'b']", "query b; a"},
      {"T WHERE pk IN ['b', 'a'] AND sk > 1", "query b > 1; a > 1"},
      {"T WHERE pk = 'a' OR pk = 'b' AND x = 1", "query a; b filtered"},
      {"T WHERE (pk = 'a' OR pk = 'b') AND sk > 1", "query a > 1; b > 1"},
      {"T WHERE pk = 'a' AND (sk = 3 OR sk = 1)", "query a = 1; a = 3"},
      {"T WHERE pk = 'a' AND (sk > 5 OR sk = 5)", "query a = 5; a > 5"},
      {"T WHERE pk = 'a' AND (x = 1 OR x = 2)", "query a filtered"},
      {"T WHERE pk = 'a' AND (sk = 1 OR x = 2)", "query a filtered"},
      {"T WHERE pk = 'a' AND sk > 1 AND (sk < 5 OR x = 1)", "query a > 1 filtered"},
      {"T WHERE pk = 'a' OR pk = 'a' AND sk = 1", "query a"},
      {"T WHERE pk = 'a' AND NOT sk > 1 OR pk = 'a' AND sk > 5", "query a filtered"},
      {"\"T\".\"g\" WHERE x = 'a' AND y > 1", "query a > 1"},
      {"\"T\".\"g\" WHERE pk = 'a'", "scan everything filtered"},
      {"\"T\".\"l\" WHERE pk = 'a' AND y = 1", "query a = 1"},
  };
  for (const auto& [rest, expected] : plans) EXPECT_EQ(plan_text(rest), expected) << rest;
}

TEST(PartiqlSelectPlan, KeyOfAGet) {
  const auto plan = planned("T WHERE sk = 1 AND pk = 'a'");
  EXPECT_EQ(codec::decode_item(codec::ItemView(plan->key)), item({{"pk", S("a")}, {"sk", N("1")}}));
}

TEST(PartiqlSelectPlan, OverlappingRanges) {
  const std::string text =
      "Overlapping conditions with range keys are not supported in where clause";
  for (const char* where :
       {"pk = 'a' AND sk > 1 OR pk = 'a' AND sk > 5", "pk = 'a' AND sk = 1 OR pk = 'a' AND sk = 1",
        "pk = 'a' AND (sk <= 5 OR sk BETWEEN 5 AND 6)", "pk = 'a' AND (sk < 5 OR sk = 4)",
        "pk IN ['a', 'b'] AND sk > 1 OR pk = 'b' AND sk = 2"}) {
    EXPECT_EQ(fault_of_plan(std::string("T WHERE ") + where), text) << where;
  }
  for (const char* where :
       {"pk = 'a' AND sk > 1 OR pk = 'b' AND sk > 1", "pk = 'a' AND (sk < 5 OR sk >= 5)",
        "pk = 'a' AND (sk < 5 OR sk = 5)"}) {
    EXPECT_EQ(fault_of_plan(std::string("T WHERE ") + where), "") << where;
  }
}

TEST(PartiqlSelectPlan, BranchesAreBounded) {
  // 50 partitions times 300 sort keys, each with 400 more terms, were 6 million terms.
  std::string where = "T WHERE pk IN ['0'";
  for (int i = 1; i < 50; ++i) where += ", '" + std::to_string(i) + "'";
  where += "] AND (sk = 0";
  for (int i = 1; i < 300; ++i) where += " OR sk = " + std::to_string(i);
  where += ")";
  const auto few_terms = planned(where);
  EXPECT_EQ(few_terms->reads.size(), 50U * 300U);
  for (int i = 0; i < 400; ++i) where += " AND x = 1";
  const auto many_terms = planned(where);
  EXPECT_EQ(many_terms->reads.size(), 50U);
}

TEST(PartiqlSelectPlan, KeyValues) {
  const std::string type =
      "One or more parameter values were invalid: Condition parameter type does not match schema "
      "type";
  EXPECT_EQ(fault_of_plan("T WHERE pk = 1"), type);
  EXPECT_EQ(fault_of_plan("T WHERE pk IN ['a', 1]"), type);
  EXPECT_EQ(fault_of_plan("T WHERE pk = 'a' AND sk > '1'"), type);
  EXPECT_EQ(fault_of_plan("T WHERE pk = ''"),
            "One or more parameter values are not valid. The AttributeValue for a key attribute "
            "cannot contain an empty string value. Key: pk");
  std::string in = "T WHERE pk IN ['0'";
  for (int i = 1; i < 50; ++i) in += ", '" + std::to_string(i) + "'";
  EXPECT_EQ(fault_of_plan(in + "]"), "");
  EXPECT_EQ(fault_of_plan(in + ", 'x']"),
            "The IN operator is provided with too many operands; number of operands: 51");
}

TEST(PartiqlSelectPlan, Indexes) {
  const std::string unknown = "The table does not have the specified index";
  EXPECT_EQ(fault_of_plan("\"T\".\"nope\""), unknown);
  EXPECT_EQ(fault_of_plan("\"T\".\"T\""), unknown);
  EXPECT_EQ(fault_of_plan("\"T\".\"many\""),
            "PartiQL statements cannot be executed on tables with multi-attribute HASH keys or "
            "multi-attribute RANGE keys.");
  EXPECT_EQ(fault_of_plan("\"T\".\"g\"", true),
            "Strongly consistent read is not supported on Global Secondary Indexes");
  EXPECT_EQ(fault_of_plan("\"T\".\"l\"", true), "");
  EXPECT_EQ(*planned("\"T\".\"l\"")->index, 1U);
}

model::ApiResult<SelectPlan> planned_select(const std::string& text) {
  return plan_select(bound_as<BoundSelect>(text), table(), false);
}

TEST(PartiqlSelectPlan, WhatIndexesProject) {
  EXPECT_EQ(planned_select("SELECT a, x, b.c, a FROM \"T\".\"g\"").error().message,
            "One or more parameter values were invalid: Global secondary index g does not project "
            "[a, b]");
  EXPECT_FALSE(planned_select("SELECT pk, y FROM \"T\".\"g\"")->fetch_items);
  EXPECT_TRUE(planned_select("SELECT a FROM \"T\".\"l\"")->fetch_items);
  EXPECT_FALSE(planned_select("SELECT \"in\" FROM \"T\".\"l\"")->fetch_items);
  EXPECT_FALSE(planned_select("SELECT a FROM \"T\".\"all\"")->fetch_items);
  const std::string filter =
      "One or more parameter values were invalid: Secondary index g does not project one or more "
      "filter attributes: [a]";
  EXPECT_EQ(fault_of_plan("\"T\".\"g\" WHERE x = 'a' AND a = 1"), filter);
  EXPECT_EQ(fault_of_plan("\"T\".\"l\" WHERE pk = 'a' AND a = 1"),
            "One or more parameter values were invalid: Secondary index l does not project one or "
            "more filter attributes: [a]");
  EXPECT_EQ(fault_of_plan("\"T\".\"g\" WHERE a = 1"), "");
}

TEST(PartiqlSelectPlan, AScanOfALocalIndexFiltersWholeItemsButShowsEntries) {
  const auto plan = planned("\"T\".\"l\" WHERE a = 1");
  EXPECT_TRUE(plan->fetch_items);
  ASSERT_TRUE(plan->projection);
  EXPECT_EQ(plan->projection->paths().size(), 4U);
}

TEST(PartiqlSelectPlan, OrderBy) {
  EXPECT_EQ(fault_of_plan("T ORDER BY pk"),
            "Must have WHERE clause in the statement when using ORDER BY clause.");
  EXPECT_EQ(fault_of_plan("T WHERE pk = 'a' ORDER BY x"),
            "Attribute x in ORDER BY clause must be part of the primary key");
  EXPECT_EQ(fault_of_plan("T WHERE pk = 'a' ORDER BY sk.x[0]"),
            "Attribute sk.x[0] in ORDER BY clause must be part of the primary key");
  EXPECT_EQ(fault_of_plan("T WHERE x = 1 ORDER BY sk"),
            "Must have at least one non-optional hash key condition in WHERE clause when using "
            "ORDER BY clause.");
  EXPECT_EQ(fault_of_plan("T WHERE pk IN ['a', 'b'] ORDER BY sk"),
            "Must have hash key in ORDER BY clause when more than one hash key condition specified "
            "in WHERE clause.");
  EXPECT_EQ(plan_text("T WHERE pk = 'a' ORDER BY sk DESC"), "query backwards a");
  EXPECT_EQ(plan_text("T WHERE pk = 'a' ORDER BY pk DESC, sk"), "query a");
  EXPECT_EQ(plan_text("T WHERE pk IN ['b', 'c', 'a'] ORDER BY pk"), "query a; b; c");
  EXPECT_EQ(plan_text("T WHERE pk IN ['b', 'c', 'a'] ORDER BY pk DESC, sk DESC"),
            "query backwards c; b; a");
  EXPECT_EQ(plan_text("T WHERE pk = 'a' AND (sk = 1 OR sk = 2) ORDER BY sk DESC"),
            "query backwards a = 2; a = 1");
  EXPECT_EQ(plan_text("\"T\".\"g\" WHERE x = 'a' ORDER BY y DESC"), "query backwards a");
}

const model::KeyAttributes& item_key() {
  static const model::KeyAttributes attributes = {
      {"pk", model::AttributeType::S, model::KeyType::HASH},
      {"sk", model::AttributeType::N, model::KeyType::RANGE}};
  return attributes;
}

TEST(PartiqlItemSelect, OneItemOfTheTable) {
  const auto plan = plan_item_select(
      bound_as<BoundSelect>("SELECT x FROM T WHERE sk = 1 AND x > 2 AND pk = 'a'"), item_key());
  ASSERT_TRUE(plan.has_value());
  ASSERT_TRUE(plan->has_value());
  EXPECT_EQ(codec::decode_item(codec::ItemView((*plan)->key)),
            item({{"pk", S("a")}, {"sk", N("1")}}));
  ASSERT_TRUE((*plan)->filter.has_value());
  const auto passes = [&](const char* x) {
    const std::string encoded = codec::encode_item(item({{"x", N(x)}}));
    return (*plan)->filter->evaluate(codec::ItemView(encoded));
  };
  EXPECT_TRUE(passes("3"));
  EXPECT_FALSE(passes("2"));
  for (const char* text :
       {"SELECT * FROM T", "SELECT * FROM T WHERE pk = 'a'",
        "SELECT * FROM T WHERE pk = 'a' AND sk > 1", "SELECT * FROM T WHERE pk IN ['a'] AND sk = 1",
        "SELECT * FROM \"T\".\"I\" WHERE pk = 'a' AND sk = 1"}) {
    const auto none = plan_item_select(bound_as<BoundSelect>(text), item_key());
    ASSERT_TRUE(none.has_value()) << text;
    EXPECT_FALSE(none->has_value()) << text;
  }
}

TEST(PartiqlItemSelect, OrderByKeyAttributes) {
  const std::string text = "SELECT * FROM T WHERE pk = 'a' AND sk = 1 ORDER BY ";
  const auto fine = plan_item_select(bound_as<BoundSelect>(text + "sk DESC, pk"), item_key());
  ASSERT_TRUE(fine.has_value());
  EXPECT_FALSE((*fine)->filter.has_value());
  const auto refused = plan_item_select(bound_as<BoundSelect>(text + "pk, m.x"), item_key());
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().message,
            "Attribute m.x in ORDER BY clause must be part of the primary key");
}

}  // namespace
}  // namespace dynarocks::partiql
