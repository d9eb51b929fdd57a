#include "operations/create_table.h"

#include <regex>

#include "index_requests.h"
#include "operation_fixture.h"

namespace dynarocks::operations {
namespace {

using nlohmann::json;

/// A valid request on demand with key pk; `changes` replaces members, null removes them.
std::string request(const json& changes = json::object()) {
  json body = json::parse(R"({
    "TableName": "Music", "BillingMode": "PAY_PER_REQUEST",
    "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
    "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}]})");
  for (const auto& [name, value] : changes.items()) body[name] = value;
  return body.dump();
}

/// The same, PROVISIONED with the units given.
std::string provisioned_request(std::int64_t read, std::int64_t write,
                                json changes = json::object()) {
  changes["BillingMode"] = "PROVISIONED";
  changes["ProvisionedThroughput"] = {{"ReadCapacityUnits", read}, {"WriteCapacityUnits", write}};
  return request(changes);
}

class CreateTableTest : public OperationTest {
 protected:
  /// The request is refused with exactly this ValidationException.
  void refused(const std::string& body, std::string_view message) {
    EXPECT_EQ(error("CreateTable", body), "ValidationException: " + std::string(message)) << body;
  }
  /// The same, behind "One or more parameter values were invalid: ".
  void invalid(const std::string& body, std::string_view detail) {
    refused(body, "One or more parameter values were invalid: " + std::string(detail));
  }
  json described() { return answer("DescribeTable", R"({"TableName":"Music"})")["Table"]; }
};

TEST_F(CreateTableTest, AnswerOfATableOnDemand) {
  json table = answer("CreateTable", request())["TableDescription"];
  EXPECT_TRUE(
      std::regex_match(table["TableId"].get<std::string>(),
                       std::regex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")));
  table.erase("TableId");
  EXPECT_EQ(table, json::parse(R"({
    "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
    "TableName": "Music",
    "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
    "TableStatus": "CREATING",
    "CreationDateTime": 1700000000.25,
    "ProvisionedThroughput":
        {"NumberOfDecreasesToday": 0, "ReadCapacityUnits": 0, "WriteCapacityUnits": 0},
    "TableSizeBytes": 0, "ItemCount": 0,
    "TableArn": "arn:aws:dynamodb:us-east-1:123456789012:table/Music",
    "BillingModeSummary": {"BillingMode": "PAY_PER_REQUEST"},
    "TableThroughputModeSummary": {"TableThroughputMode": "PAY_PER_REQUEST"},
    "DeletionProtectionEnabled": false})"));
}

TEST_F(CreateTableTest, AnswerOfAProvisionedTable) {
  const json table = answer("CreateTable", provisioned_request(5, 6))["TableDescription"];
  EXPECT_EQ(table["ProvisionedThroughput"],
            json::parse(R"({"NumberOfDecreasesToday": 0, "ReadCapacityUnits": 5,
                            "WriteCapacityUnits": 6})"));
  EXPECT_FALSE(table.contains("BillingModeSummary"));
  EXPECT_FALSE(table.contains("WarmThroughput"));
}

TEST_F(CreateTableTest, ProvisionedIsTheDefaultMode) {
  const json changes = {
      {"BillingMode", nullptr},
      {"ProvisionedThroughput", {{"ReadCapacityUnits", 1}, {"WriteCapacityUnits", 1}}}};
  answer("CreateTable", request(changes));
  EXPECT_EQ(described()["ProvisionedThroughput"]["ReadCapacityUnits"], 1);
}

TEST_F(CreateTableTest, ActiveAtOnce) {
  answer("CreateTable", request());
  EXPECT_EQ(described()["TableStatus"], "ACTIVE");
}

TEST_F(CreateTableTest, DefinitionsAreSortedAndKeySchemaIsNot) {
  const json table =
      answer("CreateTable",
             request({{"AttributeDefinitions", attributes({{"z", "B"}, {"a", "N"}})},
                      {"KeySchema", keys({{"z", "HASH"}, {"a", "RANGE"}})}}))["TableDescription"];
  EXPECT_EQ(table["AttributeDefinitions"], attributes({{"a", "N"}, {"z", "B"}}));
  EXPECT_EQ(table["KeySchema"], keys({{"z", "HASH"}, {"a", "RANGE"}}));
}

TEST_F(CreateTableTest, TableIdIsFreshPerIncarnation) {
  const json first = answer("CreateTable", request())["TableDescription"]["TableId"];
  answer("DeleteTable", R"({"TableName":"Music"})");
  EXPECT_NE(answer("CreateTable", request())["TableDescription"]["TableId"], first);
}

TEST_F(CreateTableTest, NamesOfOtherAccountsAndRegionsAreFree) {
  answer("CreateTable", request());
  caller_.region = "eu-west-1";
  answer("CreateTable", request());
  caller_.account_id = "000000000000";
  const json table = answer("CreateTable", request())["TableDescription"];
  EXPECT_EQ(table["TableArn"], "arn:aws:dynamodb:eu-west-1:000000000000:table/Music");
}

// The name.

TEST_F(CreateTableTest, MissingNameIsReportedAlone) {
  refused("{}", "The parameter 'TableName' is required but was not present in the request");
}

TEST_F(CreateTableTest, NameRules) {
  const std::string prefix = "1 validation error detected: Value '";
  const std::string failed = "' at 'tableName' failed to satisfy constraint: Member must ";
  const std::string pattern = "satisfy regular expression pattern: [a-zA-Z0-9_.-]+";
  const std::string arn = "arn:aws:dynamodb:us-east-1:123456789012:table/Music";
  const std::string long_name(256, 'a');
  refused(request({{"TableName", "ab"}}),
          prefix + "ab" + failed + "have length greater than or equal to 3");
  refused(request({{"TableName", long_name}}),
          prefix + long_name + failed + "have length less than or equal to 255");
  refused(request({{"TableName", "a b c"}}), prefix + "a b c" + failed + pattern);
  refused(request({{"TableName", arn}}), prefix + arn + failed + pattern);
}

// Stage A: constraints.

TEST_F(CreateTableTest, MissingDefinitionsAndKey) {
  refused(R"({"TableName":"Music"})",
          "2 validation errors detected: Value null at 'attributeDefinitions' failed to satisfy "
          "constraint: Member must not be null; Value null at 'keySchema' failed to satisfy "
          "constraint: Member must not be null");
}

TEST_F(CreateTableTest, ConstraintTable) {
  const struct {
    json changes;
    std::string_view message;
  } cases[] = {
      {{{"KeySchema", json::array()}},
       "Value '[]' at 'keySchema' failed to satisfy constraint: Member must have length greater "
       "than or equal to 1"},
      {{{"KeySchema", keys({{"pk", "X"}})}},
       "Value 'X' at 'keySchema.1.member.keyType' failed to satisfy constraint: Member must "
       "satisfy enum value set: [HASH, RANGE]"},
      {{{"AttributeDefinitions", attributes({{"pk", "BOOL"}})}},
       "Value 'BOOL' at 'attributeDefinitions.1.member.attributeType' failed to satisfy "
       "constraint: Member must satisfy enum value set: [B, N, S]"},
      {{{"BillingMode", "FREE"}},
       "Value 'FREE' at 'billingMode' failed to satisfy constraint: Member must satisfy enum value "
       "set: [PROVISIONED, PAY_PER_REQUEST]"},
      {{{"StreamSpecification", json::object()}},
       "Value null at 'streamSpecification.streamEnabled' failed to satisfy constraint: Member "
       "must not be null"},
      {{{"SSESpecification", {{"SSEType", "X"}}}},
       "Value 'X' at 'sSESpecification.sSEType' failed to satisfy constraint: Member must satisfy "
       "enum value set: [AES256, KMS]"},
      {{{"TableClass", "COLD"}},
       "Value 'COLD' at 'tableClass' failed to satisfy constraint: Member must satisfy enum value "
       "set: [STANDARD, STANDARD_INFREQUENT_ACCESS]"},
  };
  for (const auto& [changes, message] : cases) {
    refused(request(changes), "1 validation error detected: " + std::string(message));
  }
  refused(provisioned_request(0, 1),
          "1 validation error detected: Value '0' at 'provisionedThroughput.readCapacityUnits' "
          "failed to satisfy constraint: Member must have value greater than or equal to 1");
}

// Stage B, in order.

TEST_F(CreateTableTest, OnDemandTakesNoUnits) {
  invalid(
      request({{"ProvisionedThroughput", {{"ReadCapacityUnits", 1}, {"WriteCapacityUnits", 1}}}}),
      "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is "
      "PAY_PER_REQUEST");
}

TEST_F(CreateTableTest, ProvisionedNeedsUnits) {
  for (const json& mode : {json("PROVISIONED"), json(nullptr)}) {
    invalid(request({{"BillingMode", mode}}),
            "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is "
            "PROVISIONED");
  }
}

TEST_F(CreateTableTest, UnitsOutOfBounds) {
  refused(provisioned_request(1'000'000'000'001, 1'000'000'000'002),
          "Given value 1000000000001 for ReadCapacityUnits is out of bounds");
  refused(provisioned_request(1, 1'000'000'000'002),
          "Given value 1000000000002 for WriteCapacityUnits is out of bounds");
}

TEST_F(CreateTableTest, KeyRules) {
  const std::string omp = "One or more parameter values were invalid: ";
  const struct {
    Pairs definitions;
    Pairs key;
    std::string message;
  } cases[] = {
      {{{"a", "S"}},
       {{"a", "HASH"}, {"b", "RANGE"}},
       "Invalid KeySchema: Some index key attribute have no definition"},
      {{}, {{"a", "HASH"}}, "Invalid KeySchema: Some index key attribute have no definition"},
      {{{"b", "S"}},
       {{"a", "HASH"}},
       omp + "Some index key attributes are not defined in AttributeDefinitions. Keys: [a], "
             "AttributeDefinitions: [b]"},
      {{{"c", "S"}, {"a", "S"}},
       {{"a", "HASH"}, {"b", "RANGE"}},
       omp + "Some index key attributes are not defined in AttributeDefinitions. Keys: [a, b], "
             "AttributeDefinitions: [c, a]"},
      {{{"a", "S"}, {"b", "S"}},
       {{"a", "HASH"}, {"a", "RANGE"}},
       "Both the Hash Key and the Range Key element in the KeySchema have the same name"},
      {{{"a", "S"}},
       {{"a", "RANGE"}},
       "Invalid KeySchema: The first KeySchemaElement is not a HASH key type"},
      {{{"a", "S"}, {"b", "S"}},
       {{"a", "HASH"}, {"b", "HASH"}},
       "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type"},
      {{{"a", "S"}, {"b", "S"}},
       {{"a", "HASH"}},
       omp + "Number of attributes in KeySchema does not exactly match number of attributes "
             "defined in AttributeDefinitions"},
      {{{"a", "S"}, {"a", "N"}}, {{"a", "HASH"}}, "Attribute Name is duplicated: a"},
  };
  for (const auto& [definitions, key, message] : cases) {
    refused(request({{"AttributeDefinitions", attributes(definitions)}, {"KeySchema", keys(key)}}),
            message);
  }
}

TEST_F(CreateTableTest, BillingComesBeforeTheKey) {
  invalid(request({{"BillingMode", nullptr}, {"KeySchema", keys({{"x", "RANGE"}})}}),
          "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is "
          "PROVISIONED");
}

TEST_F(CreateTableTest, EmptyIndexLists) {
  for (const std::string name :
       {"LocalSecondaryIndexes", "GlobalSecondaryIndexes", "VectorIndexes"}) {
    invalid(request({{name, json::array()}}), "List of " + name + " is empty");
  }
}

TEST_F(CreateTableTest, StreamRules) {
  invalid(request({{"StreamSpecification", {{"StreamEnabled", true}}}}),
          "Table is being created with a stream enabled, UpdateViewType is required");
  invalid(request({{"StreamSpecification",
                    {{"StreamEnabled", false}, {"StreamViewType", "NEW_IMAGE"}}}}),
          "Table is being created with a stream disabled, UpdateViewType should not be specified");
}

TEST_F(CreateTableTest, CapRules) {
  invalid(provisioned_request(1, 1, {{"OnDemandThroughput", {{"MaxReadRequestUnits", 1}}}}),
          "MaxReadRequestUnits for OnDemandThroughput cannot be specified when table BillingMode "
          "is PROVISIONED.");
  invalid(provisioned_request(1, 1, {{"OnDemandThroughput", {{"MaxWriteRequestUnits", 1}}}}),
          "MaxWriteRequestUnits for OnDemandThroughput cannot be specified when table BillingMode "
          "is PROVISIONED.");
  for (const int cap : {0, -1}) {
    invalid(request({{"OnDemandThroughput", {{"MaxReadRequestUnits", cap}}}}),
            "Requested MaxReadRequestUnits for OnDemandThroughput for table is outside of valid "
            "range");
    invalid(request({{"OnDemandThroughput", {{"MaxWriteRequestUnits", cap}}}}),
            "Requested MaxWriteRequestUnits for OnDemandThroughput for table is outside of valid "
            "range");
  }
  answer("CreateTable", provisioned_request(1, 1, {{"OnDemandThroughput", json::object()}}));
}

TEST_F(CreateTableTest, CapsAreShownMemberByMember) {
  const json caps = {{"MaxWriteRequestUnits", 7}};
  const json table =
      answer("CreateTable", request({{"OnDemandThroughput", caps}}))["TableDescription"];
  EXPECT_EQ(table["OnDemandThroughput"], caps);
  EXPECT_EQ(described()["OnDemandThroughput"], caps);
}

TEST_F(CreateTableTest, WarmThroughputRules) {
  const std::string tail =
      " for WarmThroughput for table is lower than initial throughput for OnDemand. See: "
      "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/"
      "on-demand-capacity-mode.html#on-demand-capacity-mode-initial";
  invalid(request({{"WarmThroughput", {{"ReadUnitsPerSecond", 11999}}}}),
          "Requested ReadUnitsPerSecond" + tail);
  invalid(request({{"WarmThroughput", {{"WriteUnitsPerSecond", 3999}}}}),
          "Requested WriteUnitsPerSecond" + tail);
  invalid(provisioned_request(10, 10, {{"WarmThroughput", {{"ReadUnitsPerSecond", 9}}}}),
          "Requested ReadUnitsPerSecond for WarmThroughput for table is lower than "
          "ReadCapacityUnits of ProvisionedThroughput");
  invalid(provisioned_request(10, 10, {{"WarmThroughput", {{"WriteUnitsPerSecond", 9}}}}),
          "Requested WriteUnitsPerSecond for WarmThroughput for table is lower than "
          "WriteCapacityUnits of ProvisionedThroughput");
}

TEST_F(CreateTableTest, WarmThroughputIsAnsweredWhenRequested) {
  const json table =
      answer("CreateTable",
             request({{"WarmThroughput", {{"ReadUnitsPerSecond", 15000}}}}))["TableDescription"];
  EXPECT_EQ(table["WarmThroughput"]["ReadUnitsPerSecond"], 15000);
  EXPECT_EQ(table["WarmThroughput"]["WriteUnitsPerSecond"], 4000);
  EXPECT_EQ(described()["WarmThroughput"],
            json::parse(R"({"ReadUnitsPerSecond": 15000, "WriteUnitsPerSecond": 4000,
                            "Status": "ACTIVE"})"));
}

TEST_F(CreateTableTest, EncryptionRules) {
  const struct {
    json specification;
    std::string_view detail;
  } cases[] = {
      {{{"Enabled", false}, {"SSEType", "KMS"}},
       "SSEType can not be specified if Enabled is false"},
      {{{"Enabled", false}, {"KMSMasterKeyId", "k"}},
       "KMSMasterKeyId can not be specified if Enabled is false"},
      {{{"KMSMasterKeyId", "k"}}, "SSEType KMS is required if KMSMasterKeyId is specified"},
      {{{"SSEType", "AES256"}}, "SSEType AES256 is not supported"},
  };
  for (const auto& [specification, detail] : cases) {
    invalid(request({{"SSESpecification", specification}}), detail);
  }
}

TEST_F(CreateTableTest, WhatAsksForNothingIsAccepted) {
  answer("CreateTable", request({{"StreamSpecification", {{"StreamEnabled", false}}},
                                 {"SSESpecification", {{"Enabled", false}}},
                                 {"WarmThroughput", json::object()},
                                 {"OnDemandThroughput", json::object()},
                                 {"Tags", json::array()},
                                 {"SomethingUnknown", 1}}));
  answer("CreateTable", request({{"TableName", "Other"}, {"SSESpecification", json::object()}}));
  EXPECT_FALSE(described().contains("SSEDescription"));
  EXPECT_FALSE(described().contains("StreamSpecification"));
}

TEST_F(CreateTableTest, ClassAndDeletionProtection) {
  json table =
      answer("CreateTable", request({{"TableClass", "STANDARD_INFREQUENT_ACCESS"},
                                     {"DeletionProtectionEnabled", true}}))["TableDescription"];
  EXPECT_EQ(table["TableClassSummary"],
            json::parse(R"({"TableClass": "STANDARD_INFREQUENT_ACCESS"})"));
  EXPECT_EQ(table["DeletionProtectionEnabled"], true);
  table =
      answer("CreateTable",
             request({{"TableName", "Standard"}, {"TableClass", "STANDARD"}}))["TableDescription"];
  EXPECT_FALSE(table.contains("TableClassSummary"));
}

// What this version does not make.

TEST_F(CreateTableTest, UnsupportedMembersAreRefusedAfterTheRules) {
  const std::string version = " not supported by this version of DynaRocks";
  const json vector = json::parse(R"([{"IndexName": "vix", "Dimensions": 3,
      "VectorAttribute": {"AttributeName": "emb"}, "DistanceFunction": "COSINE",
      "Projection": {"ProjectionType": "ALL"}}])");
  const struct {
    std::string member;
    json value;
    std::string_view verb;
  } cases[] = {
      {"VectorIndexes", vector, " are"},
      {"GlobalTableSourceArn", "arn:aws:dynamodb:us-east-1:123456789012:table/T", " is"},
      {"GlobalTableSettingsReplicationMode", "ENABLED", " is"},
  };
  for (const auto& [member, value, verb] : cases) {
    invalid(request({{member, value}}), member + std::string(verb) + version);
    invalid(request({{member, value}, {"OnDemandThroughput", {{"MaxReadRequestUnits", 0}}}}),
            "Requested MaxReadRequestUnits for OnDemandThroughput for table is outside of valid "
            "range");
  }
  EXPECT_EQ(answer("ListTables", "{}")["TableNames"], json::array());
}

// The name and the quotas, last.

TEST_F(CreateTableTest, ExistingName) {
  answer("CreateTable", request());
  const std::string exists = "ResourceInUseException: Table already exists: Music";
  EXPECT_EQ(error("CreateTable", request()), exists);
  EXPECT_EQ(error("CreateTable", provisioned_request(40'001, 1)), exists);
  invalid(request({{"BillingMode", nullptr}}),
          "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is "
          "PROVISIONED");
}

TEST_F(CreateTableTest, QuotaOfUnits) {
  const std::string above =
      ", 40001, is above the per table maximum for the account in us-east-1. Per table maximum: "
      "40000. Refer to the Amazon DynamoDB Developer Guide for current limits and how to request "
      "higher limits.";
  EXPECT_EQ(error("CreateTable", provisioned_request(40'001, 40'001)),
            "LimitExceededException: The requested ReadCapacityUnits" + above);
  EXPECT_EQ(error("CreateTable", provisioned_request(1, 40'001)),
            "LimitExceededException: The requested WriteCapacityUnits" + above);
  answer("CreateTable", provisioned_request(40'000, 40'000));
}

TEST_F(CreateTableTest, QuotaOfCaps) {
  const std::string prefix = "LimitExceededException: Subscriber limit exceeded: Requested ";
  const std::string suffix = " of the account in region us-east-1";
  EXPECT_EQ(
      error("CreateTable", request({{"OnDemandThroughput", {{"MaxReadRequestUnits", 40'001}}}})),
      prefix +
          "MaxReadRequestUnits for OnDemandThroughput for table exceeds "
          "TableMaxReadCapacityUnits" +
          suffix);
  EXPECT_EQ(
      error("CreateTable", request({{"OnDemandThroughput", {{"MaxWriteRequestUnits", 40'001}}}})),
      prefix +
          "MaxWriteRequestUnits for OnDemandThroughput for table exceeds "
          "TableMaxWriteCapacityUnits" +
          suffix);
}

// Tags.

TEST_F(CreateTableTest, TagsAreStored) {
  const json sent = json::parse(R"([{"Key": "Owner", "Value": "blue team"},
                                    {"Key": "owner", "Value": ""}])");
  answer("CreateTable", request({{"Tags", sent}}));
  const auto tags = catalog_->find({caller_, "Music"})->description()->tags;
  ASSERT_EQ(tags.size(), 2u);
  EXPECT_EQ(tags[0].key, "Owner");
  EXPECT_EQ(tags[0].value, "blue team");
  EXPECT_EQ(tags[1].value, "");
  EXPECT_FALSE(described().contains("Tags"));
}

TEST_F(CreateTableTest, TagRules) {
  const std::string long_key(129, 'k');
  const std::string long_value(257, 'v');
  json many = json::array();
  for (int i = 0; i < 51; ++i) many.push_back({{"Key", "k" + std::to_string(i)}, {"Value", ""}});
  const std::string value_of_k = R"([{"Key":"k","Value":")";
  const struct {
    std::string tags;
    std::string message;
  } cases[] = {
      {R"([{"Value":"v"}])", "The Tag Key provided is invalid, Key: null"},
      {R"([{"Key":"","Value":"v"}])", "The Tag Key provided is invalid, Key: "},
      {R"([{"Key":"a#","Value":"v"}])", "The Tag Key provided is invalid, Key: a#"},
      {R"([{"Key":")" + long_key + R"(","Value":"v"}])",
       "The Tag Key provided is invalid, Key: " + long_key},
      {R"([{"Key":"k"}])", "The Tag Value provided is invalid, Value: null"},
      {value_of_k + R"(a!"}])", "The Tag Value provided is invalid, Value: a!"},
      {value_of_k + long_value + R"("}])",
       "The Tag Value provided is invalid, Value: " + long_value},
      {R"([{"Key":"aws:x","Value":"v"}])", "Tag Key cannot be prefixed with aws:, Key: aws:x"},
      {R"([{"Key":"AwS:x","Value":"v"}])", "Tag Key cannot be prefixed with aws:, Key: AwS:x"},
      {R"([{"Key":"k","Value":"1"},{"Key":"k","Value":"2"}])",
       "Duplicate Tag Keys provided as input: Duplicate Tag Key found k"},
      {many.dump(), "Number of Tags exceed the current limit for the provided ResourceArn"},
  };
  for (const auto& [tags, message] : cases) {
    refused(request({{"Tags", json::parse(tags)}}), message);
  }
  EXPECT_EQ(answer("ListTables", "{}")["TableNames"], json::array());
  many.erase(50);
  answer("CreateTable", request({{"Tags", many}}));
}

}  // namespace
}  // namespace dynarocks::operations
