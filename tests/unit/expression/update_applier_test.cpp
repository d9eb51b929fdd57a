// What updates do to items.

#include "expression/update_applier.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <string_view>

#include "expression/projection.h"
#include "expression/update.h"
#include "expression_fixture.h"

namespace dynarocks::expression {
namespace {

using testing::item;
using testing::L;
using testing::M;
using testing::message_of;
using testing::N;
using testing::NS;
using testing::S;
using testing::SS;

model::ApiResult<testing::Item> run(std::string_view text, const testing::Item& old,
                                    const testing::Values& values = testing::sample_values(),
                                    bool exists = true) {
  Placeholders placeholders = testing::placeholders(testing::sample_names(), values);
  const auto update = Update::parse(text, placeholders);
  EXPECT_TRUE(update.has_value()) << text << ": " << message_of(update);
  return update.value().apply(old, exists);
}

/// The attribute `name` of the sample item after the update.
testing::Value after(std::string_view text, std::string_view name) {
  const auto updated = run(text, testing::sample_item());
  EXPECT_TRUE(updated.has_value()) << text << ": " << message_of(updated);
  const testing::Value* value = updated.value().find(name);
  EXPECT_NE(value, nullptr) << text;
  return value == nullptr ? testing::Value() : *value;
}

bool removes(std::string_view text, std::string_view name) {
  const auto updated = run(text, testing::sample_item());
  EXPECT_TRUE(updated.has_value()) << text << ": " << message_of(updated);
  return updated.value().find(name) == nullptr;
}

const std::string invalid_path =
    "The document path provided in the update expression is invalid for update";
const std::string missing_attribute =
    "The provided expression refers to an attribute that does not exist in the item";
const std::string incorrect_type = "An operand in the update expression has an incorrect data type";
const std::string overflow =
    "Number overflow. Attempting to store a number with magnitude larger than supported range";

TEST(UpdateApplier, AllOperandsSeeTheOldItem) {
  const testing::Item updated = run("SET a = n, n = a", testing::sample_item()).value();
  EXPECT_EQ(*updated.find("a"), N("5"));
  EXPECT_EQ(*updated.find("n"), S("x"));
  EXPECT_EQ(after("REMOVE a SET b = a", "b"), S("x"));
  EXPECT_EQ(after("SET m.b = m.c, m.c = m.b", "m"), M({{"b", N("2")}, {"c", N("1")}}));
}

TEST(UpdateApplier, ListElements) {
  EXPECT_EQ(after("REMOVE l[0], l[1]", "l"), L({N("3")}));
  EXPECT_EQ(after("REMOVE l[1], l[0]", "l"), L({N("3")}));
  EXPECT_EQ(after("REMOVE l[0], l[2]", "l"), L({N("2")}));
  EXPECT_EQ(after("REMOVE l[0], l[1], l[2]", "l"), L({}));
  EXPECT_EQ(after("REMOVE l[7]", "l"), L({N("1"), N("2"), N("3")}));
  EXPECT_EQ(after("SET l[9] = :n5, l[5] = :sx", "l"), L({N("1"), N("2"), N("3"), S("x"), N("5")}));
  EXPECT_EQ(after("SET l[3] = :n5", "l"), L({N("1"), N("2"), N("3"), N("5")}));
  EXPECT_EQ(after("REMOVE l[0] SET l[1] = :n5", "l"), L({N("5"), N("3")}));
  EXPECT_EQ(after("SET l[1] = :n5 REMOVE l[0]", "l"), L({N("5"), N("3")}));
  EXPECT_EQ(after("REMOVE l[2] SET l[9] = :sx", "l"), L({N("1"), N("2"), S("x")}));
  EXPECT_EQ(after("SET l[4294967295] = :sx", "l"), L({N("1"), N("2"), N("3"), S("x")}));
}

TEST(UpdateApplier, NestedListsKeepTheirOldIndexes) {
  const testing::Item old = item({{"l", L({S("x"), L({N("1"), N("2")}), M({{"k", N("3")}})})}});
  EXPECT_EQ(run("REMOVE l[0], l[1][0] SET l[2].k = :n5", old).value(),
            item({{"l", L({L({N("2")}), M({{"k", N("5")}})})}}));
  EXPECT_EQ(run("REMOVE l[0] SET l[1][7] = :n5, l[9] = :sx", old).value(),
            item({{"l", L({L({N("1"), N("2"), N("5")}), M({{"k", N("3")}}), S("x")})}}));
}

TEST(UpdateApplier, SetCreatesReplacesAndChangesType) {
  EXPECT_EQ(after("SET q = :map", "q"), M({{"k", S("v")}}));
  EXPECT_EQ(after("SET a = :n5", "a"), N("5"));
  EXPECT_EQ(after("SET m.d = :n5", "m"), M({{"b", N("1")}, {"c", N("2")}, {"d", N("5")}}));
  EXPECT_EQ(after("SET #dot = :n5", "a.b"), N("5"));
  EXPECT_EQ(after("SET q = l[1]", "q"), N("2"));
}

TEST(UpdateApplier, RemoveTakesAway) {
  EXPECT_TRUE(removes("REMOVE a", "a"));
  EXPECT_TRUE(removes("REMOVE nope", "nope"));
  EXPECT_EQ(after("REMOVE m.d", "m"), M({{"b", N("1")}, {"c", N("2")}}));
  EXPECT_EQ(after("REMOVE m.b, m.c", "m"), M({}));
}

TEST(UpdateApplier, Arithmetic) {
  EXPECT_EQ(after("SET n = n + :n5", "n"), N("10"));
  EXPECT_EQ(after("SET n = :one - n", "n"), N("-4"));
  EXPECT_EQ(after("SET n = m.b + m.c", "n"), N("3"));
  EXPECT_EQ(after("SET q = if_not_exists(q, :zero) + :n5", "q"), N("5"));
  const testing::Item old = item({{"x", N("0.1")}});
  EXPECT_EQ(run("SET x = x + :v", old, {{":v", N("0.2")}}).value(), item({{"x", N("0.3")}}));
}

TEST(UpdateApplier, ArithmeticNeverRounds) {
  const testing::Item old = item({{"x", N("1e50")}, {"y", N("9e125")}});
  EXPECT_EQ(message_of(run("SET x = x + :v", old, {{":v", N("1")}})), overflow);
  EXPECT_EQ(message_of(run("ADD y :v", old, {{":v", N("9e125")}})), overflow);
}

TEST(UpdateApplier, Functions) {
  EXPECT_EQ(after("SET q = if_not_exists(a, :n5)", "q"), S("x"));
  EXPECT_EQ(after("SET q = if_not_exists(nope, :n5)", "q"), N("5"));
  EXPECT_EQ(after("SET q = if_not_exists(nope, if_not_exists(nope2, :n5))", "q"), N("5"));
  EXPECT_EQ(after("SET q = if_not_exists(z, :n5)", "q"), testing::Null());
  EXPECT_EQ(after("SET q = if_not_exists(a, nope)", "q"), S("x"));
  EXPECT_EQ(after("SET l = list_append(l, :l)", "l"), L({N("1"), N("2"), N("3"), N("9")}));
  EXPECT_EQ(after("SET l = list_append(:l, l)", "l"), L({N("9"), N("1"), N("2"), N("3")}));
  EXPECT_EQ(after("SET q = list_append(if_not_exists(q, :l), :l)", "q"), L({N("9"), N("9")}));
  EXPECT_EQ(after("SET q = list_append(l, l)", "q"),
            L({N("1"), N("2"), N("3"), N("1"), N("2"), N("3")}));
}

TEST(UpdateApplier, Add) {
  EXPECT_EQ(after("ADD n :n5", "n"), N("10"));
  EXPECT_EQ(after("ADD cnt :n5", "cnt"), N("5"));
  EXPECT_EQ(after("ADD l[0] :n5", "l"), L({N("6"), N("2"), N("3")}));
  EXPECT_EQ(after("ADD l[9] :n5", "l"), L({N("1"), N("2"), N("3"), N("5")}));
  EXPECT_EQ(after("ADD m.b :n5", "m"), M({{"b", N("6")}, {"c", N("2")}}));
  EXPECT_EQ(after("ADD m.x :n5", "m"), M({{"b", N("1")}, {"c", N("2")}, {"x", N("5")}}));
  EXPECT_EQ(after("ADD s :ss", "s"), SS({"p", "q"}));
  EXPECT_EQ(after("ADD q :ns", "q"), NS({"1", "2"}));
  const testing::Item old =
      item({{"s", SS({"b"})}, {"n", NS({"2", "3"})}, {"b", testing::BS({"m"})}});
  EXPECT_EQ(run("ADD s :s, n :n, b :b", old,
                {{":s", SS({"a", "c"})}, {":n", NS({"1", "2.0"})}, {":b", testing::BS({"a"})}})
                .value(),
            item({{"s", SS({"a", "b", "c"})},
                  {"n", NS({"1", "2", "3"})},
                  {"b", testing::BS({"a", "m"})}}));
}

TEST(UpdateApplier, Delete) {
  EXPECT_EQ(after("DELETE s :ss", "s"), SS({"q"}));
  EXPECT_TRUE(removes("DELETE s :both", "s"));
  EXPECT_TRUE(removes("DELETE nope :both", "nope"));
  EXPECT_EQ(after("DELETE m.x :ss", "m"), M({{"b", N("1")}, {"c", N("2")}}));
  const testing::Item old =
      item({{"l", L({NS({"1", "2"}), S("x")})}, {"b", testing::BS({"a", "b"})}});
  EXPECT_EQ(run("DELETE l[0] :n, b :b", old, {{":n", NS({"1", "2"})}, {":b", testing::BS({"b"})}})
                .value(),
            item({{"l", L({S("x")})}, {"b", testing::BS({"a"})}}));
}

struct Row {
  const char* text;
  std::string fault;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.text; }

class UpdateRunTimeFault : public ::testing::TestWithParam<Row> {};

TEST_P(UpdateRunTimeFault, IsReported) {
  const auto updated = run(GetParam().text, testing::sample_item());
  ASSERT_FALSE(updated.has_value());
  EXPECT_EQ(updated.error().code, model::ErrorCode::validation);
  EXPECT_EQ(message_of(updated), GetParam().fault);
}

const Row rows[] = {
    {"SET m.d.e = :n5", invalid_path},
    {"REMOVE m.d.e", invalid_path},
    {"SET q.r = :n5", invalid_path},
    {"SET q[0] = :n5", invalid_path},
    {"SET a.b = :n5", invalid_path},
    {"SET a[0] = :n5", invalid_path},
    {"SET l.b = :n5", invalid_path},
    {"SET m[0] = :n5", invalid_path},
    {"SET l[7].x = :n5", invalid_path},
    {"SET l[0].x = :n5", invalid_path},
    {"SET m.b.c[1] = :n5", invalid_path},
    {"REMOVE q.r", invalid_path},
    {"REMOVE a.b", invalid_path},
    {"REMOVE a[0]", invalid_path},
    {"REMOVE m[0]", invalid_path},
    {"REMOVE l.x", invalid_path},
    {"REMOVE l[7].x", invalid_path},
    {"ADD q.r :n5", invalid_path},
    {"DELETE q.r :ss", invalid_path},
    {"SET n = n + absent", missing_attribute},
    {"SET n = absent", missing_attribute},
    {"SET n = l[7]", missing_attribute},
    {"SET n = m.x", missing_attribute},
    {"SET n = a.x", missing_attribute},
    {"SET q = list_append(absent, :l)", missing_attribute},
    {"SET q = if_not_exists(absent, absent2)", missing_attribute},
    {"SET n = a + :n5", incorrect_type},
    {"SET n = :n5 - s", incorrect_type},
    {"SET n = list_append(l, :l) + :n5", incorrect_type},
    {"SET q = list_append(n, :l)", incorrect_type},
    {"SET q = list_append(:l, m)", incorrect_type},
    {"ADD a :n5", incorrect_type},
    {"ADD s :n5", incorrect_type},
    {"ADD s :ns", incorrect_type},
    {"ADD n :ss", incorrect_type},
    {"ADD l :ss", incorrect_type},
    {"DELETE s :ns", incorrect_type},
    {"DELETE n :ss", incorrect_type},
};

INSTANTIATE_TEST_SUITE_P(Rows, UpdateRunTimeFault, ::testing::ValuesIn(rows));

TEST(UpdateApplier, MissingItemStartsFromItsKey) {
  const testing::Item key = item({{"pk", S("k")}});
  const auto on_missing = [&](std::string_view text) {
    return run(text, key, testing::sample_values(), false);
  };
  EXPECT_EQ(on_missing("SET a = :n5").value(), item({{"pk", S("k")}, {"a", N("5")}}));
  EXPECT_EQ(on_missing("ADD a :n5 REMOVE x.y.z, l[0]").value(),
            item({{"pk", S("k")}, {"a", N("5")}}));
  EXPECT_EQ(on_missing("DELETE a :ss").value(), key);
  EXPECT_EQ(message_of(on_missing("SET a.b = :n5")), invalid_path);
  EXPECT_EQ(message_of(on_missing("SET a = n")), missing_attribute);
  EXPECT_EQ(message_of(on_missing("SET a = pk")), missing_attribute);
  EXPECT_EQ(on_missing("SET a = if_not_exists(pk, :n5)").value(),
            item({{"pk", S("k")}, {"a", N("5")}}));
}

TEST(UpdateApplier, LeavesTheOldItemAlone) {
  const testing::Item old = testing::sample_item();
  ASSERT_TRUE(run("SET a = :n5, l[0] = :sx REMOVE m.b", old).has_value());
  EXPECT_EQ(old, testing::sample_item());
}

testing::Value wrapped(int levels) {
  testing::Value value = S("x");
  for (int i = 0; i < levels; ++i) value = M({{"k", value}});
  return value;
}

TEST(UpdateApplier, NestingIsBoundedWhereverItComesFrom) {
  const std::string too_deep =
      "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels "
      "beyond supported limit";
  const testing::Item old = item({{"m", M({})}, {"deep", wrapped(31)}, {"shallow", wrapped(30)}});
  EXPECT_TRUE(run("SET a = deep", old).has_value());
  EXPECT_TRUE(run("SET m.a = shallow", old).has_value());
  EXPECT_EQ(message_of(run("SET m.a = deep", old)), too_deep);
  EXPECT_TRUE(run("SET a = :v", old, {{":v", wrapped(31)}}).has_value());
  EXPECT_EQ(message_of(run("SET a = :v", old, {{":v", wrapped(32)}})), too_deep);
  EXPECT_EQ(message_of(run("SET m.a = :v", old, {{":v", L({wrapped(30)})}})), too_deep);
}

/// What UPDATED_OLD and UPDATED_NEW return: the targets, projected out of the old or new item.
testing::Item fragment(std::string_view text, bool of_new) {
  Placeholders placeholders = testing::sample_placeholders();
  const Update update = Update::parse(text, placeholders).value();
  const testing::Item old = testing::sample_item();
  const testing::Stored stored(of_new ? update.apply(old, true).value() : old);
  return codec::decode_item(codec::ItemView(project(stored.view(), update.targets())));
}

TEST(UpdateApplier, UpdatedValuesAreTheTargetsProjected) {
  EXPECT_EQ(fragment("SET m.b = :n5", true), item({{"m", M({{"b", N("5")}})}}));
  EXPECT_EQ(fragment("SET m.b = :n5", false), item({{"m", M({{"b", N("1")}})}}));
  EXPECT_EQ(fragment("REMOVE a", true), item({}));
  EXPECT_EQ(fragment("REMOVE a", false), item({{"a", S("x")}}));
  EXPECT_EQ(fragment("SET l[1] = :n5", true), item({{"l", L({N("5")})}}));
  EXPECT_EQ(fragment("SET l[100] = :n5", true), item({}));
  EXPECT_EQ(fragment("REMOVE l[1]", true), item({{"l", L({N("3")})}}));
}

TEST(UpdateApplier, BoundUpdatesCanBeBuiltByHand) {
  BoundAction set;
  set.target = DocumentPath{{std::string("a")}};
  set.operands.push_back({Literal{codec::encode_value(N("7"))}});
  BoundAction remove;
  remove.section = ast::Section::remove;
  remove.target = DocumentPath{{std::string("n")}};
  const Update update = Update::from_bound(bound_update({set, remove}));
  EXPECT_EQ(update.apply(item({{"n", N("5")}}), true).value(), item({{"a", N("7")}}));
  EXPECT_EQ(update.targets().size(), 2U);
  EXPECT_TRUE(update.creates_item());
}

}  // namespace
}  // namespace dynarocks::expression
