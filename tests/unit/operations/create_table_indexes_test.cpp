#include "index_requests.h"
#include "operation_fixture.h"

namespace dynarocks::operations {
namespace {

using nlohmann::json;

constexpr std::string_view omp = "One or more parameter values were invalid: ";

json global(const std::vector<json>& list) {
  return table_with({{"GlobalSecondaryIndexes", list}});
}
json local(const std::vector<json>& list) { return table_with({{"LocalSecondaryIndexes", list}}); }
json projection(const json& members) { return {{"Projection", members}}; }
const Pairs by_g = {{"g", "HASH"}};
const Pairs by_pk_g = {{"pk", "HASH"}, {"g", "RANGE"}};

class CreateTableIndexesTest : public OperationTest {
 protected:
  void refused(const json& body, const std::string& message) {
    EXPECT_EQ(error("CreateTable", body.dump()), "ValidationException: " + message) << body;
  }
  void invalid(const json& body, const std::string& detail) {
    refused(body, std::string(omp) + detail);
  }
  json created(const json& body) { return answer("CreateTable", body.dump())["TableDescription"]; }
  json described() { return answer("DescribeTable", R"({"TableName":"Music"})")["Table"]; }
};

// The answer.

TEST_F(CreateTableIndexesTest, AnswerAndDescription) {
  json body = table_with(
      {{"GlobalSecondaryIndexes",
        {index("by-g", by_g,
               projection({{"ProjectionType", "INCLUDE"}, {"NonKeyAttributes", {"z", "a"}}}))}},
       {"LocalSecondaryIndexes",
        {index("local", by_pk_g, projection({{"ProjectionType", "KEYS_ONLY"}}))}}});
  const json table = created(body);
  EXPECT_EQ(table["TableStatus"], "CREATING");
  json expected_global = json::parse(R"([{
      "IndexName": "by-g",
      "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}],
      "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["a", "z"]},
      "IndexStatus": "CREATING",
      "ProvisionedThroughput":
          {"NumberOfDecreasesToday": 0, "ReadCapacityUnits": 0, "WriteCapacityUnits": 0},
      "IndexSizeBytes": 0, "ItemCount": 0,
      "IndexArn": "arn:aws:dynamodb:us-east-1:123456789012:table/Music/index/by-g"}])");
  const json expected_local = json::parse(R"([{
      "IndexName": "local",
      "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"},
                    {"AttributeName": "g", "KeyType": "RANGE"}],
      "Projection": {"ProjectionType": "KEYS_ONLY"},
      "IndexSizeBytes": 0, "ItemCount": 0,
      "IndexArn": "arn:aws:dynamodb:us-east-1:123456789012:table/Music/index/local"}])");
  EXPECT_EQ(table["GlobalSecondaryIndexes"], expected_global);
  EXPECT_EQ(table["LocalSecondaryIndexes"], expected_local);

  expected_global[0]["IndexStatus"] = "ACTIVE";
  expected_global[0]["WarmThroughput"] = json::parse(
      R"({"ReadUnitsPerSecond": 12000, "WriteUnitsPerSecond": 4000, "Status": "ACTIVE"})");
  EXPECT_EQ(described()["TableStatus"], "ACTIVE");
  EXPECT_EQ(described()["GlobalSecondaryIndexes"], expected_global);
  EXPECT_EQ(described()["LocalSecondaryIndexes"], expected_local);
}

TEST_F(CreateTableIndexesTest, IdsCountLocalIndexesFirst) {
  created(table_with(
      {{"AttributeDefinitions", attributes({{"pk", "S"}, {"sk", "S"}, {"g", "S"}, {"h", "S"}})},
       {"GlobalSecondaryIndexes", {index("zzz", by_g), index("aaa", {{"h", "HASH"}})}},
       {"LocalSecondaryIndexes", {index("mmm", by_pk_g)}}}));
  const auto table = catalog_->find({caller_, "Music"})->description();
  EXPECT_EQ(table->local_secondary_indexes[0].id, 1u);
  EXPECT_EQ(table->global_secondary_indexes[0].index.id, 2u);
  EXPECT_EQ(table->global_secondary_indexes[1].index.id, 3u);
  EXPECT_EQ(table->last_index_id, 3u);
  EXPECT_EQ(described()["GlobalSecondaryIndexes"][0]["IndexName"], "zzz");
}

