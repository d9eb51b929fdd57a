// The table of SerializationException texts: declared type by JSON value.
#include "wire/shape_check.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "wire/control_plane_shapes.h"
#include "wire/data_plane_shapes.h"

namespace dynarocks::wire {
namespace {

constexpr const char* structure_start = "Start of structure or map found where not expected";
constexpr const char* field_type = "Unexpected field type";
constexpr const char* payload_type = "Unexpected value type in payload";
constexpr const char* generic_type =
    "class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class "
    "java.lang.Class (sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and "
    "java.lang.Class are in module java.base of loader 'bootstrap')";

model::ApiResult<void> check(const OperationShape& shape, const std::string& body) {
  JsonDocument document;
  const auto root = document.parse(body);
  if (!root) return failure(model::validation_error("not JSON: " + body));
  return check_types(shape, *root);
}

std::string message(const OperationShape& shape, const std::string& body) {
  const auto result = check(shape, body);
  if (result) return "";
  EXPECT_EQ(result.error().code, model::ErrorCode::serialization) << body;
  return result.error().message;
}

/// One declared type: where it stands (the value replaces the %), and its text for each JSON value.
struct Row {
  const char* name;
  const OperationShape* shape;
  const char* body;
  const char* for_true;
  const char* for_false;
  const char* for_integer;
  const char* for_decimal;
  const char* for_string;
  const char* for_array;
  const char* for_object;
};
std::ostream& operator<<(std::ostream& out, const Row& row) { return out << row.name; }

class SerializationTable : public testing::TestWithParam<Row> {
 protected:
  static std::string with(const char* value) {
    std::string body = GetParam().body;
    return body.replace(body.find('%'), 1, value);
  }
  static std::string text(const char* value) { return message(*GetParam().shape, with(value)); }
};

TEST_P(SerializationTable, AnswersEachJsonType) {
  const Row& row = GetParam();
  EXPECT_EQ(text("true"), row.for_true);
  EXPECT_EQ(text("false"), row.for_false);
  EXPECT_EQ(text("5"), row.for_integer);
  EXPECT_EQ(text("18446744073709551615"), row.for_integer);
  EXPECT_EQ(text("5.5"), row.for_decimal);
  EXPECT_EQ(text("\"abc\""), row.for_string);
  EXPECT_EQ(text("[]"), row.for_array);
  EXPECT_EQ(text("{}"), row.for_object);
  EXPECT_EQ(text("null"), "");
}

#define TO(type)                                                                         \
  "TRUE_VALUE cannot be converted to " type, "FALSE_VALUE cannot be converted to " type, \
      "NUMBER_VALUE cannot be converted to " type, "DECIMAL_VALUE cannot be converted to " type
#define ALL_SCALARS(text) text, text, text, text, text
#define DYNAMODB_TYPE(type) \
  "Unrecognized collection type class com.amazonaws.dynamodb.v20120810." type
#define MAP_OF(type) "Unrecognized collection type java.util.Map<java.lang.String, " type ">"
#define MAP_OF_TYPE(type) MAP_OF("com.amazonaws.dynamodb.v20120810." type)

constexpr const char* string_array = "Unrecognized collection type class java.lang.String";
constexpr const char* boolean_array = "Unrecognized collection type class java.lang.Boolean";
constexpr const char* integer_array = "Unrecognized collection type class java.lang.Integer";
constexpr const char* long_array = "Unrecognized collection type class java.lang.Long";
constexpr const char* blob_array = "Unrecognized collection type class java.nio.ByteBuffer";
constexpr const char* only_base64 = "only base-64-encoded strings are convertible to bytes";
constexpr const char* base64_length =
    "Base64 encoded length is expected a multiple of 4 bytes but found: 3";

const Row rows[] = {
    {"String", &put_item_shape, R"({"TableName":%})", TO("String"), "", string_array,
     structure_start},
    {"AttributeValueS", &put_item_shape, R"({"Item":{"a":{"S":%}}})", TO("String"), "",
     string_array, structure_start},
    {"AttributeValueN", &put_item_shape, R"({"Item":{"a":{"N":%}}})", TO("String"), "",
     string_array, structure_start},
    {"StringInList", &get_item_shape, R"({"AttributesToGet":[%]})", TO("String"), "", string_array,
     structure_start},
    {"StringInMap", &query_shape, R"({"ExpressionAttributeNames":{"#a":%}})", TO("String"), "",
     string_array, structure_start},
    {"SetMember", &put_item_shape, R"({"Item":{"a":{"SS":[%]}}})", TO("String"), "", string_array,
     structure_start},
    {"NumberSetMember", &put_item_shape, R"({"Item":{"a":{"NS":[%]}}})", TO("String"), "",
     string_array, structure_start},
    {"Boolean", &get_item_shape, R"({"ConsistentRead":%})", "", "",
     "NUMBER_VALUE cannot be converted to Boolean", "DECIMAL_VALUE cannot be converted to Boolean",
     "Unexpected token received from parser", boolean_array, structure_start},
    {"AttributeValueBool", &put_item_shape, R"({"Item":{"a":{"BOOL":%}}})", "", "",
     "NUMBER_VALUE cannot be converted to Boolean", "DECIMAL_VALUE cannot be converted to Boolean",
     "Unexpected token received from parser", boolean_array, structure_start},
    {"AttributeValueNull", &put_item_shape, R"({"Item":{"a":{"NULL":%}}})", "", "",
     "NUMBER_VALUE cannot be converted to Boolean", "DECIMAL_VALUE cannot be converted to Boolean",
     "Unexpected token received from parser", boolean_array, structure_start},
    {"Integer", &query_shape, R"({"Limit":%})", "TRUE_VALUE cannot be converted to Integer",
     "FALSE_VALUE cannot be converted to Integer", "", "",
     "STRING_VALUE cannot be converted to Integer", integer_array, structure_start},
    {"Long", &create_table_shape, R"({"ProvisionedThroughput":{"ReadCapacityUnits":%}})",
     "TRUE_VALUE cannot be converted to Long", "FALSE_VALUE cannot be converted to Long", "", "",
     "STRING_VALUE cannot be converted to Long", long_array, structure_start},
    {"Blob", &put_item_shape, R"({"Item":{"a":{"B":%}}})", only_base64, only_base64, only_base64,
     only_base64, base64_length, blob_array, structure_start},
    {"BlobInSet", &put_item_shape, R"({"Item":{"a":{"BS":[%]}}})", only_base64, only_base64,
     only_base64, only_base64, base64_length, blob_array, structure_start},
    {"List", &get_item_shape, R"({"AttributesToGet":%})", ALL_SCALARS(field_type), "",
     structure_start},
    {"AttributeValueSet", &put_item_shape, R"({"Item":{"a":{"SS":%}}})", ALL_SCALARS(field_type),
     "", structure_start},
    {"AttributeValueL", &put_item_shape, R"({"Item":{"a":{"L":%}}})", ALL_SCALARS(field_type), "",
     structure_start},
    {"AttributeMap", &put_item_shape, R"({"Item":%})", ALL_SCALARS(field_type),
     MAP_OF_TYPE("AttributeValue"), ""},
    {"Key", &get_item_shape, R"({"Key":%})", ALL_SCALARS(field_type), MAP_OF_TYPE("AttributeValue"),
     ""},
    {"AttributeValueM", &put_item_shape, R"({"Item":{"a":{"M":%}}})", ALL_SCALARS(field_type),
     MAP_OF_TYPE("AttributeValue"), ""},
    {"ExpressionAttributeValues", &query_shape, R"({"ExpressionAttributeValues":%})",
     ALL_SCALARS(field_type), MAP_OF_TYPE("AttributeValue"), ""},
    {"ExpressionAttributeNames", &query_shape, R"({"ExpressionAttributeNames":%})",
     ALL_SCALARS(field_type), MAP_OF("java.lang.String"), ""},
    {"Expected", &put_item_shape, R"({"Expected":%})", ALL_SCALARS(field_type),
     MAP_OF_TYPE("ExpectedAttributeValue"), ""},
    {"AttributeUpdates", &update_item_shape, R"({"AttributeUpdates":%})", ALL_SCALARS(field_type),
     MAP_OF_TYPE("AttributeValueUpdate"), ""},
    {"KeyConditions", &query_shape, R"({"KeyConditions":%})", ALL_SCALARS(field_type),
     MAP_OF_TYPE("Condition"), ""},
    {"ScanFilter", &scan_shape, R"({"ScanFilter":%})", ALL_SCALARS(field_type),
     MAP_OF_TYPE("Condition"), ""},
    {"BatchGetRequestItems", &batch_get_item_shape, R"({"RequestItems":%})",
     ALL_SCALARS(field_type), MAP_OF_TYPE("KeysAndAttributes"), ""},
    {"BatchWriteRequestItems", &batch_write_item_shape, R"({"RequestItems":%})",
     ALL_SCALARS(field_type),
     MAP_OF("java.util.List<com.amazonaws.dynamodb.v20120810.WriteRequest>"), ""},
    {"StructureInMap", &put_item_shape, R"({"Item":{"a":%}})", ALL_SCALARS(payload_type),
     DYNAMODB_TYPE("AttributeValue"), ""},
    {"StructureInList", &put_item_shape, R"({"Item":{"a":{"L":[%]}}})", ALL_SCALARS(payload_type),
     DYNAMODB_TYPE("AttributeValue"), ""},
    {"StructureInNestedMap", &put_item_shape, R"({"Item":{"a":{"M":{"b":%}}}})",
     ALL_SCALARS(payload_type), DYNAMODB_TYPE("AttributeValue"), ""},
    {"ConditionInMap", &scan_shape, R"({"ScanFilter":{"a":%}})", ALL_SCALARS(payload_type),
     DYNAMODB_TYPE("Condition"), ""},
    {"KeysAndAttributesInMap", &batch_get_item_shape, R"({"RequestItems":{"t":%}})",
     ALL_SCALARS(payload_type), DYNAMODB_TYPE("KeysAndAttributes"), ""},
    {"WriteRequestInList", &batch_write_item_shape, R"({"RequestItems":{"t":[%]}})",
     ALL_SCALARS(payload_type), DYNAMODB_TYPE("WriteRequest"), ""},
    {"KeySchemaElementInList", &create_table_shape, R"({"KeySchema":[%]})",
     ALL_SCALARS(payload_type), DYNAMODB_TYPE("KeySchemaElement"), ""},
    {"NamedStructure", &put_item_shape, R"({"Expected":{"x":{"Value":%}}})",
     ALL_SCALARS(field_type), DYNAMODB_TYPE("AttributeValue"), ""},
    {"UpdateValue", &update_item_shape, R"({"AttributeUpdates":{"x":{"Value":%}}})",
     ALL_SCALARS(field_type), DYNAMODB_TYPE("AttributeValue"), ""},
    {"PutRequest", &batch_write_item_shape, R"({"RequestItems":{"t":[{"PutRequest":%}]}})",
     ALL_SCALARS(field_type), DYNAMODB_TYPE("PutRequest"), ""},
    {"DeleteRequest", &batch_write_item_shape, R"({"RequestItems":{"t":[{"DeleteRequest":%}]}})",
     ALL_SCALARS(field_type), DYNAMODB_TYPE("DeleteRequest"), ""},
    {"ProvisionedThroughput", &update_table_shape, R"({"ProvisionedThroughput":%})",
     ALL_SCALARS(field_type), DYNAMODB_TYPE("ProvisionedThroughput"), ""},
    {"ListInMap", &batch_write_item_shape, R"({"RequestItems":{"t":%}})", ALL_SCALARS(generic_type),
     "", structure_start},
    {"MapInList", &batch_get_item_shape, R"({"RequestItems":{"t":{"Keys":[%]}}})",
     ALL_SCALARS(generic_type), MAP_OF_TYPE("AttributeValue"), ""},
};
INSTANTIATE_TEST_SUITE_P(Rows, SerializationTable, testing::ValuesIn(rows),
                         [](const auto& test) { return test.param.name; });

TEST(CheckTypes, BooleansMayBeText) {
  for (const char* text : {"true", "FALSE", "1", "0", "Yes", "no"}) {
    EXPECT_EQ(message(get_item_shape, std::string(R"({"ConsistentRead":")") + text + "\"}"), "");
  }
}

TEST(CheckTypes, BlobsMustBeStrictBase64) {
  const auto blob = [](const std::string& text) {
    return message(put_item_shape, R"({"Item":{"a":{"B":")" + text + "\"}}}");
  };
  EXPECT_EQ(blob(""), "");
  EXPECT_EQ(blob("YWI="), "");
  EXPECT_EQ(blob("YWJj"), "");
  EXPECT_EQ(blob("YWJjY"), "Base64 encoded length is expected a multiple of 4 bytes but found: 5");
  for (const char* bad : {"YW!j", "YWJ=YWJj", "YR==YW==", "====", "YWJ-"})
    EXPECT_EQ(blob(bad), "Invalid last non-pad Base64 character dectected") << bad;
}

TEST(CheckTypes, FollowsDeclaredOrderNotRequestOrder) {
  EXPECT_EQ(message(put_item_shape, R"({"ReturnValues":[],"Item":5,"TableName":true})"),
            "TRUE_VALUE cannot be converted to String");
  EXPECT_EQ(message(put_item_shape, R"({"ReturnValues":[],"Item":5,"TableName":"t"})"), field_type);
  EXPECT_EQ(message(scan_shape, R"({"ConsistentRead":5,"Limit":true,"Segment":"x"})"),
            "TRUE_VALUE cannot be converted to Integer");
  EXPECT_EQ(message(create_table_shape, R"({"TableName":5,"AttributeDefinitions":"x"})"),
            field_type);
  // S, N, B, SS, NS, BS, M, L, NULL, BOOL.
  EXPECT_EQ(message(put_item_shape, R"({"Item":{"a":{"BOOL":5,"M":[],"SS":"x"}}})"), field_type);
  EXPECT_EQ(message(put_item_shape, R"({"Item":{"a":{"BOOL":5,"M":[]}}})"),
            "Unrecognized collection type java.util.Map<java.lang.String, "
            "com.amazonaws.dynamodb.v20120810.AttributeValue>");
}

TEST(CheckTypes, DropsNullAndUnknownMembers) {
  EXPECT_EQ(
      message(put_item_shape, R"({"TableName":null,"Nonsense":[5],"Item":{"a":{"S":null,"X":5}}})"),
      "");
  EXPECT_EQ(message(put_item_shape, R"({"Item":{"a":{"SS":[null]},"b":{"L":[null]},"c":null}})"),
            "");
  EXPECT_EQ(message(describe_limits_shape, R"({"Anything":5})"), "");
}

TEST(CheckTypes, OfARepeatedMemberTheLastCounts) {
  EXPECT_EQ(message(put_item_shape, R"({"TableName":5,"TableName":"t"})"), "");
  EXPECT_EQ(message(put_item_shape, R"({"TableName":"t","TableName":5})"),
            "NUMBER_VALUE cannot be converted to String");
}

TEST(CheckTypes, DescendsIntoNestedValues) {
  EXPECT_EQ(message(put_item_shape, R"({"Item":{"a":{"L":[{"M":{"b":{"NS":[1]}}}]}}})"),
            "NUMBER_VALUE cannot be converted to String");
  EXPECT_EQ(message(query_shape, R"({"KeyConditions":{"a":{"AttributeValueList":[{"S":1}]}}})"),
            "NUMBER_VALUE cannot be converted to String");
  EXPECT_EQ(message(batch_write_item_shape,
                    R"({"RequestItems":{"t":[{"PutRequest":{"Item":{"a":{"S":1}}}}]}})"),
            "NUMBER_VALUE cannot be converted to String");
  EXPECT_EQ(message(batch_get_item_shape, R"({"RequestItems":{"t":{"Keys":[{"a":{"S":1}}]}}})"),
            "NUMBER_VALUE cannot be converted to String");
}

TEST(CheckTypes, ABodyThatIsNoObjectHasNoMessage) {
  for (const char* body : {"[]", "5", "1.5", "\"x\"", "null", "true"}) {
    const auto result = check(put_item_shape, body);
    ASSERT_FALSE(result) << body;
    EXPECT_EQ(result.error().code, model::ErrorCode::serialization);
    EXPECT_FALSE(result.error().has_message);
  }
}

}  // namespace
}  // namespace dynarocks::wire
