#include <vector>

#include "indexed_table_fixture.h"

namespace dynarocks::operations {
namespace {

using nlohmann::json;

class QueryIndexTest : public IndexedTableTest {
 protected:
  void SetUp() override {
    IndexedTableTest::SetUp();
    for (int sk = 0; sk < 6; ++sk) put_item("p", sk, R"("a":{"S":"a"},"z":{"S":"z"})");
    put("indexed", R"({"pk":{"S":"p"},"sk":{"N":"9"}})");
  }

  static std::vector<std::string> sort_keys(const json& page) {
    std::vector<std::string> keys;
    for (const auto& item : page["Items"]) keys.push_back(item["sk"]["N"]);
    return keys;
  }
};

TEST_F(QueryIndexTest, ReadsEntriesInTheOrderOfTheIndex) {
  for (const char* index : {"all", "local"}) {
    const auto page = answer("Query", query_body(index, R"("ScanIndexForward":false)"));
    EXPECT_EQ(sort_keys(page), (std::vector<std::string>{"5", "4", "3", "2", "1", "0"})) << index;
  }
}

TEST_F(QueryIndexTest, ShowsWhatIsProjected) {
  const auto attributes = [&](const char* index) {
    const auto page = answer("Query", query_body(index));
    std::string names;
    for (const auto& [name, value] : page["Items"][0].items()) names += name + " ";
    return names;
  };
  EXPECT_EQ(attributes("all"), "a g pk r sk z ");
  EXPECT_EQ(attributes("keys"), "g pk r sk ");
  EXPECT_EQ(attributes("some"), "a g pk r sk ");
  EXPECT_EQ(attributes("local"), "a pk r sk ");
  EXPECT_EQ(attributes("whole"), "a g pk r sk z ");
}

TEST_F(QueryIndexTest, PagesThroughEqualKeys) {
  for (const char* direction : {"true", "false"}) {
    const std::string options = std::string(R"("ScanIndexForward":)") + direction;
    const auto expected = sort_keys(answer("Query", query_body("all", options)));
    for (int limit = 1; limit <= 7; ++limit) {
      std::vector<std::string> all;
      std::string start;
      do {
        const auto page = answer(
            "Query", query_body("all", options + R"(,"Limit":)" + std::to_string(limit) + start));
        for (const auto& key : sort_keys(page)) all.push_back(key);
        ASSERT_LE(all.size(), expected.size());
        start = page.contains("LastEvaluatedKey")
                    ? R"(,"ExclusiveStartKey":)" + page["LastEvaluatedKey"].dump()
                    : "";
      } while (!start.empty());
      EXPECT_EQ(all, expected) << limit;
    }
  }
}

TEST_F(QueryIndexTest, LocalIndexFetchesWhatItDoesNotProject) {
  const std::string capacity = R"("ReturnConsumedCapacity":"INDEXES",)";
  const auto read = [&](const std::string& rest) {
    const auto page = answer("Query", query_body("local", capacity + rest));
    EXPECT_EQ(page["Count"], 6);
    const auto& consumed = page["ConsumedCapacity"];
    EXPECT_EQ(consumed["LocalSecondaryIndexes"]["local"]["CapacityUnits"], 0.5);
    EXPECT_EQ(consumed["CapacityUnits"], 0.5 + double(consumed["Table"]["CapacityUnits"]));
    return std::pair(page.contains("Items") ? page["Items"][0].size() : 0,
                     double(consumed["Table"]["CapacityUnits"]));
  };
  using Read = std::pair<std::size_t, double>;  // attributes shown, units of the table
  EXPECT_EQ(read(R"("Limit":10)"), Read(4, 0));
  EXPECT_EQ(read(R"("Select":"ALL_PROJECTED_ATTRIBUTES")"), Read(4, 0));
  EXPECT_EQ(read(R"("Select":"ALL_ATTRIBUTES")"), Read(6, 3));
  EXPECT_EQ(read(R"("ProjectionExpression":"a, sk")"), Read(2, 0));
  EXPECT_EQ(read(R"("ProjectionExpression":"z, sk")"), Read(2, 3));
  EXPECT_EQ(read(R"j("FilterExpression":"attribute_exists(a)")j"), Read(4, 0));
  EXPECT_EQ(read(R"j("FilterExpression":"attribute_exists(z)")j"), Read(4, 3))
      << "the filter sees what the answer does not show";
  EXPECT_EQ(read(R"j("Select":"ALL_ATTRIBUTES","FilterExpression":"attribute_exists(z)")j"),
            Read(6, 3));
  EXPECT_EQ(read(R"("Select":"COUNT")"), Read(0, 0));
  EXPECT_EQ(read(R"j("Select":"COUNT","FilterExpression":"attribute_exists(z)")j"), Read(0, 3));
}

TEST_F(QueryIndexTest, ConsistentReadsCostTwice) {
  const auto page = answer("Query", query_body("local", R"("ConsistentRead":true,
      "Select":"ALL_ATTRIBUTES","ReturnConsumedCapacity":"INDEXES")"));
  EXPECT_EQ(page["ConsumedCapacity"], json::parse(R"({"TableName":"indexed","CapacityUnits":7.0,
                            "Table":{"CapacityUnits":6.0},
                            "LocalSecondaryIndexes":{"local":{"CapacityUnits":1.0}}})"));
}

TEST_F(QueryIndexTest, GlobalIndexIsChargedAlone) {
  const auto page = answer("Query", query_body("keys", R"("ReturnConsumedCapacity":"INDEXES")"));
  EXPECT_EQ(page["ConsumedCapacity"], json::parse(R"({"TableName":"indexed","CapacityUnits":0.5,
                            "Table":{"CapacityUnits":0.0},
                            "GlobalSecondaryIndexes":{"keys":{"CapacityUnits":0.5}}})"));
}

TEST_F(QueryIndexTest, FilterOfAGlobalIndexSeesEntries) {
  const auto page =
      answer("Query", query_body("keys", R"j("FilterExpression":"attribute_exists(z)")j"));
  EXPECT_EQ(page["Count"], 0);
  EXPECT_EQ(page["ScannedCount"], 6);
}

TEST_F(QueryIndexTest, Refusals) {
  const auto refused = [&](const char* index, const std::string& rest = "") {
    return error("Query", query_body(index, rest));
  };
  EXPECT_EQ(refused("none", R"("ConsistentRead":true)"),
            "ValidationException: The table does not have the specified index: none");
  EXPECT_EQ(refused("deleting"),
            "ValidationException: The table does not have the specified index: deleting");
  EXPECT_EQ(refused("creating", R"("ConsistentRead":true)"),
            "ValidationException: Cannot read from backfilling global secondary index: creating");
  EXPECT_EQ(refused("all", R"("ConsistentRead":true,"ExclusiveStartKey":{"a":{"S":"a"}})"),
            "ValidationException: Consistent reads are not supported on global secondary indexes");
  EXPECT_EQ(refused("some", R"("Select":"ALL_ATTRIBUTES")"),
            "ValidationException: One or more parameter values were invalid: Select type "
            "ALL_ATTRIBUTES is not supported for global secondary index some because its "
            "projection type is not ALL");
  EXPECT_EQ(refused("some", R"("ProjectionExpression":"z, a, sk, m.b, m.a")"),
            "ValidationException: One or more parameter values were invalid: Global secondary "
            "index some does not project [m, z]");
  EXPECT_EQ(error("Scan", scan_body("keys", R"("AttributesToGet":["a"])")),
            "ValidationException: One or more parameter values were invalid: Global secondary "
            "index keys does not project [a]");
  EXPECT_EQ(answer("Query", query_body("all", R"("Select":"ALL_ATTRIBUTES")"))["Count"], 6);
}

TEST_F(QueryIndexTest, FiltersSpareTheKeyOfTheIndexAlone) {
  for (const char* name : {"g", "r"}) {
    EXPECT_EQ(
        error("Query", query_body("all", std::string(R"j("FilterExpression":"attribute_exists()j") +
                                             name + R"j()","Select":"ALL_ATTRIBUTES")j")),
        std::string("ValidationException: Filter Expression can only contain non-primary key "
                    "attributes: Primary key attribute: ") +
            name);
  }
  EXPECT_EQ(
      answer("Query", query_body("all", R"j("FilterExpression":"attribute_exists(sk)")j"))["Count"],
      6);
}

TEST_F(QueryIndexTest, NestedPathsBelowKeys) {
  const std::string scalars =
      "ValidationException: Key attributes must be scalars; list random access '[]' and map lookup "
      "'.' are not allowed: ";
  const auto refused = [&](const std::string& rest) {
    return error("Query", query_body("all", rest));
  };
  EXPECT_EQ(refused(R"("ProjectionExpression":"g.a, sk[0]")"), scalars + "Key: sk");
  EXPECT_EQ(refused(R"("ProjectionExpression":"r[1]")"), scalars + "IndexKey: r");
  EXPECT_EQ(refused(R"("ProjectionExpression":"x1.a")"), scalars + "IndexKey: x1")
      << "a key of another index";
  EXPECT_EQ(refused(R"j("FilterExpression":"attribute_exists(sk.a)")j"), scalars + "Key: sk");
  EXPECT_EQ(error("Query", query_body("keys", R"j("FilterExpression":"attribute_exists(sk.a)",
                                                 "Select":"ALL_ATTRIBUTES")j")),
            "ValidationException: One or more parameter values were invalid: Select type "
            "ALL_ATTRIBUTES is not supported for global secondary index keys because its "
            "projection type is not ALL");
}

class ClassicQueryIndexTest : public IndexedTableTest {
 protected:
  ClassicQueryIndexTest() : IndexedTableTest(model::ValidationLayer::classic) {}

  static std::string body(const std::string& rest) {
    return R"({"TableName":"indexed","IndexName":"keys",)" + rest + "}";
  }

  static constexpr const char* g_is =
      R"("KeyConditions":{"g":{"ComparisonOperator":"EQ","AttributeValueList":[{"S":"g"}]}})";
};

TEST_F(ClassicQueryIndexTest, LegacyParameters) {
  for (int sk = 0; sk < 3; ++sk) put_item("p", sk);
  const std::string query = g_is;
  EXPECT_EQ(answer("Query", body(query))["Count"], 3);
  EXPECT_EQ(error("Query", body(query + R"(,"AttributesToGet":["a"])")),
            "ValidationException: One or more parameter values were invalid: Global secondary "
            "index keys does not project [a]");
  EXPECT_EQ(error("Query", body(query + R"(,"AttributesToGet":["a"],"Select":"COUNT")")),
            "ValidationException: Cannot specify the AttributesToGet when choosing to get only the "
            "Count");
  EXPECT_EQ(error("Query", body(query + R"(,"QueryFilter":{"r":{"ComparisonOperator":"NULL"}})")),
            "ValidationException: QueryFilter can only contain non-primary key attributes: Primary "
            "key attribute: r");
  EXPECT_EQ(answer("Query", body(query + R"(,"QueryFilter":{"sk":{"ComparisonOperator":"NE",
                                             "AttributeValueList":[{"N":"1"}]}})"))["Count"],
            2);
}

}  // namespace
}  // namespace dynarocks::operations