TEST_F(CreateTableIndexesTest, ThroughputOfAnIndex) {
  const json table =
      created(table_with({{"BillingMode", nullptr},
                          {"ProvisionedThroughput", units(1, 2)},
                          {"GlobalSecondaryIndexes",
                           {index("by-g", by_g,
                                  {{"ProvisionedThroughput", units(5, 6)},
                                   {"WarmThroughput", {{"ReadUnitsPerSecond", 9}}}})}}}));
  const json& answered = table["GlobalSecondaryIndexes"][0];
  EXPECT_EQ(answered["ProvisionedThroughput"],
            json::parse(R"({"NumberOfDecreasesToday": 0, "ReadCapacityUnits": 5,
                            "WriteCapacityUnits": 6})"));
  EXPECT_EQ(answered["WarmThroughput"],
            json::parse(R"({"ReadUnitsPerSecond": 9, "WriteUnitsPerSecond": 6,
                            "Status": "UPDATING"})"));
  EXPECT_FALSE(table.contains("WarmThroughput"));
  EXPECT_EQ(described()["GlobalSecondaryIndexes"][0]["WarmThroughput"],
            json::parse(R"({"ReadUnitsPerSecond": 9, "WriteUnitsPerSecond": 6,
                            "Status": "ACTIVE"})"));
}

TEST_F(CreateTableIndexesTest, CapsOfAnIndex) {
  const json caps = {{"MaxWriteRequestUnits", 7}};
  created(global({index("by-g", by_g, {{"OnDemandThroughput", caps}})}));
  EXPECT_EQ(described()["GlobalSecondaryIndexes"][0]["OnDemandThroughput"], caps);
}

TEST_F(CreateTableIndexesTest, CountersAreLive) {
  created(table_with({{"GlobalSecondaryIndexes", {index("by-g", by_g)}},
                      {"LocalSecondaryIndexes",
                       {index("local", by_pk_g, projection({{"ProjectionType", "KEYS_ONLY"}}))}}}));
  answer("PutItem", R"({"TableName":"Music","Item":
      {"pk":{"S":"a"},"sk":{"S":"b"},"g":{"S":"c"},"more":{"S":"d"}}})");
  answer("PutItem", R"({"TableName":"Music","Item":{"pk":{"S":"a"},"sk":{"S":"c"}}})");
  const json table = described();
  EXPECT_EQ(table["ItemCount"], 2);
  EXPECT_EQ(table["GlobalSecondaryIndexes"][0]["ItemCount"], 1);
  EXPECT_EQ(table["GlobalSecondaryIndexes"][0]["IndexSizeBytes"], 13);  // the whole item
  EXPECT_EQ(table["LocalSecondaryIndexes"][0]["ItemCount"], 1);
  EXPECT_EQ(table["LocalSecondaryIndexes"][0]["IndexSizeBytes"], 8);  // its keys
}

TEST_F(CreateTableIndexesTest, DeleteTableAnswersNone) {
  created(global({index("by-g", by_g)}));
  const json table = answer("DeleteTable", R"({"TableName":"Music"})")["TableDescription"];
  EXPECT_FALSE(table.contains("GlobalSecondaryIndexes"));
  EXPECT_FALSE(table.contains("LocalSecondaryIndexes"));
}

TEST_F(CreateTableIndexesTest, OddButAccepted) {
  // An index like the table's key, one named like the table, one that projects key attributes.
  created(table_with(
      {{"GlobalSecondaryIndexes",
        {index("Music", {{"pk", "HASH"}, {"sk", "RANGE"}}),
         index("with-keys", by_g,
               projection({{"ProjectionType", "INCLUDE"}, {"NonKeyAttributes", {"pk", "g"}}}))}},
       {"LocalSecondaryIndexes", {index("local", {{"pk", "HASH"}, {"sk", "RANGE"}})}}}));
}

// Constraints.

