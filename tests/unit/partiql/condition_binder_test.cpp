#include "partiql/condition_binder.h"

#include <gtest/gtest.h>

#include "partiql_fixture.h"

namespace dynarocks::partiql {
namespace {

using namespace testing;

Item sample() {
  return item({{"a", S("x")},
               {"n", N("5")},
               {"l", L({N("1"), N("2")})},
               {"m", M({{"b", N("1")}})},
               {"s", SS({"p", "q"})},
               {"ns", NS({"1", "2"})},
               {"t", Bool(true)},
               {"z", Null()},
               {"bin", B("ab")}});
}

void expect_truth(std::initializer_list<std::pair<const char*, bool>> conditions) {
  for (const auto& [where, expected] : conditions) {
    EXPECT_EQ(holds(where, sample()), expected) << where;
  }
}

TEST(PartiqlCondition, Comparisons) {
  expect_truth({{"n = 5.0", true},
                {"5 = n", true},
                {"n = '5'", false},
                {"a = 'x'", true},
                {"A = 'x'", false},
                {"\"a\" = 'x'", true},
                {"s = <<'q', 'p'>>", true},
                {"l = [1, 2]", true},
                {"l = [2, 1]", false},
                {"m = {'b': 1}", true},
                {"m.b < n", true},
                {"l[1] = 2", true},
                {"z = NULL", true},
                {"n > 4 AND n >= 5 AND n < 6 AND n <= 5", true},
                {"n BETWEEN 5 AND 5", true},
                {"n NOT BETWEEN 1 AND 4", true},
                {"a < 6", false},
                {"n = 1 OR a = 'x' AND n = 5", true},
                {"NOT n = 5", false}});
}

TEST(PartiqlCondition, MissingAttributes) {
  expect_truth({{"nope = 1", false},
                {"NOT nope = 1", true},
                {"nope <> 1", false},
                {"NOT nope <> 1", true},
                {"nope <> n", false},
                {"n <> nope", false},
                {"n <> 4", true},
                {"n <> '5'", true},
                {"n <> 5", false},
                {"size(n) <> 1", false},
                {"size(l) <> 1", true},
                {"nope > 1", false},
                {"nope BETWEEN 1 AND 2", false},
                {"nope NOT BETWEEN 1 AND 2", true},
                {"nope IN [1]", false},
                {"nope NOT IN [1]", true},
                {"nope IS MISSING", true},
                {"nope IS NOT MISSING", false},
                {"z IS MISSING", false},
                {"m.c IS MISSING", true},
                {"nope IS NULL", false},
                {"nope IS NOT NULL", true}});
}

TEST(PartiqlCondition, Types) {
  expect_truth({{"z IS NULL", true},
                {"n IS NULL", false},
                {"n IS INT4", true},
                {"n IS double precision", true},
                {"a IS CHARACTER VARYING", true},
                {"a IS STRING", true},
                {"a IS INT", false},
                {"t IS BOOL", true},
                {"bin IS BLOB", true},
                {"l IS LIST", true},
                {"m IS STRUCT", true},
                {"s IS BAG", true},
                {"ns IS BAG", true},
                {"l IS BAG", false},
                {"n IS NOT STRING", true},
                {"nope IS STRING", false}});
}

TEST(PartiqlCondition, Functions) {
  expect_truth({{"begins_with(a, 'x')", true},
                {"BEGINS_WITH(a, 'y') = false", true},
                {"TRUE = contains(s, 'p')", true},
                {"contains(l, 3)", false},
                {"attribute_type(n, 'N')", true},
                {"attribute_exists(m.b)", true},
                {"attribute_exists(m.c) = TRUE", false},
                {"attribute_exists(m.c) = FALSE", true},
                {"attribute_not_exists(nope)", true},
                {"size(l) = 2", true},
                {"size(a) BETWEEN 1 AND 2", true},
                {"NOT begins_with(nope, 'x')", true}});
  EXPECT_TRUE(holds("attribute_exists(a) = ?", sample(), {Bool(true)}));
  EXPECT_TRUE(holds("? = attribute_exists(nope)", sample(), {Bool(false)}));
  EXPECT_EQ(fault_of("SELECT * FROM T WHERE attribute_exists(a) = ?", {N("1")}),
            "Incorrect operand type for operator or function; operator or function: =, operand "
            "type: N");
}

TEST(PartiqlCondition, Lists) {
  expect_truth({{"n IN [1, 5]", true},
                {"n IN (1, 5)", true},
                {"n IN ['5']", false},
                {"a IN ['y', n, 'x']", true},
                {"n NOT IN [5]", false}});
  EXPECT_TRUE(holds("n IN [?, ?]", sample(), {N("4"), N("5")}));
  const auto in = [](int values) {
    std::string text = "SELECT * FROM T WHERE a IN [0";
    for (int i = 1; i < values; ++i) text += ", " + std::to_string(i);
    return text + "]";
  };
  EXPECT_EQ(fault_of(in(100)), "");
  EXPECT_EQ(fault_of(in(101)),
            "The IN operator is provided with too many operands; number of operands: 101");
}

TEST(PartiqlCondition, OperandTypes) {
  const std::string wrong =
      "Incorrect operand type for operator or function; operator or function: ";
  EXPECT_EQ(fault_of("SELECT * FROM T WHERE a < TRUE"), wrong + "<, operand type: BOOL");
  EXPECT_EQ(fault_of("SELECT * FROM T WHERE a >= ?", {L({})}), wrong + ">=, operand type: L");
  EXPECT_EQ(fault_of("SELECT * FROM T WHERE a BETWEEN NULL AND 1"),
            wrong + "BETWEEN, operand type: NULL");
  EXPECT_EQ(fault_of("SELECT * FROM T WHERE begins_with(a, 1)"),
            wrong + "begins_with, operand type: N");
  // The first problem in document order wins.
  EXPECT_EQ(fault_of("SELECT * FROM T WHERE a < TRUE AND b = <<>>"),
            wrong + "<, operand type: BOOL");
  EXPECT_EQ(fault_of("SELECT * FROM T WHERE b = <<>> AND a < TRUE"),
            "Empty bags are not supported");
}

}  // namespace
}  // namespace dynarocks::partiql
