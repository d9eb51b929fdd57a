#include "wire/value_dump.h"

#include <gtest/gtest.h>

#include "wire/model_shapes.h"
#include "wire/table_model_shapes.h"

namespace dynarocks::wire {
namespace {

std::string dump(const Shape& shape, const std::string& json) {
  JsonDocument document;
  const auto value = document.parse(json);
  if (!value) return "not JSON";
  std::string out;
  append_dump(shape, *value, out);
  return out;
}

TEST(ValueDump, PrintsScalars) {
  EXPECT_EQ(dump(shapes::text, R"("a 'b'\n")"), "a 'b'\n");
  EXPECT_EQ(dump(shapes::boolean, "true"), "true");
  const Shape integer{.kind = ShapeKind::integer};
  EXPECT_EQ(dump(integer, "-12"), "-12");
  EXPECT_EQ(dump(integer, "3.7"), "3");
  const Shape decimal{.kind = ShapeKind::double_number};
  EXPECT_EQ(dump(decimal, "3.5"), "3.5");
}

TEST(ValueDump, PrintsCollections) {
  EXPECT_EQ(dump(shapes::attribute_name_list, "[]"), "[]");
  EXPECT_EQ(dump(shapes::attribute_name_list, R"(["a","b",null])"), "[a, b, null]");
  EXPECT_EQ(dump(shapes::expression_attribute_names, R"({"#a":"x","#b":"y"})"), "{#a=x, #b=y}");
}

TEST(ValueDump, PrintsStructuresWithEveryField) {
  EXPECT_EQ(dump(shapes::key_schema, R"([{"KeyType":"HASH","AttributeName":"a"},{}])"),
            "[KeySchemaElement(attributeName=a, keyType=HASH), "
            "KeySchemaElement(attributeName=null, keyType=null)]");
  EXPECT_EQ(dump(shapes::attribute_map, R"({"k":{"S":"x"},"b":{"B":"AAA="}})"),
            "{k=AttributeValue(s=x, n=null, b=null, sS=null, nS=null, bS=null, m=null, l=null, "
            "nULL=null, bOOL=null), b=AttributeValue(s=null, n=null, "
            "b=java.nio.HeapByteBuffer[pos=0 lim=2 cap=2], sS=null, nS=null, bS=null, m=null, "
            "l=null, nULL=null, bOOL=null)}");
}

TEST(ValueDump, StopsGrowing) {
  std::string list = "[{}";
  for (int i = 0; i < 100'000; ++i) list += ",{}";
  EXPECT_LT(dump(shapes::attribute_value_list, list + "]").size(), dump_bytes + 1024);
}

TEST(FieldName, LowersTheFirstLetterOnly) {
  const auto field = [](std::string_view name) {
    std::string out;
    append_field_name(name, out);
    return out;
  };
  EXPECT_EQ(field("TableName"), "tableName");
  EXPECT_EQ(field("SSESpecification"), "sSESpecification");
  EXPECT_EQ(field("already"), "already");
  EXPECT_EQ(field(""), "");
}

}  // namespace
}  // namespace dynarocks::wire