TEST_F(CreateTableIndexesTest, Constraints) {
  const std::string at = " failed to satisfy constraint: Member must ";
  json nine = json::array();
  for (int i = 0; i < 9; ++i) nine.push_back(keys({{"a", "HASH"}})[0]);
  std::string nine_text;
  for (int i = 0; i < 9; ++i) {
    nine_text += std::string(i ? ", " : "") + "KeySchemaElement(attributeName=a, keyType=HASH)";
  }
  json many = json::array();
  for (int i = 0; i < 21; ++i) many.push_back("a");
  std::string many_text = "a";
  for (int i = 1; i < 21; ++i) many_text += ", a";
  const std::string gsi = "'globalSecondaryIndexes.1.member.";
  const std::string lsi = "'localSecondaryIndexes.1.member.";
  const struct {
    json body;
    std::string message;
  } cases[] = {
      {global({index("by-g", by_g, {{"IndexName", nullptr}})}),
       "null at " + gsi + "indexName'" + at + "not be null"},
      {global({index("by-g", by_g, {{"KeySchema", nullptr}})}),
       "null at " + gsi + "keySchema'" + at + "not be null"},
      {local({index("by-g", by_pk_g, {{"Projection", nullptr}})}),
       "null at " + lsi + "projection'" + at + "not be null"},
      {global({index("ab", by_g)}),
       "'ab' at " + gsi + "indexName'" + at + "have length greater than or equal to 3"},
      {global({index("a b c", by_g)}), "'a b c' at " + gsi + "indexName'" + at +
                                           "satisfy regular expression pattern: [a-zA-Z0-9_.-]+"},
      {global({index("by-g", {})}),
       "'[]' at " + gsi + "keySchema'" + at + "have length greater than or equal to 1"},
      {global({index("by-g", by_g, {{"KeySchema", nine}})}),
       "'[" + nine_text + "]' at " + gsi + "keySchema'" + at +
           "have length less than or equal to 8"},
      {local({index("by-g", {{"pk", "HASH"}, {"sk", "RANGE"}, {"g", "RANGE"}})}),
       "'[KeySchemaElement(attributeName=pk, keyType=HASH), KeySchemaElement(attributeName=sk, "
       "keyType=RANGE), KeySchemaElement(attributeName=g, keyType=RANGE)]' at " +
           lsi + "keySchema'" + at + "have length less than or equal to 2"},
      {global({index("by-g", by_g, projection({{"ProjectionType", "SOME"}}))}),
       "'SOME' at " + gsi + "projection.projectionType'" + at +
           "satisfy enum value set: [ALL, INCLUDE, KEYS_ONLY]"},
      {global({index(
           "by-g", by_g,
           projection({{"ProjectionType", "INCLUDE"}, {"NonKeyAttributes", json::array()}}))}),
       "'[]' at " + gsi + "projection.nonKeyAttributes'" + at +
           "have length greater than or equal to 1"},
      {global({index("by-g", by_g,
                     projection({{"ProjectionType", "INCLUDE"}, {"NonKeyAttributes", many}}))}),
       "'[" + many_text + "]' at " + gsi + "projection.nonKeyAttributes'" + at +
           "have length less than or equal to 20"},
      {global({index("by-g", by_g, {{"ProvisionedThroughput", units(0, 1)}})}),
       "'0' at " + gsi + "provisionedThroughput.readCapacityUnits'" + at +
           "have value greater than or equal to 1"},
  };
  for (const auto& [body, message] : cases) {
    refused(body, "1 validation error detected: Value " + message);
  }
}

// Keys.

