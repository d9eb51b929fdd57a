#include "expression/projection.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <string_view>

#include "expression_fixture.h"

namespace dynarocks::expression {
namespace {

using testing::item;
using testing::L;
using testing::M;
using testing::message_of;
using testing::N;
using testing::S;

std::string fault(std::string_view text) {
  Placeholders placeholders = testing::sample_placeholders();
  const auto parsed = Projection::parse(text, placeholders);
  if (parsed) return "";
  const std::string prefix = "Invalid ProjectionExpression: ";
  EXPECT_TRUE(message_of(parsed).starts_with(prefix)) << message_of(parsed);
  return message_of(parsed).substr(prefix.size());
}

testing::Item projected(std::string_view text, const testing::Item& attributes) {
  Placeholders placeholders = testing::sample_placeholders();
  const auto projection = Projection::parse(text, placeholders);
  EXPECT_TRUE(projection.has_value()) << message_of(projection);
  const testing::Stored stored(attributes);
  const std::string encoded = projection->apply(stored.view());
  EXPECT_TRUE(codec::is_well_formed_item(encoded));
  EXPECT_EQ(project(stored.view(), projection->paths()), encoded);
  return codec::decode_item(codec::ItemView(encoded));
}

struct Row {
  const char* text;
  std::string fault;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.text; }

class ProjectionFault : public ::testing::TestWithParam<Row> {};

TEST_P(ProjectionFault, IsReported) { EXPECT_EQ(fault(GetParam().text), GetParam().fault); }

std::string pair_fault(const std::string& verb, const std::string& one, const std::string& two) {
  return "Two document paths " + verb +
         " with each other; must remove or rewrite one of these paths; path one: " + one +
         ", path two: " + two;
}

const Row rows[] = {
    {"", "The expression can not be empty;"},
    {"  ", "The expression can not be empty;"},
    {"a b", "Syntax error; token: \"b\", near: \"a b\""},
    {"a,", "Syntax error; token: \"<EOF>\", near: \",\""},
    {",a", "Syntax error; token: \",\", near: \",a\""},
    {"a-b", "Syntax error; token: \"-\", near: \"a-b\""},
    {"size(a)", "Syntax error; token: \"(\", near: \"size(a\""},
    {":v", "Syntax error; token: \":v\", near: \":v\""},
    {"(a)", "Syntax error; token: \"(\", near: \"(a\""},
    {"a[b]", "Syntax error; token: \"b\", near: \"[b]\""},
    {"a, Name", "Attribute name is a reserved keyword; reserved keyword: Name"},
    {"and", "Attribute name is a reserved keyword; reserved keyword: and"},
    {"a.b.comment", "Attribute name is a reserved keyword; reserved keyword: comment"},
    {"#zz",
     "An expression attribute name used in the document path is not defined; attribute name: #zz"},
    {"#zz, status", "Attribute name is a reserved keyword; reserved keyword: status"},
    {"a, a, #zz",
     "An expression attribute name used in the document path is not defined; attribute name: #zz"},
    {"a.b, a", pair_fault("overlap", "[a, b]", "[a]")},
    {"a, b, a", pair_fault("overlap", "[a]", "[a]")},
    {"a, #a", pair_fault("overlap", "[a]", "[a]")},
    {"alist[0].x, alist[0]", pair_fault("overlap", "[alist, [0], x]", "[alist, [0]]")},
    {"b, a, a.x, b.y", pair_fault("overlap", "[a]", "[a, x]")},
    {"a.b, a[1]", pair_fault("conflict", "[a, b]", "[a, [1]]")},
    {"x[0][1], x[0].y", pair_fault("conflict", "[x, [0], [1]]", "[x, [0], y]")},
    {"a.b, a[1], c, c", pair_fault("overlap", "[c]", "[c]")},
    {"a.b, #dot", ""},
    {"a.b, a.c, l[0], l[1]", ""},
    {"l[99999999999999]", "List index is not within the allowable range; index: [99999999999999]"},
};

INSTANTIATE_TEST_SUITE_P(Rows, ProjectionFault, ::testing::ValuesIn(rows));

TEST(Projection, TextSizeIsNeverStated) {
  EXPECT_EQ(fault(std::string(4097, 'a')),
            "Expression size has exceeded the maximum allowed size;");
}

TEST(Projection, CheckVector) {
  EXPECT_EQ(projected("m.c, l[2], l[0], nope.x", testing::sample_item()),
            item({{"m", M({{"c", N("2")}})}, {"l", L({N("1"), N("3")})}}));
}

TEST(Projection, ElementsOfOneListElementMerge) {
  const testing::Item attributes =
      item({{"l", L({M({{"a", S("1")}, {"b", S("2")}, {"c", S("3")}}), S("x")})}});
  EXPECT_EQ(projected("l[0].b, l[0].a", attributes),
            item({{"l", L({M({{"a", S("1")}, {"b", S("2")}})})}}));
  EXPECT_EQ(projected("l[1].b, l[0].a", attributes), item({{"l", L({M({{"a", S("1")}})})}}));
}

TEST(Projection, UnmatchedPathsVanishWithTheirParents) {
  const testing::Item attributes = testing::sample_item();
  EXPECT_EQ(projected("nope", attributes), item({}));
  EXPECT_EQ(projected("m.x.y, l[3], a.b", attributes), item({}));
  EXPECT_EQ(projected("a[0], m[0], l.x", attributes), item({}));
  EXPECT_EQ(projected("m.x, a", attributes), item({{"a", S("x")}}));
}

TEST(Projection, WholeValuesAndPlaceholders) {
  const testing::Item attributes = item({{"a.b", S("dotted")}, {"a", M({{"b", S("nested")}})}});
  EXPECT_EQ(projected("#dot", attributes), item({{"a.b", S("dotted")}}));
  EXPECT_EQ(projected("#a", attributes), item({{"a", M({{"b", S("nested")}})}}));
  EXPECT_EQ(projected("#a.b", attributes), item({{"a", M({{"b", S("nested")}})}}));
}

TEST(Projection, NestedLists) {
  const testing::Item attributes =
      item({{"l", L({L({N("1"), N("2"), N("3")}), L({N("4")}), N("5")})}});
  EXPECT_EQ(projected("l[2], l[0][2], l[0][0], l[1][7]", attributes),
            item({{"l", L({L({N("1"), N("3")}), N("5")})}}));
}

TEST(Projection, MissingItemProjectsToNothing) {
  Placeholders placeholders;
  const auto projection = Projection::parse("a", placeholders);
  ASSERT_TRUE(projection.has_value());
  EXPECT_EQ(codec::decode_item(codec::ItemView(projection->apply(codec::ItemView()))), item({}));
}

TEST(Projection, OfAttributesTakesNamesLiterally) {
  const testing::Stored stored(item({{"a.b", S("dotted")}, {"a", S("x")}, {"status", S("y")}}));
  const std::string encoded =
      Projection::of_attributes({"a.b", "status", "no"}).apply(stored.view());
  EXPECT_EQ(codec::decode_item(codec::ItemView(encoded)),
            item({{"a.b", S("dotted")}, {"status", S("y")}}));
}

TEST(Projection, ByDefaultShowsNothing) {
  const testing::Stored stored(testing::sample_item());
  const std::string encoded = Projection().apply(stored.view());
  EXPECT_EQ(codec::decode_item(codec::ItemView(encoded)), item({}));
}

}  // namespace
}  // namespace dynarocks::expression
