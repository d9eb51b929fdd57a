#include "expression/legacy_condition.h"

#include "codec/value_view.h"
#include "expression_fixture.h"

namespace dynarocks::expression {
namespace {

using namespace testing;

LegacyCondition condition(std::string_view name, std::string_view op, model::List values) {
  LegacyCondition result{std::string(name), find_comparison_operator(op).value(), {}};
  for (const Value& value : values) result.values.push_back(codec::encode_value(value));
  return result;
}

bool holds(std::vector<LegacyCondition> conditions, const Item& of,
           ast::Connective connective = ast::Connective::and_) {
  return join_legacy_conditions(std::move(conditions), connective).evaluate(Stored(of).view());
}

std::string fault(std::string_view op, model::List values,
                  OperandTypes types = OperandTypes::checked) {
  return message_of(check_legacy_condition(condition("a", op, std::move(values)), types));
}

TEST(ComparisonOperators, HaveTheNamesOfTheApi) {
  for (const char* name : {"EQ", "NE", "LE", "LT", "GE", "GT", "BETWEEN", "IN", "CONTAINS",
                           "NOT_CONTAINS", "BEGINS_WITH", "NULL", "NOT_NULL"}) {
    const auto op = find_comparison_operator(name);
    ASSERT_TRUE(op) << name;
    EXPECT_EQ(comparison_operator_name(*op), name);
  }
  for (const char* name : {"", "eq", "EQUALS"}) EXPECT_FALSE(find_comparison_operator(name));
}

TEST(LegacyCondition, MissingAttributes) {
  const struct {
    const char* op;
    model::List values;
    bool expected;
  } cases[] = {
      {"EQ", {S("x")}, false},
      {"NE", {S("x")}, true},
      {"LT", {S("x")}, false},
      {"BETWEEN", {S("x"), S("y")}, false},
      {"IN", {S("x")}, false},
      {"CONTAINS", {S("x")}, false},
      {"NOT_CONTAINS", {S("x")}, false},
      {"BEGINS_WITH", {S("x")}, false},
      {"NULL", {}, true},
      {"NOT_NULL", {}, false},
  };
  for (const auto& test : cases) {
    EXPECT_EQ(holds({condition("nope", test.op, test.values)}, sample_item()), test.expected)
        << test.op;
  }
}

TEST(LegacyCondition, StoredAttributes) {
  const struct {
    const char* name;
    const char* op;
    model::List values;
    bool expected;
  } cases[] = {
      {"n", "EQ", {N("5.0")}, true},
      {"n", "EQ", {S("5")}, false},
      {"n", "NE", {S("5")}, true},
      {"m", "EQ", {M({{"c", N("2")}, {"b", N("1")}})}, true},
      {"n", "LE", {N("5")}, true},
      {"n", "LT", {N("5")}, false},
      {"n", "GE", {N("5")}, true},
      {"n", "GT", {N("5")}, false},
      {"n", "BETWEEN", {N("5"), N("6")}, true},
      {"n", "IN", {N("1"), N("5")}, true},
      {"s", "CONTAINS", {S("p")}, true},
      {"s", "NOT_CONTAINS", {S("p")}, false},
      {"s", "NOT_CONTAINS", {N("1")}, true},
      {"n", "NOT_CONTAINS", {N("5")}, true},
      {"l", "CONTAINS", {N("2")}, true},
      {"a", "BEGINS_WITH", {S("x")}, true},
      {"z", "NULL", {}, false},
      {"z", "NOT_NULL", {}, true},
      {"m.b", "NOT_NULL", {}, false},
      {"l[0]", "NULL", {}, true},
  };
  for (const auto& test : cases) {
    EXPECT_EQ(holds({condition(test.name, test.op, test.values)}, sample_item()), test.expected)
        << test.name << " " << test.op;
  }
}

TEST(LegacyCondition, NamesMayHoldDotsAndBrackets) {
  EXPECT_TRUE(holds({condition("a.b[0]", "EQ", {S("x")})}, item({{"a.b[0]", S("x")}})));
}

TEST(LegacyCondition, JoinedByAndOrOr) {
  const auto join = [](const char* a, const char* n, ast::Connective connective) {
    return holds({condition("a", "EQ", {S(a)}), condition("n", "EQ", {N(n)})}, sample_item(),
                 connective);
  };
  EXPECT_TRUE(join("x", "5", ast::Connective::and_));
  EXPECT_FALSE(join("x", "6", ast::Connective::and_));
  EXPECT_TRUE(join("x", "6", ast::Connective::or_));
  EXPECT_FALSE(join("y", "6", ast::Connective::or_));
}

TEST(LegacyCondition, TellsItsAttributes) {
  const Condition joined =
      join_legacy_conditions({condition("b", "NOT_CONTAINS", {S("x")}), condition("a", "NULL", {})},
                             ast::Connective::and_);
  for (const DocumentPath& path : joined.paths()) EXPECT_FALSE(path.is_nested());
  EXPECT_EQ(joined.paths().front().attribute(), "b");
  EXPECT_EQ(joined.paths().back().attribute(), "a");
}

TEST(LegacyConditionFaults, CountsThenOneTypeThenAllowedTypesThenOrder) {
  const std::string invalid = "One or more parameter values were invalid: ";
  EXPECT_EQ(fault("EQ", {}),
            invalid + "Invalid number of argument(s) for the EQ ComparisonOperator");
  EXPECT_EQ(fault("BETWEEN", {Bool(true), S("a"), S("a")}),
            invalid + "Invalid number of argument(s) for the BETWEEN ComparisonOperator");
  EXPECT_EQ(fault("NOT_NULL", {S("a")}),
            invalid + "Invalid number of argument(s) for the NOT_NULL ComparisonOperator");
  EXPECT_EQ(fault("IN", {Bool(true), S("a")}),
            invalid + "AttributeValues inside AttributeValueList must be of same type");
  EXPECT_EQ(fault("IN", {Bool(true), Bool(false)}),
            invalid + "ComparisonOperator IN is not valid for BOOL AttributeValue type");
  EXPECT_EQ(fault("CONTAINS", {SS({"a"})}),
            invalid + "ComparisonOperator CONTAINS is not valid for SS AttributeValue type");
  EXPECT_EQ(fault("BEGINS_WITH", {N("1")}),
            invalid + "ComparisonOperator BEGINS_WITH is not valid for N AttributeValue type");
  EXPECT_EQ(fault("BETWEEN", {N("2"), N("1")}),
            "The BETWEEN condition was provided a range where the lower bound is greater than the "
            "upper bound");
}

TEST(LegacyConditionFaults, TypesEachOperatorTakes) {
  for (const char* op : {"EQ", "NE"}) {
    for (const Value& value : {Bool(true), Null(), L({}), M({}), SS({"a"}), BS({"a"})}) {
      EXPECT_EQ(fault(op, {value}), "") << op;
    }
  }
  for (const char* op : {"LE", "LT", "GE", "GT", "IN"}) {
    for (const Value& value : {S("a"), N("1"), B("b")}) EXPECT_EQ(fault(op, {value}), "") << op;
    for (const Value& value : {Null(), L({}), M({}), NS({"1"})}) {
      EXPECT_NE(fault(op, {value}), "") << op;
      EXPECT_EQ(fault(op, {value}, OperandTypes::any_type), "") << op;
    }
  }
  for (const char* op : {"CONTAINS", "NOT_CONTAINS"}) {
    for (const Value& value : {S("a"), N("1"), B("b"), Bool(false), Null()}) {
      EXPECT_EQ(fault(op, {value}), "") << op;
    }
    for (const Value& value : {L({}), M({}), NS({"1"})}) EXPECT_NE(fault(op, {value}), "") << op;
  }
}

TEST(LegacyConditionFaults, ExpectedMayCompareWhatHasNoOrder) {
  EXPECT_EQ(fault("BETWEEN", {L({N("2")}), L({N("1")})}, OperandTypes::any_type), "");
  EXPECT_FALSE(holds({condition("l", "BETWEEN", {L({}), L({})})}, sample_item()));
  EXPECT_NE(fault("BETWEEN", {S("b"), S("a")}, OperandTypes::any_type), "");
}

}  // namespace
}  // namespace dynarocks::expression