TEST_F(CreateTableIndexesTest, KeyRulesOfLocalIndexes) {
  const struct {
    Pairs key;
    std::string message;
  } cases[] = {
      {{{"pk", "HASH"}, {"x", "RANGE"}},
       std::string(omp) +
           "Some index key attributes are not defined in AttributeDefinitions. Keys: [pk, x], "
           "AttributeDefinitions: [pk, sk, g]"},
      {{{"pk", "HASH"}, {"pk", "RANGE"}},
       "Both the Hash Key and the Range Key element in the KeySchema have the same name"},
      {{{"pk", "RANGE"}, {"g", "HASH"}},
       "Invalid KeySchema: The first KeySchemaElement is not a HASH key type"},
      {{{"pk", "HASH"}, {"g", "HASH"}},
       "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type"},
      {{{"pk", "HASH"}},
       std::string(omp) + "Index KeySchema does not have a range key for index: local"},
      {{{"g", "HASH"}, {"sk", "RANGE"}},
       std::string(omp) +
           "Index KeySchema does not have the same leading hash key as table KeySchema for index: "
           "local. index hash key: g, table hash key: pk"},
  };
  for (const auto& [key, message] : cases) refused(local({index("local", key)}), message);
  invalid(table_with({{"AttributeDefinitions", attributes({{"pk", "S"}, {"g", "S"}})},
                      {"KeySchema", keys({{"pk", "HASH"}})},
                      {"LocalSecondaryIndexes", {index("local", by_pk_g)}}}),
          "Table KeySchema does not have a range key, which is required when specifying a "
          "LocalSecondaryIndex");
}

TEST_F(CreateTableIndexesTest, KeyRulesOfGlobalIndexes) {
  const std::string same_names =
      "The KeySchema contains multiple key attributes with the same name";
  const std::string precede =
      std::string(omp) +
      "All HASH key attributes must precede RANGE key attributes in the KeySchema";
  const std::string too_many =
      std::string(omp) + "The KeySchema exceeds the maximum allowed number of ";
  const struct {
    Pairs key;
    std::string message;
  } cases[] = {
      {{{"x", "HASH"}},
       std::string(omp) +
           "Some index key attributes are not defined in AttributeDefinitions. Keys: [x], "
           "AttributeDefinitions: [pk, sk, a, b, c, d, e]"},
      {{{"a", "HASH"}, {"a", "RANGE"}},
       "Both the Hash Key and the Range Key element in the KeySchema have the same name"},
      {{{"a", "HASH"}, {"b", "HASH"}, {"a", "RANGE"}}, same_names},
      {{{"a", "RANGE"}}, "Invalid KeySchema: The first KeySchemaElement is not a HASH key type"},
      {{{"a", "RANGE"}, {"b", "HASH"}},
       "Invalid KeySchema: The first KeySchemaElement is not a HASH key type"},
      {{{"a", "HASH"}, {"b", "RANGE"}, {"c", "HASH"}}, precede},
      {{{"a", "HASH"}, {"b", "HASH"}, {"c", "HASH"}, {"d", "HASH"}, {"e", "HASH"}},
       too_many + "HASH key attributes"},
      {{{"pk", "HASH"},
        {"a", "RANGE"},
        {"b", "RANGE"},
        {"c", "RANGE"},
        {"d", "RANGE"},
        {"e", "RANGE"}},
       too_many + "RANGE key attributes"},
  };
  const json definitions = attributes(
      {{"pk", "S"}, {"sk", "S"}, {"a", "S"}, {"b", "S"}, {"c", "S"}, {"d", "S"}, {"e", "S"}});
  for (const auto& [key, message] : cases) {
    refused(table_with({{"AttributeDefinitions", definitions},
                        {"GlobalSecondaryIndexes", {index("multi", key)}}}),
            message);
  }
}

TEST_F(CreateTableIndexesTest, FourAndFourKeyAttributes) {
  const Pairs key = {{"a", "HASH"},  {"pk", "HASH"}, {"b", "HASH"},  {"c", "HASH"},
                     {"f", "RANGE"}, {"e", "RANGE"}, {"d", "RANGE"}, {"sk", "RANGE"}};
  created(table_with({{"AttributeDefinitions", attributes({{"pk", "S"},
                                                           {"sk", "S"},
                                                           {"a", "S"},
                                                           {"b", "N"},
                                                           {"c", "B"},
                                                           {"d", "S"},
                                                           {"e", "N"},
                                                           {"f", "S"}})},
                      {"GlobalSecondaryIndexes", {index("multi", key)}}}));
  EXPECT_EQ(described()["GlobalSecondaryIndexes"][0]["KeySchema"], keys(key));
}

