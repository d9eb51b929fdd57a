// That what is printed means the same is a property test; here are the cases it was wrong about.
#include "partiql/printer.h"

#include <gtest/gtest.h>

#include <string>

#include "partiql/statement_parser.h"

namespace dynarocks::partiql {
namespace {

std::string printed_where(const std::string& where) {
  const auto statement = parse_statement("SELECT * FROM T WHERE " + where);
  if (!statement) return statement.error().message;
  const std::string text = print(*statement);
  const auto again = parse_statement(text);
  EXPECT_TRUE(again && *again == *statement) << text;
  return text.substr(std::string("SELECT * FROM T WHERE ").size());
}

TEST(PartiqlPrinter, PathsThatBeginWithNumbers) {
  // In parentheses the first would be a list: a IN (4), and something after it.
  EXPECT_EQ(printed_where("a IN 4['b']"), "a IN 4 ['b']");
  EXPECT_EQ(printed_where("a IN 4 .b"), "a IN 4 .b");
  EXPECT_EQ(printed_where("(-4)['b'] = -4['b']"), "(-4) ['b'] = -4 ['b']");
}

TEST(PartiqlPrinter, WhatIsInIsNoList) {
  // What follows IN must not begin with a parenthesis.
  EXPECT_EQ(printed_where("a IN b - c - d"), "a IN b - c - d");
  EXPECT_EQ(printed_where("a IN b < c NOT BETWEEN d AND e < f"),
            "a IN b < c NOT BETWEEN d AND e < f");
  EXPECT_EQ(printed_where("a IN - - b"), "a IN - -b");
}

TEST(PartiqlPrinter, ParenthesesThatAreNeeded) {
  EXPECT_EQ(printed_where("a - (b - c) = d OR (e OR f)"), "a - (b - c) = d OR (e OR f)");
  EXPECT_EQ(printed_where("(a AND b) AND c"), "(a AND b) AND c");
  EXPECT_EQ(printed_where("(NOT a) = (NOT b = c)"), "(NOT a) = (NOT b = c)");
  EXPECT_EQ(printed_where("(a = b) < c"), "(a = b) < c");
}

TEST(PartiqlPrinter, NotInside) {
  EXPECT_EQ(printed_where("NOT a IN [b] AND NOT a LIKE b"), "a NOT IN [b] AND a NOT LIKE b");
  EXPECT_EQ(printed_where("NOT NOT a IS NULL"), "NOT a IS NOT NULL");
}

TEST(PartiqlPrinter, RowsOfOperatorsAreNotNestedDeeper) {
  std::string signs;
  std::string row = "a";
  for (int i = 0; i < 100; ++i) {
    signs += "- ";
    row += " NOT IN b";
  }
  EXPECT_EQ(printed_where(signs + "a"), signs.substr(0, signs.size() - 1) + "a");
  EXPECT_EQ(printed_where(row), row);
}

}  // namespace
}  // namespace dynarocks::partiql
