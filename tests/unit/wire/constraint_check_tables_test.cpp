// Constraints of the operations on tables, and of those that take nothing.
#include <gtest/gtest.h>

#include <string>

#include "constraint_fixture.h"
#include "wire/control_plane_shapes.h"

namespace dynarocks::wire {
namespace {

class TableOperation : public testing::TestWithParam<const OperationShape*> {};

TEST_P(TableOperation, ReportsABadTableNameAlone) {
  const auto named = [](const std::string& name) {
    return message(*GetParam(), R"({"TableName":")" + name + R"(","BillingMode":"X"})");
  };
  for (const ValidationLayer layer : {ValidationLayer::current, ValidationLayer::classic}) {
    EXPECT_EQ(message(*GetParam(), R"({"TableName":"ab","BillingMode":"X"})", layer),
              one("Value 'ab' at 'tableName' " + at_least(3)));
    EXPECT_EQ(message(*GetParam(), R"({"BillingMode":"X"})", layer),
              "The parameter 'TableName' is required but was not present in the request");
  }
  const std::string name(256, 'n');
  EXPECT_EQ(named(name), one("Value '" + name + "' at 'tableName' " + at_most(255)));
  EXPECT_EQ(named("a b"), one(std::string("Value 'a b' at 'tableName' ") + pattern));
  EXPECT_EQ(named(""), "2 validation errors detected: Value '' at 'tableName' " + at_least(3) +
                           "; Value '' at 'tableName' " + pattern);
}

INSTANTIATE_TEST_SUITE_P(Operations, TableOperation,
                         testing::Values(&create_table_shape, &update_table_shape,
                                         &delete_table_shape, &describe_table_shape,
                                         &update_time_to_live_shape, &describe_time_to_live_shape,
                                         &enable_kinesis_streaming_destination_shape,
                                         &disable_kinesis_streaming_destination_shape,
                                         &update_kinesis_streaming_destination_shape,
                                         &describe_kinesis_streaming_destination_shape),
                         [](const auto& test) { return std::string(test.param->operation); });

TEST(TableNameConstraints, TakeAnArnExceptForNewTables) {
  const std::string body = R"({"TableName":"arn:aws:dynamodb:us-east-1:000000000000:table/abc"})";
  EXPECT_EQ(message(describe_table_shape, body), "");
  EXPECT_EQ(message(delete_table_shape, body), "");
  EXPECT_EQ(message(update_table_shape, body), "");
  EXPECT_EQ(message(describe_time_to_live_shape, body), "");
  EXPECT_EQ(message(create_table_shape, body),
            one(std::string("Value 'arn:aws:dynamodb:us-east-1:000000000000:table/abc' at "
                            "'tableName' ") +
                pattern));
}

TEST(UpdateTimeToLiveConstraints, Specification) {
  const auto with = [](const std::string& specification) {
    return message(update_time_to_live_shape, R"({"TableName":"abc")" + specification + "}");
  };
  const std::string attribute = "at 'timeToLiveSpecification.attributeName' ";
  EXPECT_EQ(with(R"(,"TimeToLiveSpecification":{"Enabled":true,"AttributeName":"a"})"), "");
  EXPECT_EQ(with(""), one(std::string("Value null at 'timeToLiveSpecification' ") + not_null));
  EXPECT_EQ(with(R"(,"TimeToLiveSpecification":{"AttributeName":"a"})"),
            one(std::string("Value null at 'timeToLiveSpecification.enabled' ") + not_null));
  EXPECT_EQ(with(R"(,"TimeToLiveSpecification":{"Enabled":true})"),
            one("Value null " + attribute + not_null));
  EXPECT_EQ(with(R"(,"TimeToLiveSpecification":{"Enabled":true,"AttributeName":""})"),
            one("Value '' " + attribute + at_least(1)));
  const std::string name(256, 'n');
  EXPECT_EQ(with(R"(,"TimeToLiveSpecification":{"Enabled":true,"AttributeName":")" + name + "\"}"),
            one("Value '" + name + "' " + attribute + at_most(255)));
  EXPECT_EQ(with(R"(,"TimeToLiveSpecification":{})"),
            "2 validation errors detected: Value null at 'timeToLiveSpecification.enabled' " +
                std::string(not_null) + "; Value null " + attribute + not_null);
}

/// A CreateTable body that satisfies every constraint, with these members added.
std::string create(const std::string& members) {
  return R"({"TableName":"abc","AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"}],)"
         R"("KeySchema":[{"AttributeName":"a","KeyType":"HASH"}])" +
         (members.empty() ? "" : "," + members) + "}";
}

struct CreateTableCase {
  const char* members;
  const char* failure;
};
class CreateTableConstraint : public testing::TestWithParam<CreateTableCase> {};
TEST_P(CreateTableConstraint, Fails) {
  EXPECT_EQ(message(create_table_shape, create(GetParam().members)), one(GetParam().failure));
}

#define LENGTH_AT_LEAST \
  "failed to satisfy constraint: Member must have length greater than or equal to "
#define LENGTH_AT_MOST \
  "failed to satisfy constraint: Member must have length less than or equal to "
#define VALUE_AT_LEAST \
  "failed to satisfy constraint: Member must have value greater than or equal to "
#define ENUM "failed to satisfy constraint: Member must satisfy enum value set: "
#define NOT_NULL "failed to satisfy constraint: Member must not be null"
#define PATTERN \
  "failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"

const CreateTableCase create_table_cases[] = {
    {R"("AttributeDefinitions":[{"AttributeName":"a","AttributeType":"SS"}])",
     "Value 'SS' at 'attributeDefinitions.1.member.attributeType' " ENUM "[B, N, S]"},
    {R"("AttributeDefinitions":[{"AttributeName":"a"}])",
     "Value null at 'attributeDefinitions.1.member.attributeType' " NOT_NULL},
    {R"("AttributeDefinitions":[{"AttributeType":"S"}])",
     "Value null at 'attributeDefinitions.1.member.attributeName' " NOT_NULL},
    {R"("AttributeDefinitions":[{"AttributeName":"","AttributeType":"S"}])",
     "Value '' at 'attributeDefinitions.1.member.attributeName' " LENGTH_AT_LEAST "1"},
    {R"("KeySchema":[])", "Value '[]' at 'keySchema' " LENGTH_AT_LEAST "1"},
    {R"("KeySchema":[{"AttributeName":"a","KeyType":"HASH"},{"AttributeName":"b","KeyType":"RANGE"},)"
     R"({"AttributeName":"c","KeyType":"RANGE"}])",
     "Value '[KeySchemaElement(attributeName=a, keyType=HASH), KeySchemaElement(attributeName=b, "
     "keyType=RANGE), KeySchemaElement(attributeName=c, keyType=RANGE)]' at "
     "'keySchema' " LENGTH_AT_MOST "2"},
    {R"("KeySchema":[{"AttributeName":"a","KeyType":"X"}])",
     "Value 'X' at 'keySchema.1.member.keyType' " ENUM "[HASH, RANGE]"},
    {R"("KeySchema":[{"AttributeName":"a"}])",
     "Value null at 'keySchema.1.member.keyType' " NOT_NULL},
    {R"("KeySchema":[{"KeyType":"HASH"}])",
     "Value null at 'keySchema.1.member.attributeName' " NOT_NULL},
    {R"("BillingMode":"X")", "Value 'X' at 'billingMode' " ENUM "[PROVISIONED, PAY_PER_REQUEST]"},
    {R"("ProvisionedThroughput":{"ReadCapacityUnits":1})",
     "Value null at 'provisionedThroughput.writeCapacityUnits' " NOT_NULL},
    {R"("ProvisionedThroughput":{"ReadCapacityUnits":0,"WriteCapacityUnits":1})",
     "Value '0' at 'provisionedThroughput.readCapacityUnits' " VALUE_AT_LEAST "1"},
    {R"("GlobalSecondaryIndexes":[{"KeySchema":[{"AttributeName":"a","KeyType":"HASH"}],"Projection":{}}])",
     "Value null at 'globalSecondaryIndexes.1.member.indexName' " NOT_NULL},
    {R"("GlobalSecondaryIndexes":[{"IndexName":"ab","KeySchema":[{"AttributeName":"a","KeyType":"HASH"}],"Projection":{}}])",
     "Value 'ab' at 'globalSecondaryIndexes.1.member.indexName' " LENGTH_AT_LEAST "3"},
    {R"("GlobalSecondaryIndexes":[{"IndexName":"a b","KeySchema":[{"AttributeName":"a","KeyType":"HASH"}],"Projection":{}}])",
     "Value 'a b' at 'globalSecondaryIndexes.1.member.indexName' " PATTERN},
    {R"("GlobalSecondaryIndexes":[{"IndexName":"abc","KeySchema":[],"Projection":{}}])",
     "Value '[]' at 'globalSecondaryIndexes.1.member.keySchema' " LENGTH_AT_LEAST "1"},
    {R"("GlobalSecondaryIndexes":[{"IndexName":"abc","KeySchema":[{"AttributeName":"a","KeyType":"HASH"}]}])",
     "Value null at 'globalSecondaryIndexes.1.member.projection' " NOT_NULL},
    {R"("GlobalSecondaryIndexes":[{"IndexName":"abc","KeySchema":[{"AttributeName":"a","KeyType":"HASH"}],"Projection":{"ProjectionType":"X"}}])",
     "Value 'X' at 'globalSecondaryIndexes.1.member.projection.projectionType' " ENUM
     "[ALL, INCLUDE, KEYS_ONLY]"},
    {R"("GlobalSecondaryIndexes":[{"IndexName":"abc","KeySchema":[{"AttributeName":"a","KeyType":"HASH"}],"Projection":{"NonKeyAttributes":[]}}])",
     "Value '[]' at 'globalSecondaryIndexes.1.member.projection.nonKeyAttributes' " LENGTH_AT_LEAST
     "1"},
    {R"("GlobalSecondaryIndexes":[{"IndexName":"abc","KeySchema":[{"AttributeName":"a","KeyType":"HASH"}],"Projection":{"NonKeyAttributes":["x",""]}}])",
     "Value '[x, ]' at 'globalSecondaryIndexes.1.member.projection.nonKeyAttributes' failed to "
     "satisfy constraint: Member must satisfy constraint: [Member must have length less than or "
     "equal to 255, Member must have length greater than or equal to 1]"},
    {R"("LocalSecondaryIndexes":[{"IndexName":"abc","KeySchema":[],"Projection":{}}])",
     "Value '[]' at 'localSecondaryIndexes.1.member.keySchema' " LENGTH_AT_LEAST "1"},
    {R"("StreamSpecification":{})", "Value null at 'streamSpecification.streamEnabled' " NOT_NULL},
    {R"("StreamSpecification":{"StreamEnabled":true,"StreamViewType":"X"})",
     "Value 'X' at 'streamSpecification.streamViewType' " ENUM
     "[OLD_IMAGE, KEYS_ONLY, NEW_AND_OLD_IMAGES, NEW_IMAGE]"},
    {R"("SSESpecification":{"SSEType":"X"})",
     "Value 'X' at 'sSESpecification.sSEType' " ENUM "[AES256, KMS]"},
    {R"("SSESpecification":{"KMSMasterKeyId":""})",
     "Value '' at 'sSESpecification.kMSMasterKeyId' " LENGTH_AT_LEAST "1"},
    {R"("TableClass":"X")",
     "Value 'X' at 'tableClass' " ENUM "[STANDARD, STANDARD_INFREQUENT_ACCESS]"},
    {R"("VectorIndexes":[{"IndexName":"vix","VectorAttribute":{"AttributeName":"e"},"Dimensions":0,"DistanceFunction":"COSINE","Projection":{}}])",
     "Value '0' at 'vectorIndexes.1.member.dimensions' " VALUE_AT_LEAST "1"},
    {R"("VectorIndexes":[{"IndexName":"vix","VectorAttribute":{"AttributeName":"e"},"Dimensions":1,"DistanceFunction":"X","Projection":{}}])",
     "Value 'X' at 'vectorIndexes.1.member.distanceFunction' " ENUM
     "[DOT_PRODUCT, COSINE, EUCLIDEAN]"},
    {R"("VectorIndexes":[{"IndexName":"vix","VectorAttribute":{},"Dimensions":1,"DistanceFunction":"COSINE","Projection":{}}])",
     "Value null at 'vectorIndexes.1.member.vectorAttribute.attributeName' " NOT_NULL},
    {R"("VectorIndexes":[{"IndexName":"vix","VectorAttribute":{"AttributeName":"e"},"Dimensions":1,"DistanceFunction":"COSINE","Projection":{},"SearchSchema":[{"AttributeName":"t","SearchSchemaElementType":"HASH"},{"AttributeName":"t","SearchSchemaElementType":"X"}]}])",
     "Value 'X' at 'vectorIndexes.1.member.searchSchema.2.member.searchSchemaElementType' " ENUM
     "[HASH, INLINE_FILTER]"},
};
INSTANTIATE_TEST_SUITE_P(Members, CreateTableConstraint, testing::ValuesIn(create_table_cases));

TEST(CreateTableConstraints, AcceptWhatLaterChecksDecide) {
  for (const char* members :
       {"", R"("Tags":[])", R"("Tags":[{}])", R"("Tags":[{"Key":"","Value":""}])",
        R"("GlobalSecondaryIndexes":[])", R"("LocalSecondaryIndexes":[])",
        R"("AttributeDefinitions":[])", R"("OnDemandThroughput":{"MaxReadRequestUnits":-1})",
        R"("WarmThroughput":{})", R"("SSESpecification":{})"})
    EXPECT_EQ(message(create_table_shape, create(members)), "") << members;
}

TEST(CreateTableConstraints, NeedDefinitionsAndKeySchema) {
  EXPECT_EQ(message(create_table_shape, R"({"TableName":"abc"})"),
            std::string("2 validation errors detected: Value null at 'attributeDefinitions' ") +
                not_null + "; Value null at 'keySchema' " + not_null);
}

TEST(CreateTableConstraints, AllowEightKeyAttributesOnlyInGlobalIndexes) {
  const auto schema = [](int elements) {
    std::string list = "[";
    for (int i = 0; i < elements; ++i)
      list += std::string(i == 0 ? "" : ",") + R"({"AttributeName":"a","KeyType":"HASH"})";
    return list + "]";
  };
  const auto index = [&](const std::string& kind, int elements) {
    return message(create_table_shape,
                   create("\"" + kind + R"(SecondaryIndexes":[{"IndexName":"abc","KeySchema":)" +
                          schema(elements) + R"(,"Projection":{}}])"));
  };
  EXPECT_EQ(index("Global", 8), "");
  EXPECT_TRUE(
      index("Global", 9).ends_with("at 'globalSecondaryIndexes.1.member.keySchema' " + at_most(8)));
  EXPECT_EQ(index("Local", 2), "");
  EXPECT_TRUE(
      index("Local", 3).ends_with("at 'localSecondaryIndexes.1.member.keySchema' " + at_most(2)));
}

TEST(CreateTableConstraints, ListAtMostTenFailures) {
  std::string definitions;
  for (int i = 0; i < 12; ++i)
    definitions += std::string(i == 0 ? "" : ",") + R"({"AttributeName":"a","AttributeType":"X"})";
  const std::string text =
      message(create_table_shape, create("\"AttributeDefinitions\":[" + definitions + "]"));
  EXPECT_TRUE(
      text.starts_with("10 validation errors detected: Value 'X' at "
                       "'attributeDefinitions.1.member.attributeType' "))
      << text;
  EXPECT_NE(text.find("'attributeDefinitions.10.member.attributeType'"), std::string::npos);
  EXPECT_EQ(text.find("'attributeDefinitions.11.member.attributeType'"), std::string::npos);
}

TEST(UpdateTableConstraints, NameNestedMembers) {
  const auto update = [](const std::string& members) {
    return message(update_table_shape, R"({"TableName":"abc",)" + members + "}");
  };
  EXPECT_EQ(update(R"("GlobalSecondaryIndexUpdates":[])"), "");
  EXPECT_EQ(
      update(R"("GlobalSecondaryIndexUpdates":[{},{"Delete":{"IndexName":"ab"}}])"),
      one("Value 'ab' at 'globalSecondaryIndexUpdates.2.member.delete.indexName' " + at_least(3)));
  EXPECT_EQ(update(R"("GlobalSecondaryIndexUpdates":[{"Update":{"IndexName":"abc",)"
                   R"("ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":0}}}])"),
            one("Value '0' at 'globalSecondaryIndexUpdates.1.member.update.provisionedThroughput."
                "writeCapacityUnits' " +
                value_at_least(1)));
  EXPECT_EQ(update(R"("GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"abc"}}])"),
            std::string("2 validation errors detected: Value null at "
                        "'globalSecondaryIndexUpdates.1.member.create.keySchema' ") +
                not_null +
                "; Value null at 'globalSecondaryIndexUpdates.1.member.create.projection' " +
                not_null);
  EXPECT_EQ(
      update(R"("VectorIndexUpdates":[{"Delete":{}}])"),
      one(std::string("Value null at 'vectorIndexUpdates.1.member.delete.indexName' ") + not_null));
  EXPECT_EQ(
      update(R"("ReplicaUpdates":[{"Create":{}}])"),
      one(std::string("Value null at 'replicaUpdates.1.member.create.regionName' ") + not_null));
  EXPECT_EQ(update(R"("MultiRegionConsistency":"X")"),
            one("Value 'X' at 'multiRegionConsistency' failed to satisfy constraint: Member must "
                "satisfy enum value set: [EVENTUAL, STRONG]"));
}