TEST_F(CreateTableIndexesTest, UnusedDefinitions) {
  const json definitions =
      attributes({{"pk", "S"}, {"sk", "S"}, {"a", "S"}, {"b", "S"}, {"c", "S"}});
  const std::string detail =
      "Some AttributeDefinitions are not used. AttributeDefinitions: [sk, a, b, pk, c], keys used: "
      "[a, sk, pk]";
  invalid(table_with({{"AttributeDefinitions", definitions},
                      {"GlobalSecondaryIndexes", {index("by-a", {{"a", "HASH"}})}}}),
          detail);
  // Before projections, throughput and names.
  invalid(
      table_with({{"AttributeDefinitions", definitions},
                  {"GlobalSecondaryIndexes",
                   {index("by-a", {{"a", "HASH"}},
                          {{"Projection", json::object()}, {"ProvisionedThroughput", units(1, 1)}}),
                    index("by-a", {{"a", "HASH"}})}}}),
      detail);
}

// Projections.

TEST_F(CreateTableIndexesTest, ProjectionRules) {
  const struct {
    json members;
    std::string detail;
  } cases[] = {
      {json::object(), "Unknown ProjectionType: null"},
      {{{"NonKeyAttributes", {"x"}}}, "Unknown ProjectionType: null"},
      {{{"ProjectionType", "ALL"}, {"NonKeyAttributes", {"x"}}},
       "ProjectionType is ALL, but NonKeyAttributes is specified"},
      {{{"ProjectionType", "KEYS_ONLY"}, {"NonKeyAttributes", {"x"}}},
       "ProjectionType is KEYS_ONLY, but NonKeyAttributes is specified"},
      {{{"ProjectionType", "INCLUDE"}},
       "ProjectionType is INCLUDE, but NonKeyAttributes is not specified"},
      {{{"ProjectionType", "INCLUDE"}, {"NonKeyAttributes", {"y", "x", "x"}}},
       "Duplicate element in NonKeyAttributes: x"},
  };
  for (const auto& [members, detail] : cases) {
    invalid(global({index("by-g", by_g, projection(members))}), detail);
    invalid(local({index("local", by_pk_g, projection(members))}), detail);
  }
}

TEST_F(CreateTableIndexesTest, AHundredProjectedAttributes) {
  json names = json::array();
  for (int i = 0; i < 20; ++i) names.push_back("a" + std::to_string(i));
  std::vector<json> list;
  for (int i = 0; i < 5; ++i) {
    list.push_back(index("gsi-" + std::to_string(i), by_g,
                         projection({{"ProjectionType", "INCLUDE"}, {"NonKeyAttributes", names}})));
  }
  std::vector<json> one_more = list;
  one_more.push_back(index(
      "more", by_g, projection({{"ProjectionType", "INCLUDE"}, {"NonKeyAttributes", {"a"}}})));
  invalid(global(one_more),
          "Number of NonKeyAttributes over all indexes exceeds the per-table limit of 100");
  created(global(list));
}

// Names and counts.

TEST_F(CreateTableIndexesTest, NamesAreTakenOnce) {
  invalid(global({index("same", by_g), index("same", by_g)}), "Duplicate index name: same");
  invalid(local({index("same", by_pk_g), index("same", by_pk_g)}), "Duplicate index name: same");
  invalid(table_with({{"LocalSecondaryIndexes", {index("same", by_pk_g)}},
                      {"GlobalSecondaryIndexes", {index("same", by_g)}}}),
          "Duplicate index name: same");
}

TEST_F(CreateTableIndexesTest, Counts) {
  const auto many = [](int count, const Pairs& key) {
    std::vector<json> list;
    for (int i = 0; i < count; ++i) list.push_back(index("index-" + std::to_string(i), key));
    return list;
  };
  invalid(local(many(6, by_pk_g)), "Number of LocalSecondaryIndexes exceeds per-table limit of 5");
  invalid(global(many(21, by_g)), "GlobalSecondaryIndex count exceeds the per-table limit of 20");
  json full = table_with({{"GlobalSecondaryIndexes", many(20, by_g)}});
  full["LocalSecondaryIndexes"] = json::array();
  for (int i = 0; i < 5; ++i) {
    full["LocalSecondaryIndexes"].push_back(index("local-" + std::to_string(i), by_pk_g));
  }
  created(full);
}

