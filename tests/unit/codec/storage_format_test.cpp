// The example bytes of docs/storage-format.md. Data written by a released program must stay
// readable: when one of these fails, the format changed and needs a new version, not a new
// expectation.

#include <gtest/gtest.h>

#include "codec/item_codec.h"
#include "codec/key_codec.h"
#include "codec/layout.h"
#include "codec/number_codec.h"
#include "codec/request_token_codec.h"
#include "codec/table_codec.h"
#include "hex.h"

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

struct NumberExample {
  std::string text;
  std::string hex;
};

class NumberFormat : public testing::TestWithParam<NumberExample> {};

TEST_P(NumberFormat, IsAsDocumented) {
  std::string bytes;
  ASSERT_TRUE(append_number(GetParam().text, bytes).has_value());
  EXPECT_EQ(to_hex(bytes), GetParam().hex);
}

INSTANTIATE_TEST_SUITE_P(
    Examples, NumberFormat,
    testing::Values(NumberExample{"0", "80"}, NumberExample{"5", "c1 06"},
                    NumberExample{"-5", "3e 60 66"}, NumberExample{"12", "c1 0d"},
                    NumberExample{"123", "c2 02 18"}, NumberExample{"-123", "3d 64 4e 66"},
                    NumberExample{"0.5", "c0 33"}, NumberExample{"1.5", "c1 02 33"},
                    NumberExample{"1E+125", "ff 0b"}, NumberExample{"1E-130", "80 02"},
                    NumberExample{"-1E-130", "7f 64 66"}));

struct ValueExample {
  AttributeValue value;
  std::string hex;
};

class ValueFormat : public testing::TestWithParam<ValueExample> {};

TEST_P(ValueFormat, IsAsDocumented) {
  const std::string bytes = encode_value(GetParam().value);
  EXPECT_EQ(to_hex(bytes), GetParam().hex);
  EXPECT_TRUE(is_well_formed_value(bytes));
  EXPECT_EQ(decode_value(ValueView(bytes)), GetParam().value);
}

INSTANTIATE_TEST_SUITE_P(
    Examples, ValueFormat,
    testing::Values(ValueExample{text("ab"), "01 02 61 62"}, ValueExample{text("ü"), "01 02 c3 bc"},
                    ValueExample{text(""), "01 00"}, ValueExample{number("5"), "02 02 c1 06"},
                    ValueExample{AttributeValue(model::Binary{std::string("\0\xFF", 2)}),
                                 "03 02 00 ff"},
                    ValueExample{AttributeValue(false), "04 00"},
                    ValueExample{AttributeValue(true), "04 01"},
                    ValueExample{AttributeValue(model::Null{}), "05"},
                    ValueExample{AttributeValue(model::StringSet{{"a", "b"}}),
                                 "06 08 00 00 00 02 00 00 00 01 61 01 62"},
                    ValueExample{AttributeValue(model::NumberSet{
                                     {model::Number::from_int(9), model::Number::from_int(10)}}),
                                 "07 0a 00 00 00 02 00 00 00 02 c1 0a 02 c1 0b"},
                    ValueExample{AttributeValue(model::BinarySet{{std::string("\xFF", 1)}}),
                                 "08 06 00 00 00 01 00 00 00 01 ff"},
                    ValueExample{AttributeValue(model::List{}), "09 04 00 00 00 00 00 00 00"},
                    ValueExample{AttributeValue(model::List{text("a"), AttributeValue(true)}),
                                 "09 09 00 00 00 02 00 00 00 01 01 61 04 01"},
                    ValueExample{AttributeValue(map_of({{"k", text("v")}})),
                                 "0a 09 00 00 00 01 00 00 00 01 6b 01 01 76"}));

TEST(StringFormat, LengthsAreVarints) {
  EXPECT_EQ(to_hex(encode_value(text(std::string(127, 'a')))).substr(0, 8), "01 7f 61");
  EXPECT_EQ(to_hex(encode_value(text(std::string(128, 'a')))).substr(0, 11), "01 80 01 61");
  EXPECT_EQ(to_hex(encode_value(text(std::string(300, 'a')))).substr(0, 11), "01 ac 02 61");
}

