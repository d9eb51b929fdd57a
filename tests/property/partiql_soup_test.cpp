// Whatever the text, it keeps the laws of partiql_laws.h: it is answered with a plan or with a
// ValidationException, to begin with.

#include <gtest/gtest.h>

#include <string>

#include "partiql_laws.h"
#include "partiql_random.h"

namespace dynarocks::partiql {
namespace {

/// Answers whether the statement could be bound.
bool run(const std::string& text) {
  const testing::LawCheck check(text);
  EXPECT_EQ(check.broken(), "");
  return check.bound();
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
  for (int i = 0; i < 50'000; ++i) bound += run(soup(random)) ? 1 : 0;
  EXPECT_GT(bound, 100);
}

TEST(PartiqlSoup, TreesAreAlwaysAnswered) {
  testing::RandomStatement random(4);
  int bound = 0;
  for (int i = 0; i < 5'000; ++i) bound += run(print(random.statement())) ? 1 : 0;
  EXPECT_GT(bound, 100);
}

TEST(PartiqlSoup, BytesAreAlwaysAnswered) {
  testing::RandomStatement random(6);
  for (int i = 0; i < 20'000; ++i) {
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