// Throughput.

TEST_F(CreateTableIndexesTest, UnitsFollowTheBillingMode) {
  invalid(global({index("by-g", by_g, {{"ProvisionedThroughput", units(1, 1)}})}),
          "ProvisionedThroughput should not be specified for index: by-g when BillingMode is "
          "PAY_PER_REQUEST");
  json provisioned = global({index("by-g", by_g)});
  provisioned["BillingMode"] = nullptr;
  provisioned["ProvisionedThroughput"] = units(1, 1);
  invalid(provisioned, "ProvisionedThroughput is not specified for index: by-g");
}

TEST_F(CreateTableIndexesTest, UnitsOutOfBoundsComeBeforeTheKeys) {
  json body = global(
      {index("by-g", {{"x", "RANGE"}}, {{"ProvisionedThroughput", units(1'000'000'000'001, 1)}})});
  body["BillingMode"] = "PROVISIONED";
  body["ProvisionedThroughput"] = units(1, 1);
  refused(body, "Given value 1000000000001 for ReadCapacityUnits is out of bounds for index by-g");
}

TEST_F(CreateTableIndexesTest, CapRules) {
  json body = global({index("by-g", by_g,
                            {{"OnDemandThroughput", {{"MaxReadRequestUnits", 1}}},
                             {"ProvisionedThroughput", units(1, 1)}})});
  body["BillingMode"] = "PROVISIONED";
  body["ProvisionedThroughput"] = units(1, 1);
  invalid(body,
          "MaxReadRequestUnits for OnDemandThroughput for index: by-g cannot be specified when "
          "table BillingMode is PROVISIONED.");
  for (const int cap : {0, -1}) {
    invalid(
        global({index("by-g", by_g, {{"OnDemandThroughput", {{"MaxWriteRequestUnits", cap}}}})}),
        "Requested MaxWriteRequestUnits for OnDemandThroughput for index : by-g is outside of "
        "valid range");
  }
}

TEST_F(CreateTableIndexesTest, WarmThroughputRules) {
  invalid(global({index("by-g", by_g, {{"WarmThroughput", {{"WriteUnitsPerSecond", 3999}}}})}),
          "Requested WriteUnitsPerSecond for WarmThroughput for index by-g is lower than initial "
          "throughput for OnDemand. See: "
          "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/"
          "on-demand-capacity-mode.html#on-demand-capacity-mode-initial");
  json body = global({index(
      "by-g", by_g,
      {{"WarmThroughput", {{"ReadUnitsPerSecond", 4}}}, {"ProvisionedThroughput", units(5, 5)}})});
  body["BillingMode"] = "PROVISIONED";
  body["ProvisionedThroughput"] = units(1, 1);
  invalid(body,
          "Requested ReadUnitsPerSecond for WarmThroughput for index by-g is lower than "
          "ReadCapacityUnits of ProvisionedThroughput");
}

TEST_F(CreateTableIndexesTest, QuotasComeLast) {
  json body = global({index("by-g", by_g, {{"ProvisionedThroughput", units(1, 40'001)}})});
  body["BillingMode"] = "PROVISIONED";
  body["ProvisionedThroughput"] = units(1, 1);
  EXPECT_EQ(error("CreateTable", body.dump()),
            "LimitExceededException: The requested WriteCapacityUnits for index by-g, 40001, is "
            "above the per index maximum for the account in us-east-1. Per index maximum: 40000. "
            "Refer to the Amazon DynamoDB Developer Guide for current limits and how to request "
            "higher limits.");
  body = global({index("by-g", by_g, {{"OnDemandThroughput", {{"MaxReadRequestUnits", 40'001}}}})});
  EXPECT_EQ(error("CreateTable", body.dump()),
            "LimitExceededException: Subscriber limit exceeded: Requested MaxReadRequestUnits for "
            "OnDemandThroughput for index : by-g exceeds TableMaxReadCapacityUnits of the account "
            "in region us-east-1");
}

}  // namespace
}  // namespace dynarocks::operations
