#include "partiql/update_binder.h"

#include <gtest/gtest.h>

#include "partiql_fixture.h"

namespace dynarocks::partiql {
namespace {

using namespace testing;

Item sample() {
  return item({{"k", S("k")},
               {"n", N("5")},
               {"l", L({N("1"), N("2")})},
               {"m", M({{"b", N("1")}})},
               {"s", SS({"p", "q"})}});
}

model::ApiResult<Item> updated(const std::string& actions, const std::vector<Value>& values = {}) {
  const auto bound = bound_as<BoundModification>("UPDATE T " + actions + " WHERE k = 'k'", values);
  return bound.update->apply(sample(), true);
}

Item changed(const std::string& name, Value value) {
  Item result = sample();
  result.set(name, std::move(value));
  return result;
}

TEST(PartiqlUpdate, Assignments) {
  EXPECT_EQ(updated("SET a = 1"), changed("a", N("1")));
  EXPECT_EQ(updated("SET n = n + 1"), changed("n", N("6")));
  EXPECT_EQ(updated("SET n = n - ?", {N("1")}), changed("n", N("4")));
  EXPECT_EQ(updated("SET n = m.b + n"), changed("n", N("6")));
  EXPECT_EQ(updated("SET m.c = 'x'"), changed("m", M({{"b", N("1")}, {"c", S("x")}})));
  EXPECT_EQ(updated("SET l[9] = 3"), changed("l", L({N("1"), N("2"), N("3")})));
  EXPECT_EQ(updated("SET l = list_append(l, [3])"), changed("l", L({N("1"), N("2"), N("3")})));
  EXPECT_EQ(updated("SET l = list_append(?, l)", {L({N("0")})}),
            changed("l", L({N("0"), N("1"), N("2")})));
}

TEST(PartiqlUpdate, ClausesSeeTheOriginalItem) {
  Item expected = sample();
  expected.set("n", N("1"));
  expected.set("m", M({{"b", N("5")}}));
  expected.set("l", L({N("2")}));
  EXPECT_EQ(updated("SET n = m.b, m.b = n REMOVE l[0] REMOVE nope"), expected);
}

TEST(PartiqlUpdate, Sets) {
  EXPECT_EQ(updated("SET s = set_add(s, <<'r'>>)"), changed("s", SS({"p", "q", "r"})));
  EXPECT_EQ(updated("SET t = SET_ADD(t, ?)", {NS({"1"})}), changed("t", NS({"1"})));
  EXPECT_EQ(updated("SET s = set_delete(s, <<'p'>>)"), changed("s", SS({"q"})));
  EXPECT_EQ(updated("SET t = set_delete(t, <<'p'>>)"), sample());
  Item without = sample();
  without.erase("s");
  EXPECT_EQ(updated("SET s = set_delete(s, <<'p', 'q'>>)"), without);
  EXPECT_EQ(updated("SET s = set_add(s, <<1>>)").error().message,
            "An operand in the update expression has an incorrect data type");
  EXPECT_EQ(updated("SET n = set_add(n, <<1>>)").error().message,
            "An operand in the update expression has an incorrect data type");
}

std::string fault_of_actions(const std::string& actions) {
  return fault_of("UPDATE T " + actions + " WHERE k = 'k'");
}

TEST(PartiqlUpdate, ArgumentsOfSetFunctions) {
  EXPECT_EQ(fault_of_actions("SET a = set_add(b, <<1>>)"),
            "The first argument to SET_ADD must equal the assignment value at 1:18:7");
  EXPECT_EQ(fault_of_actions("SET a = set_delete('a', <<1>>)"),
            "The first argument to SET_DELETE must equal the assignment value at 1:18:10");
  EXPECT_EQ(fault_of_actions("SET a = set_add(a, 1)"),
            "The second argument to SET_ADD must be a value with type SET at 1:26:1");
  EXPECT_EQ(fault_of_actions("SET a = set_delete(a, a)"),
            "The second argument to SET_DELETE must be a value with type SET at 1:29:1");
  EXPECT_EQ(fault_of_actions("SET a = set_add(a)"),
            "SET_ADD must have exactly two arguments at 1:18:7");
  EXPECT_EQ(fault_of_actions("SET a = set_delete()"),
            "SET_DELETE must have exactly two arguments at 1:18:10");
}

TEST(PartiqlUpdate, WhatExpressionsRefuseToo) {
  EXPECT_EQ(fault_of_actions("SET a.b = 1, a = 2"),
            "Two document paths overlap with each other; must remove or rewrite one of these "
            "paths; path one: [a, b], path two: [a]");
  EXPECT_EQ(fault_of_actions("SET a = b + 'x'"),
            "Incorrect operand type for operator or function; operator or function: +, operand "
            "type: S");
  EXPECT_EQ(fault_of_actions("SET a = list_append(a)"),
            "Incorrect number of operands for operator or function; operator or function: "
            "list_append, number of operands: 1");
  EXPECT_EQ(fault_of_actions("SET a = list_append(a, 1)"),
            "Incorrect operand type for operator or function; operator or function: list_append, "
            "operand type: N");
  EXPECT_EQ(updated("SET nope.b = 1").error().message,
            "The document path provided in the update expression is invalid for update");
  EXPECT_EQ(updated("SET n = nope + 1").error().message,
            "The provided expression refers to an attribute that does not exist in the item");
}

}  // namespace
}  // namespace dynarocks::partiql
