#include "partiql/bound_statement.h"

#include <gtest/gtest.h>

#include "partiql_fixture.h"

namespace dynarocks::partiql {
namespace {

using namespace testing;

Item inserted(std::string_view text, const std::vector<Value>& values = {}) {
  return codec::decode_item(codec::ItemView(bound_as<BoundInsert>(text, values).item));
}

TEST(PartiqlValues, EveryForm) {
  EXPECT_EQ(inserted("INSERT INTO T VALUE {'s': 'it''s', 'n': -73.10e1, 'p': .5, 't': true, "
                     "'f': FALSE, 'z': null, 'l': [1, 'a', []], 'm': {'x': {}}, "
                     "'ss': <<'b', 'a'>>, 'ns': <<2, 1>>}"),
            item({{"s", S("it's")},
                  {"n", N("-731")},
                  {"p", N("0.5")},
                  {"t", Bool(true)},
                  {"f", Bool(false)},
                  {"z", Null()},
                  {"l", L({N("1"), S("a"), L({})})},
                  {"m", M({{"x", M({})}})},
                  {"ss", SS({"a", "b"})},
                  {"ns", NS({"1", "2"})}}));
}

TEST(PartiqlValues, Parameters) {
  EXPECT_EQ(inserted("INSERT INTO T VALUE {'a': ?, 'b': [?, 1], 'c': <<?, ?>>}",
                     {M({{"x", N("1")}}), B("x"), B("b"), B("a")}),
            item({{"a", M({{"x", N("1")}})},
                  {"b", L({B("x"), N("1")})},
                  {"c", Value(model::BinarySet{{"a", "b"}})}}));
  EXPECT_EQ(fault_of("SELECT * FROM T", {N("1")}),
            "Number of parameters in request and statement don't match.");
  EXPECT_EQ(fault_of("SELECT * FROM T WHERE a = ?"),
            "Number of parameters in request and statement don't match.");
}

TEST(PartiqlValues, AFaultyParameterIsToldInItsPlace) {
  const auto statement = parse_statement("SELECT * FROM T WHERE a = 1e200 AND b = ?");
  const auto late = parse_statement("SELECT * FROM T WHERE b = ? AND a = 1e200");
  const std::vector<model::ApiResult<std::string>> parameters = {
      failure(model::validation_error("no number"))};
  EXPECT_EQ(bind_statement(*statement, parameters).error().message,
            "Number overflow. Attempting to store a number with magnitude larger than supported "
            "range under root");
  EXPECT_EQ(bind_statement(*late, parameters).error().message, "no number");
}

TEST(PartiqlValues, Numbers) {
  const std::string overflow =
      "Number overflow. Attempting to store a number with magnitude larger than supported range "
      "under ";
  EXPECT_EQ(fault_of("SELECT * FROM T WHERE a = 1e126"), overflow + "root");
  EXPECT_EQ(fault_of("SELECT * FROM T WHERE a = [1, 1e126]"), overflow + "root[1]");
  EXPECT_EQ(fault_of("SELECT * FROM T WHERE a = {'x': 1e126}"), overflow + "root.x");
  EXPECT_EQ(fault_of("INSERT INTO T VALUE {'a': 1e126}"), overflow + "root");
  EXPECT_EQ(fault_of("UPDATE T SET a = <<1, 1e126>> WHERE k = 1"), overflow + "root[1]");
  EXPECT_EQ(fault_of("SELECT * FROM T WHERE a = 1e-131"),
            "Number underflow. Attempting to store a number with magnitude smaller than supported "
            "range under root");
  EXPECT_EQ(fault_of("SELECT * FROM T WHERE a = 123456789012345678901234567890123456789"),
            "Attempting to store more than 38 significant digits in a Number under root");
}

TEST(PartiqlValues, Sets) {
  EXPECT_EQ(fault_of("SELECT * FROM T WHERE a = <<>>"), "Empty bags are not supported");
  EXPECT_EQ(fault_of("SELECT * FROM T WHERE a = <<'x', 'x'>>"),
            "One or more parameter values were invalid: Input collection [x, x] contains "
            "duplicates.");
  EXPECT_EQ(fault_of("SELECT * FROM T WHERE a = <<1, ?, 2>>", {N("1.0")}),
            "One or more parameter values were invalid: Input collection [1, 1, 2] contains "
            "duplicates.");
  const std::string mixed = "Bags must hold strings, numbers or binaries, and only one of them";
  EXPECT_EQ(fault_of("SELECT * FROM T WHERE a = <<1, 'x'>>"), mixed);
  EXPECT_EQ(fault_of("SELECT * FROM T WHERE a = <<TRUE>>"), mixed);
}

TEST(PartiqlValues, NamesAndNesting) {
  EXPECT_EQ(fault_of("INSERT INTO T VALUE {'': 1}"), "Empty attribute name");
  EXPECT_EQ(fault_of("INSERT INTO T VALUE {'a': {'': 1}}"), "Empty attribute name");
  const auto nested = [](int lists, const std::string& inner) {
    return "INSERT INTO T VALUE {'a': " + std::string(lists, '[') + inner +
           std::string(lists, ']') + "}";
  };
  const std::string too_deep =
      "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels "
      "beyond supported limit";
  EXPECT_EQ(fault_of(nested(31, "1")), "");
  EXPECT_EQ(fault_of(nested(32, "1")), too_deep);
  EXPECT_EQ(fault_of(nested(30, "?"), {L({N("1")})}), "");
  EXPECT_EQ(fault_of(nested(31, "?"), {L({N("1")})}), too_deep);
  EXPECT_EQ(fault_of(nested(30, "?"), {M({{"x", L({N("1")})}})}), too_deep);
}

TEST(PartiqlBinder, Select) {
  const auto select = bound_as<BoundSelect>(
      "SELECT a, b.c[1] FROM \"arn:x\".\"I\" WHERE a = 1 ORDER BY b.c, d DESC");
  EXPECT_EQ(select.table, "arn:x");
  EXPECT_EQ(select.index, "I");
  ASSERT_TRUE(select.projection);
  EXPECT_EQ(select.projection->paths()[1].to_string(), "[b, c, [1]]");
  ASSERT_EQ(select.order_by.size(), 2U);
  EXPECT_EQ(select.order_by[0].path.to_string(), "[b, c]");
  EXPECT_TRUE(select.order_by[1].descending);
  EXPECT_FALSE(bound_as<BoundSelect>("SELECT * FROM T").projection);
}

TEST(PartiqlBinder, EmptyNames) {
  const std::string empty = "Path component cannot be an empty string";
  for (const char* text : {"SELECT \"\" FROM T", "SELECT a.\"\" FROM T", "SELECT * FROM \"\"",
                           "SELECT * FROM \"T\".\"\"", "SELECT * FROM T WHERE \"\" = 1",
                           "SELECT * FROM T WHERE a = 1 ORDER BY \"\"",
                           "UPDATE T SET \"\" = 1 WHERE k = 1", "DELETE FROM \"\" WHERE k = 1"}) {
    EXPECT_EQ(fault_of(text), empty) << text;
  }
}

TEST(PartiqlBinder, WritesNameOneTable) {
  const std::string index = "This operation is not supported on an index";
  EXPECT_EQ(fault_of("INSERT INTO \"T\".\"I\" VALUE {'a': 1}"), index);
  EXPECT_EQ(fault_of("UPDATE \"T\".\"I\" SET a = 1 WHERE k = 1"), index);
  EXPECT_EQ(fault_of("DELETE FROM \"T\".\"I\" WHERE k = 1"), index);
  EXPECT_EQ(
      fault_of("DELETE FROM T.I WHERE k = 1"),
      "FROM clause may only contain a single table name in data manipulation statements at 1:13:1");
  // Values come first.
  EXPECT_EQ(fault_of("DELETE FROM \"T\".\"I\" WHERE k = <<>>"), "Empty bags are not supported");
}

}  // namespace
}  // namespace dynarocks::partiql