TEST(ListTablesConstraints, BoundLimitAndCursor) {
  EXPECT_EQ(message(list_tables_shape, "{}"), "");
  EXPECT_EQ(message(list_tables_shape, R"({"Limit":100})"), "");
  EXPECT_EQ(message(list_tables_shape, R"({"Limit":0})"),
            one("Value '0' at 'limit' " + value_at_least(1)));
  EXPECT_EQ(message(list_tables_shape, R"({"Limit":101})"),
            one("Value '101' at 'limit' " + value_at_most(100)));
  EXPECT_EQ(message(list_tables_shape, R"({"ExclusiveStartTableName":"ab","Limit":0})"),
            "2 validation errors detected: Value 'ab' at 'exclusiveStartTableName' " + at_least(3) +
                "; Value '0' at 'limit' " + value_at_least(1));
  EXPECT_EQ(
      message(list_tables_shape, R"({"ExclusiveStartTableName":"arn:aws:dynamodb:r:0:table/abc"})"),
      one(std::string("Value 'arn:aws:dynamodb:r:0:table/abc' at "
                      "'exclusiveStartTableName' ") +
          pattern));
}

TEST(ParameterlessOperations, AcceptAnything) {
  EXPECT_EQ(message(describe_limits_shape, R"({"TableName":5})"), "");
  EXPECT_EQ(message(describe_endpoints_shape, "{}"), "");
}

}  // namespace
}  // namespace dynarocks::wire
