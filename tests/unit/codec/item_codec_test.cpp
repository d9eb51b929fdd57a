#include "codec/item_codec.h"

#include <gtest/gtest.h>

#include "hex.h"

namespace dynarocks::codec {
namespace {

using model::AttributeValue;

model::AttributeMap every_type() {
  model::AttributeMap inner;
  inner.set("k", AttributeValue(std::string("v")));
  model::AttributeMap item;
  item.set("s", AttributeValue(std::string("text")));
  item.set("n", AttributeValue(*model::Number::parse("-1.5")));
  item.set("b", AttributeValue(model::Binary{std::string("\0\xFF", 2)}));
  item.set("yes", AttributeValue(true));
  item.set("no", AttributeValue(false));
  item.set("null", AttributeValue(model::Null{}));
  item.set("ss", AttributeValue(model::StringSet{{"", "a", "b"}}));
  item.set("ns", AttributeValue(
                     model::NumberSet{{model::Number::from_int(9), model::Number::from_int(10)}}));
  item.set("bs", AttributeValue(model::BinarySet{{std::string("\0", 1), "x"}}));
  item.set("l", AttributeValue(model::List{AttributeValue(inner), AttributeValue(model::List{})}));
  item.set("m", AttributeValue(inner));
  return item;
}

TEST(ItemCodec, EveryTypeRoundTrips) {
  const model::AttributeMap item = every_type();
  const std::string bytes = encode_item(item);
  EXPECT_TRUE(is_well_formed_item(bytes));
  EXPECT_EQ(decode_item(ItemView(bytes)), item);
  EXPECT_EQ(ItemView(bytes).size(), model::item_size(item));
  for (const auto& [name, value] : item) {
    const std::string encoded = encode_value(value);
    EXPECT_TRUE(is_well_formed_value(encoded)) << name;
    EXPECT_EQ(decode_value(ValueView(encoded)), value) << name;
    EXPECT_EQ(ItemView(bytes).find(name)->bytes(), encoded) << name;
  }
}

TEST(ItemCodec, TheEmptyItemIsAnItem) {
  const std::string bytes = encode_item({});
  EXPECT_TRUE(is_well_formed_item(bytes));
  EXPECT_FALSE(ItemView(bytes).empty());
  EXPECT_EQ(ItemView(bytes).attributes().count(), 0U);
}

AttributeValue nested(int wraps) {
  AttributeValue value(std::string("leaf"));
  for (int i = 0; i < wraps; ++i) {
    model::AttributeMap map;
    map.set("k", std::move(value));
    value = AttributeValue(std::move(map));
  }
  return value;
}

TEST(WellFormed, LeavesMaySitAtLevel32) {
  model::AttributeMap item;
  item.set("a", nested(31));
  EXPECT_TRUE(is_well_formed_item(encode_item(item)));
  EXPECT_TRUE(is_well_formed_value(encode_value(nested(31))));
  item.set("a", nested(32));
  EXPECT_FALSE(is_well_formed_item(encode_item(item)));
  EXPECT_FALSE(is_well_formed_value(encode_value(nested(32))));
}

TEST(WellFormed, EveryTruncationIsRefused) {
  const std::string bytes = encode_item(every_type());
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_FALSE(is_well_formed_item(std::string_view(bytes).substr(0, length))) << length;
  }
  EXPECT_FALSE(is_well_formed_item(bytes + '\0'));
}

class MalformedValue : public testing::TestWithParam<std::string> {};

TEST_P(MalformedValue, IsRefused) { EXPECT_FALSE(is_well_formed_value(from_hex(GetParam()))); }

INSTANTIATE_TEST_SUITE_P(
    Bytes, MalformedValue,
    testing::Values("", "00", "0b", "ff",                   // no type
                    "01", "01 01", "01 02 61", "01 00 61",  // length past or before the end
                    "01 80 00", "01 81 00 61",              // a length not in its shortest form
                    "01 ff ff ff ff ff ff ff ff ff 01", "01 80 80 80 80 80 80 80 80 80 02",
                    "01 80 80 80 80 80 80 80 80 80 80 01",  // beyond 64 bits
                    "02 00", "02 01 00", "02 02 c1 01",     // no number
                    "04", "04 02", "04 ff",                 // no boolean
                    "05 00",                                // bytes after the value
                    "06", "06 04 00 00", "06 04 00 00 00",
                    "06 04 00 00 00 00 00 00 00",              // empty set
                    "06 03 00 00 00 01 00 00 00 00",           // length short of the count
                    "06 08 00 00 00 02 00 00 00 01 62 01 61",  // members not sorted
                    "06 08 00 00 00 02 00 00 00 01 61 01 61",  // members equal
                    "06 06 00 00 00 02 00 00 00 01 61",        // fewer members than counted
                    "06 08 00 00 00 01 00 00 00 01 61 01 62",  // more members than counted
                    "07 06 00 00 00 01 00 00 00 01 00",        // member no number
                    "09 04 00 00 00 01 00 00 00", "09 05 00 00 00 00 00 00 00 05",
                    "09 05 00 00 00 ff ff ff ff 05", "09 ff ff ff ff 01 00 00 00 05",
                    "0a 04 00 00 00 01 00 00 00", "0a 06 00 00 00 01 00 00 00 01 61",
                    "0a 0a 00 00 00 02 00 00 00 01 62 05 01 61 05",    // names not sorted
                    "0a 0a 00 00 00 02 00 00 00 01 61 05 01 61 05"));  // names equal

TEST(WellFormed, ItemHeadersAreChecked) {
  const std::string good = "01 02 00 00 00 01 00 00 00 01 61 05";
  EXPECT_TRUE(is_well_formed_item(from_hex(good)));
  EXPECT_FALSE(is_well_formed_item(from_hex("02 02 00 00 00 01 00 00 00 01 61 05")));  // format
  EXPECT_FALSE(is_well_formed_item(from_hex("01 03 00 00 00 01 00 00 00 01 61 05")));  // size
  EXPECT_FALSE(is_well_formed_item(from_hex("01 02 00 00 00 02 00 00 00 01 61 05")));  // count
}

}  // namespace
}  // namespace dynarocks::codec
