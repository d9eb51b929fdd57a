#include "wire/json_writer.h"

#include <gtest/gtest.h>

#include "codec/number_codec.h"
#include "codec/value_encoder.h"
#include "wire/json_value.h"

namespace dynarocks::wire {
namespace {

using codec::ValueEncoder;
using model::AttributeType;

std::string escaped(std::string_view text) {
  std::string out;
  JsonWriter::append_string(text, out);
  return out;
}

TEST(JsonWriter, SeparatesMembersAndElements) {
  std::string out;
  JsonWriter writer(out);
  writer.begin_object();
  writer.key("a").begin_array().integer(1).integer(-2).begin_object().end_object().end_array();
  writer.key("b").string("x").key("c").boolean(true).key("d").boolean(false).key("e").null();
  writer.key("f").begin_object().key("g").begin_array().end_array().end_object();
  writer.key("h").integer(INT64_MIN);
  writer.end_object();
  EXPECT_EQ(out, R"({"a":[1,-2,{}],"b":"x","c":true,"d":false,"e":null,"f":{"g":[]},)"
                 R"("h":-9223372036854775808})");
}

TEST(JsonWriter, EscapesWhatJsonDemandsAndNothingElse) {
  EXPECT_EQ(escaped(""), R"("")");
  EXPECT_EQ(escaped("say \"hi\" \\ now"), R"("say \"hi\" \\ now")");
  EXPECT_EQ(escaped("\b\f\n\r\t"), R"("\b\f\n\r\t")");
  EXPECT_EQ(escaped(std::string_view("\0\x01\x1F", 3)), R"("\u0000\u0001\u001F")");
  EXPECT_EQ(escaped("a/b\x7F"), "\"a/b\x7F\"");
  EXPECT_EQ(escaped("äé€😀"), "\"äé€😀\"");
}

TEST(JsonWriter, WritesNumbersAsShortAsTheyReadBack) {
  std::string out;
  JsonWriter writer(out);
  writer.begin_array().number(1).number(0.1).number(-2.5).number(1e300).number(0).end_array();
  EXPECT_EQ(out, "[1,0.1,-2.5,1e+300,0]");
}

TEST(JsonWriter, WritesUnitsWithOneDecimal) {
  const auto units = [](double value) {
    std::string out;
    JsonWriter(out).units(value);
    return out;
  };
  EXPECT_EQ(units(0), "0.0");
  EXPECT_EQ(units(0.5), "0.5");
  EXPECT_EQ(units(1), "1.0");
  EXPECT_EQ(units(381), "381.0");
  EXPECT_EQ(units(4096.5), "4096.5");
}

TEST(JsonWriter, WritesTimestampsInSeconds) {
  const auto timestamp = [](std::int64_t millis) {
    std::string out;
    JsonWriter(out).timestamp(millis);
    return out;
  };
  EXPECT_EQ(timestamp(0), "0.000");
  EXPECT_EQ(timestamp(1'363'729'002'358), "1363729002.358");
  EXPECT_EQ(timestamp(1'700'000'000'007), "1700000000.007");
  EXPECT_EQ(timestamp(-1'500), "-1.500");
}

void number(ValueEncoder& encoder, std::string_view text) {
  std::string ordered;
  ASSERT_TRUE(codec::append_number(text, ordered));
  encoder.number(ordered);
}

TEST(JsonWriter, WritesEveryAttributeType) {
  std::string bytes;
  ValueEncoder encoder(bytes);
  encoder.begin_item();
  encoder.name("b\"");
  encoder.binary(std::string_view("\0\xFF", 2));
  encoder.name("bool");
  encoder.boolean(false);
  encoder.name("bs");
  encoder.begin_set(AttributeType::BS);
  encoder.member("ab");
  encoder.member("");
  EXPECT_TRUE(encoder.end_set());
  encoder.name("l");
  encoder.begin_list();
  encoder.string("x");
  encoder.begin_list();
  encoder.end_list();
  encoder.end_list();
  encoder.name("m");
  encoder.begin_map();
  encoder.name("z");
  encoder.null();
  encoder.name("a");
  encoder.boolean(true);
  encoder.end_map();
  encoder.name("n");
  number(encoder, "-1.50e3");
  encoder.name("ns");
  encoder.begin_set(AttributeType::NS);
  for (const char* text : {"10", "9", "-1e-3"}) {
    std::string ordered;
    ASSERT_TRUE(codec::append_number(text, ordered));
    encoder.member(ordered);
  }
  EXPECT_TRUE(encoder.end_set());
  encoder.name("s");
  encoder.string("ä\n");
  encoder.name("ss");
  encoder.begin_set(AttributeType::SS);
  encoder.member("b");
  encoder.member("a");
  EXPECT_TRUE(encoder.end_set());
  encoder.end_item();

  std::string out;
  JsonWriter(out).item(codec::ItemView(bytes));
  EXPECT_EQ(out,
            R"({"b\"":{"B":"AP8="},"bool":{"BOOL":false},"bs":{"BS":["","YWI="]},)"
            R"("l":{"L":[{"S":"x"},{"L":[]}]},"m":{"M":{"a":{"BOOL":true},"z":{"NULL":true}}},)"
            R"("n":{"N":"-1500"},"ns":{"NS":["-0.001","9","10"]},"s":{"S":"ä\n"},)"
            R"("ss":{"SS":["a","b"]}})");
}

TEST(JsonWriter, SeparatesValuesAndItems) {
  std::string bytes;
  ValueEncoder(bytes).string("x");
  std::string out;
  JsonWriter writer(out);
  writer.begin_array().value(codec::ValueView(bytes)).value(codec::ValueView(bytes)).end_array();
  EXPECT_EQ(out, R"([{"S":"x"},{"S":"x"}])");

  std::string item;
  ValueEncoder encoder(item);
  encoder.begin_item();
  encoder.end_item();
  out.clear();
  JsonWriter(out).begin_object().key("Item").item(codec::ItemView(item)).key("n").null();
  EXPECT_EQ(out, R"({"Item":{},"n":null)");
}

}  // namespace
}  // namespace dynarocks::wire
