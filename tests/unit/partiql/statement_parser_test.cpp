#include "partiql/statement_parser.h"

#include <gtest/gtest.h>

#include "partiql/printer.h"

namespace dynarocks::partiql {
namespace {

/// The statement as it is printed, or the message it is refused with.
std::string parsed(std::string_view text) {
  const auto statement = parse_statement(text);
  if (!statement) {
    EXPECT_EQ(statement.error().code, model::ErrorCode::validation);
    return statement.error().message;
  }
  return print(*statement);
}

std::string not_well_formed(const std::string& why) {
  return "Statement wasn't well formed, can't be processed: " + why;
}

struct Pair {
  const char* text;
  const char* expected;
};

TEST(PartiqlParser, Select) {
  const Pair pairs[] = {
      {"select * from T;", "SELECT * FROM T"},
      {"SELECT a, b.c[0].\"d e\" FROM \"T\".\"I\" WHERE a = 'x'",
       "SELECT a, b.c[0].\"d e\" FROM \"T\".\"I\" WHERE a = 'x'"},
      {"SELECT * FROM T WHERE (a = 1 OR b = 2) AND NOT c != ?",
       "SELECT * FROM T WHERE (a = 1 OR b = 2) AND NOT c <> ?"},
      {"SELECT * FROM T WHERE NOT a = 1 AND b = 2", "SELECT * FROM T WHERE NOT a = 1 AND b = 2"},
      {"SELECT * FROM T WHERE a between -1 and +2.5 or b not between 1 and 2",
       "SELECT * FROM T WHERE a BETWEEN -1 AND 2.5 OR b NOT BETWEEN 1 AND 2"},
      {"SELECT * FROM T WHERE a in [1, 'x'] and b in (1) and c not in (1, 2)",
       "SELECT * FROM T WHERE a IN [1, 'x'] AND b IN [1] AND c NOT IN [1, 2]"},
      {"SELECT * FROM T WHERE a is missing and b is not null and c is double precision",
       "SELECT * FROM T WHERE a IS MISSING AND b IS NOT NULL AND c IS DOUBLE PRECISION"},
      {"SELECT * FROM T WHERE Begins_With(\"a\", 'x') = TRUE and SIZE(\"inner\") > 3",
       "SELECT * FROM T WHERE begins_with(a, 'x') = TRUE AND size(\"inner\") > 3"},
      {"SELECT * FROM T WHERE a = [1, [], {}, {'k': <<'x'>>, 'l': NULL}]",
       "SELECT * FROM T WHERE a = [1, [], {}, {'k': <<'x'>>, 'l': NULL}]"},
      {"SELECT * FROM T WHERE a = 1 ORDER BY a DESC, b ASC, c",
       "SELECT * FROM T WHERE a = 1 ORDER BY a DESC, b, c"},
      {"EXISTS(SELECT * FROM T WHERE a = 1)", "EXISTS(SELECT * FROM T WHERE a = 1)"},
  };
  for (const Pair& pair : pairs) EXPECT_EQ(parsed(pair.text), pair.expected);
}

TEST(PartiqlParser, Writes) {
  const Pair pairs[] = {
      {"insert into \"T\" value {'a': 'it''s', 'b': ?}",
       "INSERT INTO \"T\" VALUE {'a': 'it''s', 'b': ?}"},
      {"UPDATE T SET a = 1, b.c = b.c + ? REMOVE d[0] REMOVE e WHERE k = 1 RETURNING ALL OLD *",
       "UPDATE T SET a = 1 SET b.c = b.c + ? REMOVE d[0] REMOVE e WHERE k = 1 RETURNING ALL OLD *"},
      {"UPDATE T SET s = set_add(s, <<1>>) SET l = list_append(l, ?) WHERE k = 1 returning "
       "modified "
       "new *",
       "UPDATE T SET s = set_add(s, <<1>>) SET l = list_append(l, ?) WHERE k = 1 RETURNING "
       "MODIFIED "
       "NEW *"},
      {"FROM T WHERE k = ? SET a = ?", "FROM T WHERE k = ? SET a = ?"},
      {"FROM T REMOVE a", "FROM T REMOVE a"},
      {"DELETE FROM T WHERE k = 1 RETURNING MODIFIED OLD *",
       "DELETE FROM T WHERE k = 1 RETURNING MODIFIED OLD *"},
  };
  for (const Pair& pair : pairs) EXPECT_EQ(parsed(pair.text), pair.expected);
}

TEST(PartiqlParser, ParametersCountFromLeftToRight) {
  const auto statement = parse_statement("FROM T WHERE k = ? SET a = ?");
  ASSERT_TRUE(statement.has_value());
  EXPECT_EQ(statement->parameter_count, 2U);
  const auto& update = std::get<ast::Update>(statement->node);
  EXPECT_EQ(update.where->children[1].ordinal, 0U);
  EXPECT_EQ(update.actions[0].value->ordinal, 1U);
}

TEST(PartiqlParser, WhatIsNotWellFormed) {
  const Pair pairs[] = {
      {"FOO", "Expected data manipulation"},
      {"SELEC * FROM T", "Expected data manipulation"},
      {"UPSERT INTO T VALUE {}", "Expected data manipulation"},
      {"FROM T", "Expected data manipulation"},
      {"UPDATE T WHERE a = 1", "Expected data manipulation"},
      {"", "Unexpected term"},
      {" -- nothing", "Unexpected term"},
      {"SELECT * FROM T WHERE a = 1 )", "Unexpected token after expression"},
      {"DELETE FROM T WHERE a = 1 ORDER BY a", "Unexpected token after expression"},
      {"SELECT * FROM T ORDER BY a WHERE a = 1", "Unexpected token after expression"},
      {"FROM T SET a = 1 WHERE k = 1", "Unexpected token after expression"},
      {"INSERT INTO T t VALUE {'a': 1}", "Unexpected token after expression"},
      {"INSERT INTO T AS t VALUE {'a': 1}", "Unexpected token after expression"},
      {"UPDATE T REMOVE a, b WHERE k = 1", "Unexpected token after expression"},
      {"SELECT * FROM T; SELECT * FROM T",
       "Unexpected token after semicolon. (Only one query is allowed.)"},
      {"SELECT * FROM T WHERE", "Unexpected term"},
      {"SELECT * FROM T WHERE NOT", "Unexpected term"},
      {"SELECT * FROM T WHERE (", "Unexpected term"},
      {"SELECT * FROM", "Unexpected term"},
      {"SELECT * FROM T WHERE a IN ()", "Unexpected term"},
      {"SELECT * FROM T WHERE a = 1 AND", "Missing right-hand side expression of infix operator"},
      {"SELECT * FROM T WHERE a = 1 OR", "Missing right-hand side expression of infix operator"},
      {"SELECT * FROM T WHERE a =", "Missing right-hand side expression of infix operator"},
      {"SELECT * FROM T WHERE a = ;", "Unexpected term"},
      {"SELECT * FROM T WHERE ORDER BY a", "Unexpected keyword"},
      {"SELECT * FROM T WHERE IS NULL", "Unexpected operator"},
      {"SELECT * FROM T WHERE a = LIKE", "Unexpected operator"},
      {"SELECT * FROM T WHERE a IN NOT b", "Unexpected operator"},
      {"SELECT * FROM T WHERE m.inner = 1", "Invalid path dot component"},
      {"SELECT * FROM T WHERE a BETWEEN 1", "Expected AND keyword"},
      {"SELECT * FROM T WHERE a IS FOO", "Expected type name"},
      {"SELECT * FROM T WHERE a IS", "Expected type name"},
      {"SELECT * FROM T WHERE (a = 1", "Expected RIGHT_PAREN"},
      {"SELECT * FROM T WHERE a = [1", "Expected RIGHT_BRACKET"},
      {"SELECT * FROM T WHERE a = <<1", "Expected RIGHT_DOUBLE_ANGLE_BRACKET"},
      {"SELECT * FROM T WHERE a = {'b': 1", "Expected RIGHT_CURLY"},
      {"SELECT * FROM T WHERE a = {'b', 1}", "Expected COLON"},
      {"SELECT *, a FROM T",
       "Other expressions may not be present in the select list when '*' is used without dot "
       "notation."},
      {"SELECT a", "Expected FROM after SELECT list"},
      {"SELECT * FROM T AS", "Expected identifier for alias"},
      {"DELETE FROM", "Expected identifier for simple path"},
      {"DELETE T", "Expected FROM keyword"},
      {"INSERT T VALUE {}", "Unexpected keyword"},
      {"UPDATE T SET a.* = 1", "Invalid path dot component for simple path"},
      {"UPDATE T SET a[b] = 1", "Invalid path component for simple path"},
      {"UPDATE T SET a", "Expected '=' for assignment"},
      {"DELETE FROM T RETURNING OLD", "Expected ALL keyword"},
      {"DELETE FROM T RETURNING ALL", "Expected OLD keyword"},
      {"DELETE FROM T RETURNING ALL OLD a", "Expected STAR"},
      {"EXISTS(a)", "Expected SELECT keyword"},
      {"SELECT * FROM T WHERE a = 'x", ""},
      {"SELECT * FROM T # comment", ""},
      {"SELECT * FROM T /* comment", ""},
      {"SELECT * FROM T WHERE a = 1e2147483648", ""},
  };
  for (const Pair& pair : pairs) {
    EXPECT_EQ(parsed(pair.text), not_well_formed(pair.expected)) << pair.text;
  }
}

TEST(PartiqlParser, WhatIsWellFormedButNotSupported) {
  const Pair pairs[] = {
      {"x IS INT4", "Unsupported operation: IsType"},
      {"x IS NOT NULL", "Unsupported operation: IsType"},
      {"INSERT INTO T {'a': 1}", "Unsupported operation: Insert"},
      {"SELECT * FROM T t", "Aliasing is not supported"},
      {"SELECT a AS b FROM T", "Aliasing is not supported"},
      {"UPDATE T AS t SET a = 1 WHERE k = 1", "Aliasing is not supported"},
      {"DELETE FROM T t WHERE k = 1", "Aliasing is not supported"},
      {"SELECT * FROM a.b.c", "A path may contain at most 2 components in the FROM clause"},
      {"SELECT * FROM 'T'", "Unexpected from source at 1:15:3"},
      {"SELECT * FROM T[0]", "Unexpected path component at 1:17:1"},
      {"SELECT * FROM T, U u", "Only select from a single table or index is supported."},
      {"SELECT * FROM T LEFT OUTER JOIN U ON a = b",
       "Only select from a single table or index is supported."},
      {"UPDATE T, U SET a = 1",
       "FROM clause may only contain a single table name in data manipulation statements at 1:8:1"},
      {"FROM T, U SET a = 1",
       "FROM clause may only contain a single table name in data manipulation statements at 1:6:1"},
      {"SELECT * FROM T LIMIT 5", "Unsupported clause: LIMIT at 1:17:5"},
      {"SELECT * FROM T GROUP BY a", "Unsupported clause: GROUP BY at 1:17:5"},
      {"SELECT DISTINCT a FROM T", "Unsupported clause: DISTINCT at 1:8:8"},
  };
  for (const Pair& pair : pairs) EXPECT_EQ(parsed(pair.text), pair.expected) << pair.text;
  // Syntax comes first, whatever else is wrong.
  EXPECT_EQ(parsed("SELECT a AS b FROM T WHERE"), not_well_formed("Unexpected term"));
}

TEST(PartiqlParser, NestingIsBounded) {
  const std::string too_deep = not_well_formed("The statement is nested too deeply");
  for (const auto& [open, close] : {std::pair("(", ")"), std::pair("[", "]"), std::pair("NOT ", ""),
                                    std::pair("- ", ""), std::pair("{'a':", "}")}) {
    const auto nested = [&, begin = open, end = close](int levels) {
      std::string text = "SELECT * FROM T WHERE a = ";
      for (int i = 0; i < levels; ++i) text += begin;
      text += '1';
      for (int i = 0; i < levels; ++i) text += end;
      return text;
    };
    EXPECT_NE(parsed(nested(100)), too_deep) << open;
    EXPECT_EQ(parsed(nested(1500)), too_deep) << open;
  }
  std::string sum = "UPDATE T SET a = 1";
  for (int i = 0; i < 2000; ++i) sum += " + 1";
  EXPECT_EQ(parsed(sum), too_deep);
}

TEST(PartiqlParser, RowsOfTermsAreNoNesting) {
  std::string text = "SELECT * FROM T WHERE a = 0";
  for (int i = 0; i < 400; ++i) text += " OR a = 1";
  EXPECT_EQ(parsed(text), text);
}

}  // namespace
}  // namespace dynarocks::partiql
