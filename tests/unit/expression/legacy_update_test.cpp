#include "expression/legacy_update.h"

#include "expression_fixture.h"

namespace dynarocks::expression {
namespace {

using namespace testing;
using enum AttributeAction;

AttributeUpdate update(std::string_view name, AttributeAction action,
                       const std::optional<Value>& value = std::nullopt) {
  AttributeUpdate result{std::string(name), action, std::nullopt};
  if (value) result.value = codec::encode_value(*value);
  return result;
}

/// What one update makes of one attribute; "error: <message>" in a string when it fails.
Value applied(const Value& stored, AttributeAction action, const Value& value) {
  const auto result = update_of({update("x", action, value)}).apply(item({{"x", stored}}), true);
  if (!result) return S("error: " + message_of(result));
  const Value* left = result->find("x");
  return left == nullptr ? Null() : *left;
}

TEST(AttributeActions, HaveTheNamesOfTheApi) {
  EXPECT_EQ(find_attribute_action("PUT"), put);
  EXPECT_EQ(find_attribute_action("ADD"), add);
  EXPECT_EQ(find_attribute_action("DELETE"), delete_);
  EXPECT_FALSE(find_attribute_action("put"));
}

TEST(AttributeUpdateFaults, ValuesAndActionsThatDoNotGoTogether) {
  const auto fault = [](AttributeAction action, const std::optional<Value>& value) {
    return message_of(check_attribute_update(update("a", action, value)));
  };
  const std::string invalid = "One or more parameter values were invalid: ";
  for (const AttributeAction action : {put, add}) {
    EXPECT_EQ(fault(action, std::nullopt),
              invalid + "Only DELETE action is allowed when no attribute value is specified");
  }
  EXPECT_EQ(fault(delete_, std::nullopt), "");
  for (const Value& set : {SS({"a"}), NS({"1"}), BS({"b"})}) {
    EXPECT_EQ(fault(delete_, set), "");
    EXPECT_EQ(fault(add, set), "");
  }
  EXPECT_EQ(fault(add, N("1")), "");
  EXPECT_EQ(fault(add, L({})), "");
  EXPECT_EQ(fault(delete_, L({})),
            invalid + "DELETE action with value is not supported for the type L");
  EXPECT_EQ(fault(delete_, N("1")),
            invalid + "DELETE action with value is not supported for the type N");
  EXPECT_EQ(fault(add, Null()), invalid + "ADD action is not supported for the type NULL");
  EXPECT_EQ(fault(add, M({})), invalid + "ADD action is not supported for the type M");
}

TEST(AttributeUpdates, AddsAndSubtracts) {
  EXPECT_EQ(applied(N("5"), add, N("-0.5")), N("4.5"));
  EXPECT_EQ(applied(SS({"a", "c"}), add, SS({"b", "c"})), SS({"a", "b", "c"}));
  EXPECT_EQ(applied(L({N("1")}), add, L({S("x"), N("1")})), L({N("1"), S("x"), N("1")}));
  EXPECT_EQ(applied(NS({"1", "2"}), delete_, NS({"2", "3"})), NS({"1"}));
  EXPECT_EQ(applied(NS({"1"}), delete_, NS({"1"})), Null());  // gone
  EXPECT_EQ(applied(L({}), put, S("x")), S("x"));
}

TEST(AttributeUpdates, WordAMismatchInTheirOwnWay) {
  const Value mismatch = S("error: Type mismatch for attribute to update");
  EXPECT_EQ(applied(S("x"), add, N("1")), mismatch);
  EXPECT_EQ(applied(N("1"), add, NS({"1"})), mismatch);
  EXPECT_EQ(applied(SS({"a"}), add, L({})), mismatch);
  EXPECT_EQ(applied(L({}), add, SS({"a"})), mismatch);
  EXPECT_EQ(applied(NS({"1"}), delete_, SS({"1"})), mismatch);
  EXPECT_EQ(applied(N("1"), delete_, NS({"1"})), mismatch);
}

TEST(AttributeUpdates, OnMissingItems) {
  const Update only_deletes = update_of({update("a", delete_), update("b", delete_, SS({"x"}))});
  EXPECT_FALSE(only_deletes.creates_item());
  EXPECT_TRUE(update_of({update("a", delete_), update("b", add, L({N("1")}))}).creates_item());
  const Item key = item({{"pk", S("k")}});
  const auto made = update_of({update("a", delete_), update("b", delete_, SS({"x"})),
                               update("l", add, L({N("1")})), update("n", add, N("3")),
                               update("a.b", put, S("dot"))})
                        .apply(key, false);
  ASSERT_TRUE(made) << message_of(made);
  EXPECT_EQ(*made, item({{"pk", S("k")}, {"l", L({N("1")})}, {"n", N("3")}, {"a.b", S("dot")}}));
}

TEST(AttributeUpdates, TellTheirTargets) {
  const Update both = update_of({update("b", put, S("x")), update("a.c", delete_)});
  ASSERT_EQ(both.targets().size(), 2U);
  EXPECT_EQ(both.targets()[0].attribute(), "b");
  EXPECT_EQ(both.targets()[1].attribute(), "a.c");
  EXPECT_FALSE(both.targets()[1].is_nested());
}

}  // namespace
}  // namespace dynarocks::expression
