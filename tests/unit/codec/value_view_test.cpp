#include "codec/value_view.h"

#include <gtest/gtest.h>

#include "codec/item_codec.h"
#include "model/attribute_value.h"

namespace dynarocks::codec {
namespace {

using model::AttributeType;
using model::AttributeValue;

AttributeValue text(std::string s) { return AttributeValue(std::move(s)); }
AttributeValue number(std::string_view n) { return AttributeValue(*model::Number::parse(n)); }

model::AttributeMap map_of(std::vector<std::pair<std::string, AttributeValue>> entries) {
  model::AttributeMap map;
  for (auto& [name, value] : entries) map.set(name, std::move(value));
  return map;
}

TEST(ValueView, ReadsScalars) {
  const std::string s = encode_value(text("äöü"));
  EXPECT_EQ(ValueView(s).type(), AttributeType::S);
  EXPECT_EQ(ValueView(s).scalar(), "äöü");
  const std::string b = encode_value(AttributeValue(model::Binary{std::string(300, 'b')}));
  EXPECT_EQ(ValueView(b).type(), AttributeType::B);
  EXPECT_EQ(ValueView(b).scalar(), std::string(300, 'b'));
  const std::string yes = encode_value(AttributeValue(true));
  EXPECT_EQ(ValueView(yes).type(), AttributeType::BOOL);
  EXPECT_TRUE(ValueView(yes).boolean());
  EXPECT_FALSE(ValueView(encode_value(AttributeValue(false))).boolean());
  EXPECT_EQ(ValueView(encode_value(AttributeValue())).type(), AttributeType::NULL_);
}

TEST(ValueView, ReadsSetsInCanonicalOrder) {
  const std::string bytes = encode_value(AttributeValue(model::StringSet{{"a", "b", "c"}}));
  const SetView set = ValueView(bytes).set();
  EXPECT_EQ(set.count(), 3U);
  auto members = set.members();
  EXPECT_EQ(members.next(), "a");
  EXPECT_EQ(members.next(), "b");
  EXPECT_EQ(members.next(), "c");
  EXPECT_EQ(members.next(), std::nullopt);
  for (const char* in : {"a", "b", "c"}) EXPECT_TRUE(set.contains(in));
  for (const char* out : {"", "aa", "d"}) EXPECT_FALSE(set.contains(out));
}

TEST(ValueView, ReadsLists) {
  const std::string bytes = encode_value(
      AttributeValue(model::List{text("x"), AttributeValue(model::List{}), number("7")}));
  const ListView list = ValueView(bytes).list();
  EXPECT_EQ(list.count(), 3U);
  EXPECT_EQ(list.at(0)->scalar(), "x");
  EXPECT_EQ(list.at(1)->list().count(), 0U);
  EXPECT_EQ(decode_value(*list.at(2)), number("7"));
  EXPECT_EQ(list.at(3), std::nullopt);
  auto elements = list.elements();
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(elements.next().has_value());
  EXPECT_EQ(elements.next(), std::nullopt);
}

TEST(ValueView, FindsMapEntries) {
  const std::string bytes = encode_value(AttributeValue(
      map_of({{"b", text("2")}, {"a", text("1")}, {"d", AttributeValue(map_of({}))}})));
  const MapView map = ValueView(bytes).map();
  EXPECT_EQ(map.count(), 3U);
  EXPECT_EQ(map.find("a")->scalar(), "1");
  EXPECT_EQ(map.find("b")->scalar(), "2");
  EXPECT_EQ(map.find("d")->map().count(), 0U);
  for (const char* missing : {"", "A", "aa", "c", "e"}) EXPECT_EQ(map.find(missing), std::nullopt);
  auto entries = map.entries();
  EXPECT_EQ(entries.next()->name, "a");
}

TEST(ValueView, EqualityIsDeep) {
  const auto nested = [](std::string_view n) {
    return encode_value(AttributeValue(model::List{AttributeValue(map_of({{"k", number(n)}}))}));
  };
  const std::string one = nested("1");
  const std::string same = nested("1.0");
  const std::string other = nested("2");
  EXPECT_EQ(ValueView(one), ValueView(same));
  EXPECT_FALSE(ValueView(one) == ValueView(other));
  // A string and a binary of the same bytes differ.
  EXPECT_FALSE(ValueView(encode_value(text("a"))) ==
               ValueView(encode_value(AttributeValue(model::Binary{"a"}))));
}

TEST(CompareScalars, IsDynamoDbsOrder) {
  const auto compare = [](const AttributeValue& a, const AttributeValue& b) {
    const std::string x = encode_value(a);
    const std::string y = encode_value(b);
    return compare_scalars(ValueView(x), ValueView(y));
  };
  EXPECT_EQ(compare(text("a"), text("b")), -1);
  EXPECT_EQ(compare(text("a"), text("a")), 0);
  EXPECT_EQ(compare(text("b"), text("aa")), 1);
  EXPECT_EQ(compare(text("z"), text("ä")), -1);
  EXPECT_EQ(compare(number("10"), number("9")), 1);
  EXPECT_EQ(compare(number("-10"), number("-9")), -1);
  EXPECT_EQ(compare(number("1.0"), number("1")), 0);
  EXPECT_EQ(compare(AttributeValue(model::Binary{"\x7F"}), AttributeValue(model::Binary{"\x80"})),
            -1);
}

TEST(ItemView, AMissingItemIsEmpty) {
  const ItemView missing;
  EXPECT_TRUE(missing.empty());
  EXPECT_EQ(missing.size(), 0U);
  EXPECT_EQ(missing.attributes().count(), 0U);
  EXPECT_EQ(missing.attributes().entries().next(), std::nullopt);
  EXPECT_EQ(missing.find("a"), std::nullopt);
}

TEST(ItemView, ReadsAttributesInPlace) {
  const std::string bytes = encode_item(map_of({{"pk", text("a")}, {"n", number("-42")}}));
  const ItemView item(bytes);
  EXPECT_FALSE(item.empty());
  EXPECT_EQ(item.bytes(), bytes);
  EXPECT_EQ(item.size(), 2 + 1 + 1 + 3U);
  EXPECT_EQ(item.attributes().count(), 2U);
  EXPECT_EQ(item.find("pk")->scalar(), "a");
  EXPECT_EQ(item.find("x"), std::nullopt);
}

struct Sized {
  std::string what;
  AttributeValue value;
};

class ValueSize : public testing::TestWithParam<Sized> {};

TEST_P(ValueSize, IsThatOfTheTree) {
  const std::string bytes = encode_value(GetParam().value);
  EXPECT_EQ(ValueView(bytes).size(), model::value_size(GetParam().value)) << GetParam().what;
}

INSTANTIATE_TEST_SUITE_P(
    Types, ValueSize,
    testing::Values(Sized{"S", text("abc")}, Sized{"N", number("-12.345")}, Sized{"0", number("0")},
                    Sized{"B", AttributeValue(model::Binary{"ab"})},
                    Sized{"BOOL", AttributeValue(true)}, Sized{"NULL", AttributeValue()},
                    Sized{"SS", AttributeValue(model::StringSet{{"", "x", "yy"}})},
                    Sized{"NS", AttributeValue(model::NumberSet{{*model::Number::parse("-1.5"),
                                                                 *model::Number::parse("300")}})},
                    Sized{"BS", AttributeValue(model::BinarySet{{"abc"}})},
                    Sized{"L", AttributeValue(model::List{text("aa"), AttributeValue()})},
                    Sized{"M",
                          AttributeValue(map_of({{"k", text("v")}, {"long", number("1e5")}}))}));

}  // namespace
}  // namespace dynarocks::codec