TEST(ItemFormat, IsAsDocumented) {
  const auto item = map_of({{"pk", text("a")},
                            {"n", number("-1.5")},
                            {"tags", AttributeValue(model::StringSet{{"x", "yy"}})}});
  const std::string bytes = encode_item(item);
  EXPECT_EQ(to_hex(bytes),
            "01 0f 00 00 00 03 00 00 00 "
            "01 6e 02 04 3e 64 33 66 "
            "02 70 6b 01 01 61 "
            "04 74 61 67 73 06 09 00 00 00 02 00 00 00 01 78 02 79 79");
  EXPECT_EQ(decode_item(ItemView(bytes)), item);
}

struct ComponentExample {
  std::string scalar_hex;
  std::string hex;
};

class KeyComponentFormat : public testing::TestWithParam<ComponentExample> {};

TEST_P(KeyComponentFormat, IsAsDocumented) {
  std::string bytes;
  append_key_component(from_hex(GetParam().scalar_hex), bytes);
  EXPECT_EQ(to_hex(bytes), GetParam().hex);
}

INSTANTIATE_TEST_SUITE_P(Examples, KeyComponentFormat,
                         testing::Values(ComponentExample{"61", "61 00 01"},
                                         ComponentExample{"61 00 62", "61 00 ff 62 00 01"},
                                         ComponentExample{"", "00 01"},
                                         ComponentExample{"c1 06", "c1 06 00 01"},
                                         ComponentExample{"00 5b 66", "00 ff 5b 66 00 01"}));

TEST(RowFormat, IsAsDocumented) {
  EXPECT_EQ(to_hex(item_row("a", std::nullopt)), "49 f6 55 8e 51 62 75 de e2 61 00 01");
  EXPECT_EQ(to_hex(item_row("a", "s")), "49 f6 55 8e 51 62 75 de e2 61 00 01 73 00 01");
  EXPECT_EQ(to_hex(item_row(from_hex("c1 06"), std::nullopt)),
            "49 d5 f5 0b a2 31 7a 08 d8 c1 06 00 01");
  EXPECT_EQ(to_hex(counters_row), "43");
  const std::vector<std::string_view> hash{"g", "h"};
  const std::vector<std::string> range{from_hex("c1 06")};
  const std::vector<std::string_view> range_scalars(range.begin(), range.end());
  const std::string item = item_row("a", std::nullopt);
  EXPECT_EQ(to_hex(index_row(1, std::span(hash).first(1), {}, item)),
            "58 00 00 00 01 e8 5f 0b fe ad ef 2c ed 67 00 01 f6 55 8e 51 62 75 de e2 61 00 01");
  EXPECT_EQ(
      to_hex(index_row(2, hash, range_scalars, item)),
      "58 00 00 00 02 2d f0 bc de 6a 72 54 da 67 00 01 68 00 01 c1 06 00 01 f6 55 8e 51 62 75 "
      "de e2 61 00 01");
  EXPECT_EQ(to_hex(index_rows(2)), "58 00 00 00 02");
  EXPECT_EQ(to_hex(index_hash_slice_start(2, 0xF65)), "58 00 00 00 02 f6 50");
  EXPECT_EQ(to_hex(index_hash_slice_start(2, 4096)), "58 00 00 00 03");
  EXPECT_EQ(to_hex(index_counters_row(258)), "43 00 00 01 02");
  EXPECT_EQ(to_hex(collection_counters_row("a")), "4b f6 55 8e 51 62 75 de e2 61 00 01");
  EXPECT_EQ(to_hex(hash_slice_start(0xF65)), "49 f6 50");
  EXPECT_EQ(hash_slice_of_row(item_row("a", "s")), 0xF65U);
  EXPECT_EQ(to_hex(table_row({{"000000000000", "us-east-1"}, "Music"})),
            "54 30 30 30 30 30 30 30 30 30 30 30 30 00 "
            "75 73 2d 65 61 73 74 2d 31 00 4d 75 73 69 63");
}

