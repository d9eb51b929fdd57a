// Law: whatever the text, it is answered: with a plan or with a ValidationException.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "codec/item_codec.h"
#include "partiql/printer.h"
#include "partiql/select_planner.h"
#include "partiql/statement_parser.h"
#include "partiql/write_planner.h"
#include "partiql_random.h"

namespace dynarocks::partiql {
namespace {

template <class T>
void expect_answer(const model::ApiResult<T>& result, const std::string& text) {
  if (result) return;
  ASSERT_EQ(result.error().code, model::ErrorCode::validation) << text;
  ASSERT_FALSE(result.error().message.empty()) << text;
}

struct Planner {
  const TargetTable& table;
  const std::string& text;
  codec::ItemView item;

  void operator()(const BoundSelect& select) const {
    const auto plan = plan_select(select, table, false);
    expect_answer(plan, text);
    if (!plan) return;
    for (const PlannedRead& read : plan->reads) {
      if (read.filter) static_cast<void>(read.filter->evaluate(item));
    }
    if (plan->projection) {
      ASSERT_TRUE(codec::is_well_formed_item(plan->projection->apply(item))) << text;
    }
  }
  void operator()(const BoundInsert& insert) const {
    ASSERT_TRUE(codec::is_well_formed_item(insert.item)) << text;
  }
  void operator()(const BoundModification& modification) const {
    const auto plan = plan_modification(modification, table.key);
    expect_answer(plan, text);
    if (!plan) return;
    ASSERT_TRUE(codec::is_well_formed_item(plan->key)) << text;
    if (plan->condition) static_cast<void>(plan->condition->evaluate(item));
    if (!modification.update) return;
    const auto updated = modification.update->apply(codec::decode_item(item), true);
    expect_answer(updated, text);
    if (updated) {
      ASSERT_TRUE(codec::is_well_formed_item(codec::encode_item(*updated))) << text;
    }
  }
  void operator()(const BoundExists& exists) const {
    expect_answer(plan_exists(exists, table.key), text);
  }
};

/// Answers whether the statement could be bound.
bool run(const std::string& text) {
  static const TargetTable table{
      {{"a", model::AttributeType::S, model::KeyType::HASH},
       {"b", model::AttributeType::N, model::KeyType::RANGE}},
      {{"I", true, {{"c", model::AttributeType::S, model::KeyType::HASH}}, std::nullopt}}};
  static const std::string item = [] {
    model::AttributeMap map;
    map.set("a", model::AttributeValue(std::string("x")));
    map.set("b", model::AttributeValue(model::Number::from_int(1)));
    map.set("s", model::AttributeValue(model::StringSet{{"p"}}));
    map.set("l", model::AttributeValue(model::List{model::AttributeValue(true)}));
    return codec::encode_item(map);
  }();
  const auto statement = parse_statement(text);
  expect_answer(statement, text);
  if (!statement) return false;
  const auto again = parse_statement(print(*statement));
  EXPECT_TRUE(again.has_value() && *again == *statement) << text << "\n" << print(*statement);
  std::vector<model::ApiResult<std::string>> parameters(
      statement->parameter_count,
      codec::encode_value(model::AttributeValue(model::Number::from_int(1))));
  const auto bound = bind_statement(*statement, parameters);
  expect_answer(bound, text);
  if (!bound) return false;
  std::visit(Planner{table, text, codec::ItemView(item)}, *bound);
  return true;
}

std::string soup(testing::RandomStatement& random) {
  static const char* const pieces[] = {"SELECT",
                                       "*",
                                       "FROM",
                                       "WHERE",
                                       "INSERT",
                                       "INTO",
                                       "VALUE",
                                       "UPDATE",
                                       "SET",
                                       "REMOVE",
                                       "DELETE",
                                       "RETURNING",
                                       "ALL",
                                       "OLD",
                                       "ORDER BY",
                                       "DESC",
                                       "EXISTS(",
                                       "a",
                                       "b",
                                       "\"s\"",
                                       "l[0]",
                                       "T",
                                       "\"T\".\"I\"",
                                       ".",
                                       ",",
                                       "(",
                                       ")",
                                       "[",
                                       "]",
                                       "{",
                                       "}",
                                       "<<",
                                       ">>",
                                       ":",
                                       ";",
                                       "?",
                                       "=",
                                       "<>",
                                       "<",
                                       ">=",
                                       "+",
                                       "-",
                                       "AND",
                                       "OR",
                                       "NOT",
                                       "IN",
                                       "BETWEEN",
                                       "IS",
                                       "MISSING",
                                       "NULL",
                                       "INT4",
                                       "LIKE",
                                       "'x'",
                                       "1",
                                       "-2.5e3",
                                       "'",
                                       "\"",
                                       "/*",
                                       "--",
                                       "#",
                                       "\n",
                                       "é",
                                       "\xff",
                                       "size(",
                                       "set_add(",
                                       "begins_with(",
                                       "TRUE",
                                       "SELECT * FROM T WHERE a = 'x'",
                                       "AND b = 1",
                                       "OR b > 2",
                                       "INSERT INTO T VALUE {'a': 'x'}",
                                       "UPDATE T SET",
                                       "WHERE a = 'x' AND b = ?",
                                       "s = set_add(s, <<'q'>>)",
                                       "FROM T WHERE a = 'x'"};
  std::string text;
  const std::size_t count = random.below(14) + 1;
  for (std::size_t i = 0; i < count; ++i) {
    text += random.pick(pieces);
    if (!random.chance(6)) text += ' ';
  }
  return text;
}

TEST(PartiqlSoup, PiecesAreAlwaysAnswered) {
  testing::RandomStatement random(3);
  int bound = 0;
  for (int i = 0; i < 100'000; ++i) bound += run(soup(random)) ? 1 : 0;
  EXPECT_GT(bound, 100);
}

TEST(PartiqlSoup, TreesAreAlwaysAnswered) {
  testing::RandomStatement random(4);
  int bound = 0;
  for (int i = 0; i < 20'000; ++i) bound += run(print(random.statement())) ? 1 : 0;
  EXPECT_GT(bound, 100);
}

TEST(PartiqlSoup, BytesAreAlwaysAnswered) {
  testing::RandomStatement random(6);
  for (int i = 0; i < 50'000; ++i) {
    std::string text = print(random.statement());
    // A few bytes of a good statement become others.
    for (int j = 0; j < 3; ++j) {
      text[random.below(text.size())] = static_cast<char>(random.below(256));
    }
    run(text);
  }
}

}  // namespace
}  // namespace dynarocks::partiql
