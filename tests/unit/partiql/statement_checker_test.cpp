#include "partiql/statement_checker.h"

#include <gtest/gtest.h>

#include "partiql_fixture.h"

namespace dynarocks::partiql {
namespace {

using testing::fault_of;
using testing::N;

struct Pair {
  const char* text;
  const char* fault;
};

void expect_faults(std::initializer_list<Pair> pairs) {
  for (const Pair& pair : pairs) EXPECT_EQ(fault_of(pair.text), pair.fault) << pair.text;
}

TEST(PartiqlChecker, ProjectionsArePaths) {
  expect_faults(
      {{"SELECT attribute_exists(x) FROM T", "Unexpected path component at 1:8:16"},
       {"SELECT COUNT(*) FROM T", "Unexpected path component at 1:8:5"},
       {"SELECT a, 1 FROM T", "Unexpected path component at 1:11:1"},
       {"SELECT a.* FROM T", "Unexpected path component at 1:10:1"},
       {"SELECT a['b'] FROM T", "Unexpected path component at 1:10:3"},
       {"SELECT a[-1] FROM T", "Unexpected path component at 1:11:1"},
       {"SELECT a[99999999999] FROM T",
        "List index is not within the allowable range; index: [99999999999]"},
       {"SELECT * FROM T WHERE a = 1 ORDER BY size(a)", "Unexpected path component at 1:38:4"}});
  std::string deep = "a";
  for (int i = 0; i < 32; ++i) deep += "[0]";
  EXPECT_EQ(fault_of("SELECT " + deep + " FROM T"),
            "The document path has too many nesting levels; nesting levels: 33");
}

TEST(PartiqlChecker, Functions) {
  expect_faults(
      {{"SELECT * FROM T WHERE EXISTS(a)", "Unrecognized function: exists at 1:23:6"},
       {"SELECT * FROM T WHERE set_add(a, 1)", "Unrecognized function: set_add at 1:23:7"},
       {"SELECT * FROM T WHERE a = 1 AND\n list_append(a, b)",
        "Unrecognized function: list_append at 2:2:11"},
       {"SELECT * FROM T WHERE f(a) = 1", "Unrecognized function: f at 1:23:1"},
       {"UPDATE T SET a = if_not_exists(a, 1) WHERE k = 1",
        "Unrecognized function: if_not_exists at 1:18:13"},
       {"UPDATE T SET a = 1 + size(b) WHERE k = 1", "Unrecognized function: size at 1:22:4"},
       {"SELECT * FROM T WHERE attribute_exists('a')",
        "Operator or function requires a document path; operator or function: attribute_exists"},
       {"SELECT * FROM T WHERE begins_with('a', b)",
        "Operator or function requires a document path; operator or function: begins_with"},
       {"SELECT * FROM T WHERE 1 IS NULL",
        "Operator or function requires a document path; operator or function: IS"},
       {"SELECT * FROM T WHERE attribute_exists()",
        "Incorrect number of operands for operator or function; operator or function: "
        "attribute_exists, number of operands: 0"},
       {"SELECT * FROM T WHERE size(a, b) = 1",
        "Incorrect number of operands for operator or function; operator or function: size, number "
        "of operands: 2"},
       {"SELECT * FROM T WHERE size(a)",
        "The function is not allowed to be used this way in an expression; function: size"},
       {"SELECT * FROM T WHERE contains(a, 'x') > 1",
        "The function is not allowed to be used this way in an expression; function: contains"}});
}

TEST(PartiqlChecker, OperationsNoConditionHas) {
  expect_faults({{"SELECT * FROM T WHERE a", "Unsupported operation: Id"},
                 {"SELECT * FROM T WHERE TRUE", "Unsupported operation: Lit"},
                 {"SELECT * FROM T WHERE ?", "Unsupported operation: Parameter"},
                 {"SELECT * FROM T WHERE a LIKE 'x'", "Unsupported operation: Like"},
                 {"SELECT * FROM T WHERE a = b + 1", "Unsupported operation: Plus"},
                 {"SELECT * FROM T WHERE -a > 1", "Unsupported operation: Neg"},
                 {"SELECT * FROM T WHERE a = b = c", "Unsupported operation: Eq"},
                 {"SELECT * FROM T WHERE a IN b", "Unsupported operation: InCollection"},
                 {"UPDATE T SET a = b * 2 WHERE k = 1", "Unsupported operation: Times"},
                 {"UPDATE T SET a = b + c + 1 WHERE k = 1", "Unsupported operation: Plus"},
                 {"UPDATE T SET a = b = 1 WHERE k = 1", "Unsupported operation: Eq"}});
}

TEST(PartiqlChecker, ValuesAreMadeOfLiterals) {
  expect_faults(
      {{"INSERT INTO T VALUE {'a': set_add(a, <<1>>)}",
        "Unsupported data type: set_add under key root at 1:27:7"},
       {"INSERT INTO T VALUE {'a': {'b': [1, c]}}",
        "Unsupported data type: Id under key root.b[1] at 1:37:1"},
       {"INSERT INTO T VALUE {a: 1}", "Unsupported data type: Id under key root at 1:22:1"},
       {"INSERT INTO T VALUE {'a': MISSING}",
        "Unsupported data type: Missing under key root at 1:27:7"},
       {"INSERT INTO T VALUE [1]", "Unsupported data type: List under key root at 1:21:1"},
       {"SELECT * FROM T WHERE a = MISSING",
        "Unsupported data type: Missing under key root at 1:27:7"}});
}

TEST(PartiqlChecker, ReturningOfDelete) {
  expect_faults(
      {{"DELETE FROM T WHERE k = 1 RETURNING ALL OLD *", ""},
       {"DELETE FROM T WHERE k = 1 RETURNING MODIFIED OLD *",
        "Invalid returning clause: RETURNING MODIFIED OLD *. Only RETURNING ALL OLD * is allowed "
        "in "
        "DELETE statements."},
       {"DELETE FROM T WHERE k = 1 RETURNING ALL NEW *",
        "Invalid returning clause: RETURNING ALL NEW *. Only RETURNING ALL OLD * is allowed in "
        "DELETE statements."}});
}

TEST(PartiqlChecker, ComesBeforeValuesAndParameters) {
  EXPECT_EQ(fault_of("SELECT * FROM T WHERE a = 1e200 AND f(a)"),
            "Unrecognized function: f at 1:37:1");
  EXPECT_EQ(fault_of("SELECT * FROM T WHERE a = ? AND f(a)"), "Unrecognized function: f at 1:33:1");
  EXPECT_EQ(fault_of("SELECT * FROM T WHERE a = ? AND b = 1e200", {N("1"), N("2")}),
            "Number of parameters in request and statement don't match.");
}

}  // namespace
}  // namespace dynarocks::partiql
