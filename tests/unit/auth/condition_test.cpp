#include "auth/condition.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dynarocks::auth {
namespace {

using Values = std::vector<std::string>;

/// One value is a single one, "absent" none at all.
const Values absent{"absent"};

struct Case {
  const char* op;
  Values operands;
  Values values;  // of the request; a list unless there is one
  bool expected;
  bool as_list = false;  // the one value is a list
};

bool holds(const Case& c) {
  const auto op = parse_condition_operator(c.op);
  if (!op) ADD_FAILURE() << c.op;
  Condition condition{*op, "dynamodb:attributes", {}};
  for (const std::string& operand : c.operands) {
    condition.operands.push_back(parse_condition_operand(op->test, operand, true));
  }
  ConditionContext context;
  context.set("aws:username", "alice");
  if (c.values.size() == 1 && !c.as_list) {
    if (c.values != absent) context.set("dynamodb:Attributes", c.values.front());
  } else {
    context.begin_list("dynamodb:Attributes");
    for (const std::string& value : c.values) context.add(value);
  }
  return holds(condition, context);
}

template <std::size_t Count>
void expect_all(const Case (&cases)[Count]) {
  for (const Case& c : cases) {
    std::string told = std::string(c.op) + " [";
    for (const std::string& operand : c.operands) told += operand + " ";
    told += "] on [";
    for (const std::string& value : c.values) told += value + " ";
    EXPECT_EQ(holds(c), c.expected) << told << "]";
  }
}

TEST(Condition, OfOneValue) {
  expect_all({{"StringEquals", {"a"}, {"a"}, true},
              {"StringEquals", {"a"}, {"b"}, false},
              {"StringEquals", {"a", "b"}, {"b"}, true},
              {"StringEquals", {"a", "b"}, {"c"}, false},
              {"StringEquals", {}, {"a"}, false},
              {"StringEquals", {"*"}, {"a"}, false},
              {"StringNotEquals", {"a"}, {"a"}, false},
              {"StringNotEquals", {"a"}, {"b"}, true},
              {"StringNotEquals", {"a", "b"}, {"b"}, false},
              {"StringNotEquals", {"a", "b"}, {"c"}, true},
              {"StringNotEquals", {}, {"a"}, true},
              {"StringEqualsIgnoreCase", {"A"}, {"a"}, true},
              {"StringNotEqualsIgnoreCase", {"A"}, {"a"}, false},
              {"StringLike", {"a*"}, {"abc"}, true},
              {"StringLike", {"x", "a?c"}, {"abc"}, true},
              {"StringLike", {"a"}, {"abc"}, false},
              {"StringNotLike", {"a*"}, {"abc"}, false},
              {"StringNotLike", {"x*", "y*"}, {"abc"}, true},
              {"StringNotLike", {"x*", "a*"}, {"abc"}, false},
              {"NumericEquals", {"1"}, {"1.0"}, true},
              {"NumericNotEquals", {"1", "2"}, {"2"}, false},
              {"NumericNotEquals", {"1", "2"}, {"3"}, true},
              {"NumericLessThan", {"1", "10"}, {"5"}, true},
              {"DateNotEquals", {"2026-01-01"}, {"1767225600"}, false},
              {"DateLessThan", {"2026-01-01"}, {"2025-12-31T23:59:59Z"}, true},
              {"Bool", {"true"}, {"true"}, true},
              {"Bool", {"false"}, {"true"}, false},
              {"BinaryEquals", {"QUI="}, {"QUI="}, true},
              {"IpAddress", {"10.0.0.0/8", "192.168.0.0/16"}, {"192.168.1.1"}, true},
              {"NotIpAddress", {"10.0.0.0/8", "192.168.0.0/16"}, {"192.168.1.1"}, false},
              {"NotIpAddress", {"10.0.0.0/8"}, {"192.168.1.1"}, true}});
}

TEST(Condition, OfArns) {
  const std::string arn = "arn:aws:iam::111122223333:role/Reader";
  expect_all({{"ArnEquals", {arn}, {arn}, true},
              {"ArnEquals", {"arn:aws:iam::*:role/*"}, {arn}, true},
              {"ArnLike", {"arn:aws:iam::*:role/Read??"}, {arn}, true},
              {"ArnLike", {"*"}, {arn}, true},
              {"ArnLike", {"arn:aws:iam:*:role/Reader"}, {arn}, false},
              {"ArnLike", {"arn:aws:*"}, {arn}, false},
              {"ArnLike", {"role"}, {"role"}, false},
              {"ArnLike", {"arn:aws:iam::*:user/*"}, {arn}, false},
              {"ArnNotEquals", {arn}, {arn}, false},
              {"ArnNotLike", {"arn:aws:iam::*:user/*"}, {arn}, true},
              {"ArnNotLike", {"arn:aws:iam::*:user/*", "arn:aws:iam::*:role/*"}, {arn}, false},
              {"ArnNotLike", {"no arn"}, {arn}, true}});
}

TEST(Condition, WithoutItsKey) {
  for (const char* op : {"StringEquals", "StringEqualsIgnoreCase", "StringLike", "NumericEquals",
                         "NumericLessThan", "DateEquals", "DateGreaterThan", "Bool", "BinaryEquals",
                         "IpAddress", "ArnEquals", "ArnLike"}) {
    const std::string name = op;
    for (const Values& values : {absent, Values{}}) {
      EXPECT_FALSE(holds({op, {"a"}, values, false})) << op;
      EXPECT_TRUE(holds({(name + "IfExists").c_str(), {"a"}, values, true})) << op;
      EXPECT_TRUE(holds({("ForAllValues:" + name).c_str(), {"a"}, values, true})) << op;
      EXPECT_FALSE(holds({("ForAnyValue:" + name).c_str(), {"a"}, values, false})) << op;
      EXPECT_TRUE(holds({("ForAnyValue:" + name + "IfExists").c_str(), {"a"}, values, true})) << op;
    }
  }
  for (const char* op :
       {"StringNotEquals", "StringNotEqualsIgnoreCase", "StringNotLike", "NumericNotEquals",
        "DateNotEquals", "NotIpAddress", "ArnNotEquals", "ArnNotLike"}) {
    const std::string name = op;
    for (const Values& values : {absent, Values{}}) {
      EXPECT_TRUE(holds({op, {"a"}, values, true})) << op;
      EXPECT_TRUE(holds({(name + "IfExists").c_str(), {"a"}, values, true})) << op;
      EXPECT_TRUE(holds({("ForAllValues:" + name).c_str(), {"a"}, values, true})) << op;
      EXPECT_FALSE(holds({("ForAnyValue:" + name).c_str(), {"a"}, values, false})) << op;
    }
  }
}

TEST(Condition, IfExistsAsksAValueThatIsThere) {
  expect_all({{"StringEqualsIfExists", {"a"}, {"a"}, true},
              {"StringEqualsIfExists", {"a"}, {"b"}, false},
              {"StringNotEqualsIfExists", {"a"}, {"a"}, false},
              {"NumericLessThanIfExists", {"10"}, {"11"}, false},
              {"BoolIfExists", {"true"}, {"false"}, false},
              {"ForAllValues:StringEqualsIfExists", {"a"}, {"a", "b"}, false}});
}

TEST(Condition, OfAllValues) {
  expect_all({{"ForAllValues:StringEquals", {"a", "b"}, {"a", "b"}, true},
              {"ForAllValues:StringEquals", {"a", "b", "c"}, {"b"}, true},
              {"ForAllValues:StringEquals", {"a", "b"}, {"b"}, true, true},
              {"ForAllValues:StringEquals", {"a", "b"}, {"a", "c"}, false},
              {"ForAllValues:StringEquals", {}, {"a"}, false},
              {"ForAllValues:StringLike", {"a*", "b*"}, {"a1", "b1", "a2"}, true},
              {"ForAllValues:StringLike", {"a*"}, {"a1", "b1"}, false},
              {"ForAllValues:StringNotEquals", {"x"}, {"a", "b"}, true},
              {"ForAllValues:StringNotEquals", {"b"}, {"a", "b"}, false},
              {"ForAllValues:StringNotLike", {"x*"}, {"a", "xy"}, false},
              {"ForAllValues:NumericLessThan", {"3"}, {"1", "2"}, true},
              {"ForAllValues:NumericLessThan", {"3"}, {"1", "4"}, false},
              {"ForAllValues:IpAddress", {"10.0.0.0/8"}, {"10.1.1.1", "11.1.1.1"}, false}});
}

TEST(Condition, OfAnyValue) {
  expect_all({{"ForAnyValue:StringEquals", {"a"}, {"a", "b"}, true},
              {"ForAnyValue:StringEquals", {"b", "c"}, {"a", "b"}, true},
              {"ForAnyValue:StringEquals", {"c"}, {"a", "b"}, false},
              {"ForAnyValue:StringEquals", {"a"}, {"a"}, true},
              {"ForAnyValue:StringNotEquals", {"a"}, {"a", "b"}, true},
              {"ForAnyValue:StringNotEquals", {"a", "b"}, {"a", "b"}, false},
              {"ForAnyValue:StringLike", {"b*"}, {"a", "bc"}, true},
              {"ForAnyValue:NumericGreaterThan", {"3"}, {"1", "4"}, true}});
}

TEST(Condition, OfSeveralValuesWithoutAQuantifier) {
  expect_all({{"StringEquals", {"a"}, {"a", "b"}, true},
              {"StringEquals", {"c"}, {"a", "b"}, false},
              {"StringNotEquals", {"a"}, {"a", "b"}, false},
              {"StringNotEquals", {"c"}, {"a", "b"}, true}});
}

TEST(Condition, OfAbsence) {
  expect_all({{"Null", {"true"}, absent, true},
              {"Null", {"true"}, {}, true},
              {"Null", {"true"}, {"a"}, false},
              {"Null", {"false"}, absent, false},
              {"Null", {"false"}, {"a"}, true},
              {"Null", {"false"}, {"a", "b"}, true},
              {"Null", {"False"}, {"a"}, true},
              {"Null", {"true", "false"}, {"a"}, true},
              {"Null", {"x"}, {"a"}, false},
              {"Null", {"x"}, absent, false}});
}

TEST(Condition, HasVariables) {
  expect_all(
      {{"StringEquals", {"${aws:username}"}, {"alice"}, true},
       {"StringEquals", {"${aws:username}"}, {"bob"}, false},
       {"StringEquals", {"${aws:none}"}, {""}, false},
       {"StringEquals", {"${aws:none, 'x'}"}, {"x"}, true},
       {"StringEquals", {"${aws:none}", "b"}, {"b"}, true},
       {"StringNotEquals", {"${aws:none}"}, {"b"}, true},
       {"StringLike", {"${aws:username}/*"}, {"alice/1"}, true},
       {"StringLike", {"${*}"}, {"a"}, false},
       {"StringEqualsIgnoreCase", {"${aws:username}"}, {"ALICE"}, true},
       {"ArnLike", {"arn:aws:iam::*:user/${aws:username}"}, {"arn:aws:iam::1:user/alice"}, true},
       {"ForAllValues:StringEquals", {"${aws:username}"}, {"alice"}, true},
       {"ForAllValues:StringEquals", {"${aws:username}"}, {"alice", "bob"}, false}});
}

TEST(Condition, HasNoVariablesInTheOlderVersion) {
  Condition condition{*parse_condition_operator("StringEquals"), "a:b", {}};
  condition.operands.push_back(
      parse_condition_operand(ConditionTest::string_equals, "${aws:username}", false));
  ConditionContext context;
  context.set("aws:username", "alice");
  context.set("a:b", "alice");
  EXPECT_FALSE(holds(condition, context));
  context.set("a:b", "${aws:username}");
  EXPECT_TRUE(holds(condition, context));
}

}  // namespace
}  // namespace dynarocks::auth
