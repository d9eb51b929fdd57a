#include <vector>

#include "indexed_table_fixture.h"

namespace dynarocks::operations {
namespace {

using nlohmann::json;

class ScanIndexTest : public IndexedTableTest {
 protected:
  static std::vector<std::string> sort_keys(const json& page) {
    std::vector<std::string> keys;
    for (const auto& item : page["Items"]) keys.push_back(item["sk"]["N"]);
    return keys;
  }
};

TEST_F(ScanIndexTest, EntriesStandInHashOrderThenByRangeKey) {
  // The order of a table with these partition keys, known from the service.
  const std::vector<std::string> hashed{"2", "8", "9", "1", "6", "0", "5", "4", "7", "3"};
  for (int i = 0; i < 10; ++i) {
    for (const char* r : {"2", "1"}) {
      const std::string n = std::to_string(i);
      put("indexed", R"({"pk":{"S":"p"},"sk":{"N":"9)" + n + r + R"("},"g":{"S":")" + n +
                         R"("},"r":{"N":")" + r + R"("}})");
    }
  }
  std::vector<std::string> expected;
  for (const auto& g : hashed) {
    expected.push_back("9" + g + "1");
    expected.push_back("9" + g + "2");
  }
  EXPECT_EQ(sort_keys(answer("Scan", scan_body("keys"))), expected);
  std::vector<std::string> in_segments;
  for (int segment = 0; segment < 3; ++segment) {
    const auto page = answer(
        "Scan", scan_body("keys", R"("TotalSegments":3,"Segment":)" + std::to_string(segment)));
    for (const auto& key : sort_keys(page)) in_segments.push_back(key);
  }
  EXPECT_EQ(in_segments, expected);
}

TEST_F(ScanIndexTest, ShowsSparseAndProjectedEntries) {
  put_item("p", 1, R"("a":{"S":"a"},"z":{"S":"z"})");
  put("indexed", R"({"pk":{"S":"p"},"sk":{"N":"2"},"g":{"S":"g"}})");
  const auto page =
      answer("Scan", scan_body("some", R"j("FilterExpression":"attribute_exists(sk)")j"));
  EXPECT_EQ(page["Items"], json::parse(R"([{"pk":{"S":"p"},"sk":{"N":"1"},"g":{"S":"g"},
                                            "r":{"N":"0"},"a":{"S":"a"}}])"));
  EXPECT_EQ(page["ScannedCount"], 1);
}

TEST_F(ScanIndexTest, LocalIndexFetches) {
  put_item("p", 1, R"("z":{"S":"z"})");
  const auto page = answer("Scan", scan_body("local", R"("Select":"ALL_ATTRIBUTES",
                                                          "ReturnConsumedCapacity":"INDEXES")"));
  EXPECT_EQ(page["Items"][0]["z"]["S"], "z");
  EXPECT_EQ(page["ConsumedCapacity"], json::parse(R"({"TableName":"indexed","CapacityUnits":1.0,
                            "Table":{"CapacityUnits":0.5},
                            "LocalSecondaryIndexes":{"local":{"CapacityUnits":0.5}}})"));
}

TEST_F(ScanIndexTest, Refusals) {
  const auto refused = [&](const char* index, const std::string& rest) {
    return error("Scan", scan_body(index, rest));
  };
  EXPECT_EQ(refused("deleting", R"("ConsistentRead":true)"),
            "ValidationException: The table does not have the specified index: deleting");
  EXPECT_EQ(refused("creating", R"("ConsistentRead":true)"),
            "ValidationException: Cannot read from backfilling global secondary index: creating");
  EXPECT_EQ(refused("all", R"("ConsistentRead":true,"ExclusiveStartKey":{"a":{"S":"a"}})"),
            "ValidationException: Consistent reads are not supported on global secondary indexes");
  EXPECT_EQ(refused("some", R"("Select":"ALL_ATTRIBUTES","ExclusiveStartKey":{"a":{"S":"a"}})"),
            "ValidationException: The provided starting key is invalid");
  EXPECT_EQ(refused("keys", R"("ProjectionExpression":"a.b, z")"),
            "ValidationException: One or more parameter values were invalid: Global secondary "
            "index keys does not project [a, z]");
  EXPECT_EQ(refused("all", R"("ProjectionExpression":"g.b")"),
            "ValidationException: Key attributes must be scalars; list random access '[]' and map "
            "lookup '.' are not allowed: IndexKey: g");
}

}  // namespace
}  // namespace dynarocks::operations
