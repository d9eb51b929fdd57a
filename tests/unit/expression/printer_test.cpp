#include "expression/printer.h"

#include <gtest/gtest.h>

#include <string>

#include "expression/condition_parser.h"
#include "expression/update_parser.h"

namespace dynarocks::expression {
namespace {

std::string reprinted_condition(std::string_view text) {
  return print(parse_condition(text).value().condition);
}

std::string reprinted_update(std::string_view text) {
  return print(parse_update(text).value().update);
}

TEST(Printer, KeepsOnlyTheParenthesesATreeNeeds) {
  EXPECT_EQ(reprinted_condition("(a=:v)and((b.c[0])<>#d)"), "a = :v AND b.c[0] <> #d");
  EXPECT_EQ(reprinted_condition("a=:v AND (b=:v OR NOT (c=:v AND d=:v))"),
            "a = :v AND (b = :v OR NOT (c = :v AND d = :v))");
  EXPECT_EQ(reprinted_condition("(a=:v AND b=:v) OR c=:v"), "a = :v AND b = :v OR c = :v");
  EXPECT_EQ(reprinted_condition("(a=:v AND b=:v) AND c=:v"), "(a = :v AND b = :v) AND c = :v");
  EXPECT_EQ(reprinted_condition("not not a between :x and :y or size(a) in(:x,:y)"),
            "NOT NOT a BETWEEN :x AND :y OR size(a) IN (:x, :y)");
  EXPECT_EQ(reprinted_condition("(begins_with ( a , :v ))"), "begins_with(a, :v)");
}

TEST(Printer, Updates) {
  EXPECT_EQ(reprinted_update("set a=(b+:v),c=if_not_exists(c,:v)remove d[1],e add f:v delete g :v"),
            "SET a = b + :v, c = if_not_exists(c, :v) REMOVE d[1], e ADD f :v DELETE g :v");
  EXPECT_EQ(reprinted_update("SET a = ((b)) - (c)"), "SET a = b - c");
}

}  // namespace
}  // namespace dynarocks::expression
