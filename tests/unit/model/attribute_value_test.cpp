#include "model/attribute_value.h"

#include <gtest/gtest.h>

namespace dynarocks::model {
namespace {

AttributeValue text(std::string s) { return AttributeValue(std::move(s)); }
AttributeValue number(std::string_view n) { return AttributeValue(*Number::parse(n)); }

template <class Name>
AttributeMap item(const Name& name, AttributeValue value) {
  AttributeMap map;
  map.set(name, std::move(value));
  return map;
}

TEST(AttributeMap, KeepsNamesSortedByBytesAndUnique) {
  AttributeMap map;
  for (const char* name : {"b", "a", "ä", "B", "ab", "a"}) map.set(name, text(name));
  map.set("b", text("replaced"));
  std::vector<std::string> names;
  for (const auto& [name, value] : map) names.push_back(name);
  EXPECT_EQ(names, (std::vector<std::string>{"B", "a", "ab", "b", "ä"}));
  EXPECT_EQ(*map.find("b"), text("replaced"));
  EXPECT_EQ(map.find("c"), nullptr);
  EXPECT_TRUE(map.erase("b"));
  EXPECT_FALSE(map.erase("b"));
  EXPECT_EQ(map.find("b"), nullptr);
  EXPECT_EQ(map.size(), 4U);
}

TEST(AttributeMap, EqualityIgnoresTheOrderOfInsertion) {
  AttributeMap a;
  AttributeMap b;
  a.set("x", number("1"));
  a.set("y", text("v"));
  b.set("y", text("v"));
  b.set("x", number("1.0"));
  EXPECT_EQ(a, b);
  b.set("x", number("2"));
  EXPECT_FALSE(a == b);
}

TEST(AttributeMap, ItsValuesCanBeChanged) {
  AttributeMap map = item("a", text("old"));
  *map.find("a") = text("new");
  EXPECT_EQ(*map.find("a"), text("new"));
}

TEST(AttributeValue, KnowsItsType) {
  EXPECT_EQ(text("a").type(), AttributeType::S);
  EXPECT_EQ(number("1").type(), AttributeType::N);
  EXPECT_EQ(AttributeValue(Binary{"b"}).type(), AttributeType::B);
  EXPECT_EQ(AttributeValue(true).type(), AttributeType::BOOL);
  EXPECT_EQ(AttributeValue().type(), AttributeType::NULL_);
  EXPECT_EQ(AttributeValue(StringSet{}).type(), AttributeType::SS);
  EXPECT_EQ(AttributeValue(NumberSet{}).type(), AttributeType::NS);
  EXPECT_EQ(AttributeValue(BinarySet{}).type(), AttributeType::BS);
  EXPECT_EQ(AttributeValue(List{}).type(), AttributeType::L);
  EXPECT_EQ(AttributeValue(AttributeMap{}).type(), AttributeType::M);
}

struct Sized {
  std::string what;
  AttributeMap item;
  std::size_t size;
};

class ItemSize : public testing::TestWithParam<Sized> {};

TEST_P(ItemSize, CountsAsTheServiceDoes) {
  EXPECT_EQ(item_size(GetParam().item), GetParam().size) << GetParam().what;
}

INSTANTIATE_TEST_SUITE_P(
    Vectors, ItemSize,
    testing::Values(
        Sized{"nothing", {}, 0}, Sized{"S", item("pk", text("a")), 3},
        Sized{"two-byte character", item("pk", text("ü")), 4},
        Sized{"two-byte name", item("ü", text("")), 2},
        Sized{"NULL", item("a", AttributeValue()), 2},
        Sized{"BOOL", item("a", AttributeValue(false)), 2},
        Sized{"B", item("a", AttributeValue(Binary{std::string(3, '\0')})), 4},
        Sized{"N", item("a", number("-12345")), 6},
        Sized{"[]", item("a", AttributeValue(List{})), 4},
        Sized{"{}", item("a", AttributeValue(AttributeMap{})), 4},
        Sized{"[aa]", item("a", AttributeValue(List{text("aa")})), 7},
        Sized{"{k:v}", item("a", AttributeValue(item("k", text("v")))), 7},
        Sized{"SS", item("a", AttributeValue(StringSet{{"x", "yy"}})), 4},
        Sized{"NS", item("a", AttributeValue(NumberSet{{Number(), Number::from_int(123)}})), 5},
        Sized{"BS", item("a", AttributeValue(BinarySet{{"", "abc"}})), 4},
        Sized{"nested",
              item("a", AttributeValue(List{AttributeValue(item("k", AttributeValue(List{})))})),
              1 + 3 + 1 + 3 + 1 + 1 + 3}));

}  // namespace
}  // namespace dynarocks::model