TEST(TableRecordFormat, IsAsDocumented) {
  TableRecord record;
  record.space = 7;
  record.description.key = {{"000000000000", "us-east-1"}, "Music"};
  record.description.table_id = "id";
  record.description.creation_time = 1'700'000'000'000;
  record.description.attribute_definitions = {{"pk", AttributeType::S}};
  record.description.key_schema = {{"pk", model::KeyType::HASH}};
  record.description.billing_mode = model::BillingMode::PAY_PER_REQUEST;
  record.description.tags = {{"k", "v"}};
  const std::string bytes = encode_table_record(record);
  EXPECT_EQ(to_hex(bytes),
            "01 "
            "01 08 07 00 00 00 00 00 00 00 "
            "02 0c 30 30 30 30 30 30 30 30 30 30 30 30 "
            "03 09 75 73 2d 65 61 73 74 2d 31 "
            "04 05 4d 75 73 69 63 "
            "05 02 69 64 "
            "06 08 01 00 00 00 00 00 00 00 "
            "07 08 00 68 e5 cf 8b 01 00 00 "
            "08 0e 01 02 70 6b 02 08 00 00 00 00 00 00 00 00 "
            "09 0e 01 02 70 6b 02 08 00 00 00 00 00 00 00 00 "
            "0a 08 01 00 00 00 00 00 00 00 "
            "0c 1e 01 08 00 00 00 00 00 00 00 00 02 08 00 00 00 00 00 00 00 00 "
            "03 08 00 00 00 00 00 00 00 00 "
            "0d 14 01 08 00 00 00 00 00 00 00 00 02 08 00 00 00 00 00 00 00 00 "
            "0e 00 "
            "11 08 00 00 00 00 00 00 00 00 "
            "12 06 01 01 6b 02 01 76");
  EXPECT_TRUE(decode_table_record(bytes).has_value());
}

TEST(KinesisDestinationFormat, IsAsDocumented) {
  TableRecord record;
  record.space = 7;
  record.description.key = {{"0", "r"}, "t"};
  record.description.table_id = "id";
  record.description.key_schema = {{"pk", model::KeyType::HASH}};
  const std::size_t before = encode_table_record(record).size();
  record.description.kinesis_destinations = {{"arn", model::DestinationStatus::ENABLE_FAILED, "no",
                                              model::CreationTimePrecision::MICROSECOND}};
  record.description.delivery_label = "label";
  EXPECT_EQ(to_hex(encode_table_record(record).substr(before)),
            "20 1d 01 03 61 72 6e 02 08 04 00 00 00 00 00 00 00 "
            "03 02 6e 6f 04 08 01 00 00 00 00 00 00 00 "
            "21 05 6c 61 62 65 6c");
}

TEST(ResourcePolicyFormat, IsAsDocumented) {
  TableRecord record;
  record.space = 7;
  record.description.key = {{"000000000000", "us-east-1"}, "Music"};
  record.description.table_id = "id";
  record.description.key_schema = {{"pk", model::KeyType::HASH}};
  const std::string without = encode_table_record(record);
  record.description.resource_policy = {"{}", 1'700'000'000'000};
  const std::string bytes = encode_table_record(record);
  EXPECT_EQ(to_hex(bytes.substr(without.size())),
            "22 0e 01 02 7b 7d 02 08 00 68 e5 cf 8b 01 00 00");
  const auto read = decode_table_record(bytes);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->description.resource_policy, record.description.resource_policy);
}

TEST(RequestTokenFormat, IsAsDocumented) {
  const std::string row = request_token_row({"000000000000", "us-east-1"}, "t");
  EXPECT_EQ(to_hex(row),
            "52 30 30 30 30 30 30 30 30 30 30 30 30 00 "
            "75 73 2d 65 61 73 74 2d 31 00 74");
  const std::string expiry = request_expiry_row(1'700'000'000'000, row);
  EXPECT_EQ(to_hex(expiry), "45 00 00 01 8b cf e5 68 00 " + to_hex(row));
  EXPECT_EQ(listed_request_token_row(expiry), row);
  const std::string bytes =
      encode_request_token({1'700'000'000'000, std::string(32, '\x11'), {1, 300}});
  EXPECT_EQ(to_hex(bytes),
            "01 "
            "01 08 00 68 e5 cf 8b 01 00 00 "
            "02 20 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 "
            "11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 "
            "03 03 01 ac 02");
  EXPECT_TRUE(decode_request_token(bytes).has_value());
}

}  // namespace
}  // namespace dynarocks::codec
