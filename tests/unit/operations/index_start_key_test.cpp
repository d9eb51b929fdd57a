#include <vector>

#include "indexed_table_fixture.h"

namespace dynarocks::operations {
namespace {

using nlohmann::json;

/// ExclusiveStartKey of index reads.
class IndexStartKeyTest : public IndexedTableTest {
 protected:
  void SetUp() override {
    IndexedTableTest::SetUp();
    for (int sk = 0; sk < 6; ++sk) put_item("p", sk);
  }

  static std::string start_key(const std::string& members) {
    return R"("ExclusiveStartKey":{)" + members + "}";
  }

  std::string query_error(const std::string& members, const char* index = "all") {
    return error("Query", query_body(index, start_key(members)));
  }
  std::string scan_error(const std::string& members, const char* index = "all") {
    return error("Scan", scan_body(index, start_key(members)));
  }

  static constexpr const char* invalid =
      "ValidationException: The provided starting key is invalid";
  static constexpr const char* mismatch =
      "ValidationException: The provided key element does not match the schema";
  static constexpr const char* table_mismatch =
      "ValidationException: The provided starting key is invalid: The provided key element does "
      "not "
      "match the schema";
};

TEST_F(IndexStartKeyTest, HoldsTheKeysOfTableAndIndex) {
  const std::string key = R"("pk":{"S":"p"},"sk":{"N":"1"})";
  EXPECT_EQ(query_error(key), invalid);
  EXPECT_EQ(scan_error(key), invalid);
  const std::string more = key + R"(,"g":{"S":"g"},"r":{"N":"0"},"a":{"S":"a"})";
  EXPECT_EQ(query_error(more), invalid);
  EXPECT_EQ(scan_error(more), invalid);
  const std::string other = key + R"(,"g":{"S":"g"},"a":{"S":"a"})";
  EXPECT_EQ(query_error(other), invalid);
  EXPECT_EQ(scan_error(other), invalid);
  EXPECT_EQ(query_error(key + R"(,"g":{"S":"g"},"r":{"N":"0"})", "local"), invalid)
      << "g is no key of this index";
}

TEST_F(IndexStartKeyTest, EachOfItsType) {
  const std::string wrong_r = R"("pk":{"N":"1"},"sk":{"N":"1"},"g":{"S":"g"},"r":{"S":"0"})";
  EXPECT_EQ(query_error(wrong_r), mismatch) << "the index's key first";
  EXPECT_EQ(scan_error(wrong_r), mismatch);
  const std::string wrong_pk = R"("pk":{"N":"1"},"sk":{"N":"1"},"g":{"S":"h"},"r":{"N":"0"})";
  EXPECT_EQ(query_error(wrong_pk), table_mismatch) << "before the bounds";
  EXPECT_EQ(scan_error(wrong_pk), table_mismatch);
  EXPECT_EQ(query_error(R"("pk":{"N":"1"},"sk":{"N":"1"},"r":{"N":"0"})", "local"), mismatch)
      << "a key of both is the index's";
}

TEST_F(IndexStartKeyTest, NoEmptyAndNoOversizedValues) {
  const std::string empty =
      "ValidationException: One or more parameter values are not valid. The AttributeValue for a "
      "key attribute cannot contain an empty string value. Key: ";
  EXPECT_EQ(scan_error(R"("pk":{"S":""},"sk":{"N":"1"},"g":{"S":""},"r":{"N":"0"})"), empty + "pk");
  EXPECT_EQ(scan_error(R"("pk":{"S":"p"},"sk":{"N":"1"},"g":{"S":""},"r":{"N":"0"})"), empty + "g");
  const auto multi = [](std::size_t x1, std::size_t x2, std::size_t g) {
    return R"("pk":{"S":"p"},"sk":{"N":"1"},"r":{"N":"0"},"x1":{"S":")" + std::string(x1, 'x') +
           R"("},"x2":{"S":")" + std::string(x2, 'x') + R"("},"g":{"S":")" + std::string(g, 'x') +
           R"("})";
  };
  EXPECT_EQ(scan_error(multi(2049, 1, 1), "multi"),
            "ValidationException: One or more parameter values were invalid: Size of hashkey has "
            "exceeded the maximum size limit of2048 bytes");
  EXPECT_EQ(scan_error(multi(1025, 1024, 1), "multi"), invalid) << "too long together";
  EXPECT_EQ(
      scan_error(multi(1024, 1024, 1025), "multi"),
      "ValidationException: One or more parameter values were invalid: Aggregated size of all "
      "range keys has exceeded the size limit of 1024 bytes");
  EXPECT_EQ(answer("Scan", scan_body("multi", start_key(multi(1024, 1024, 1024))))["Count"], 0);
}

TEST_F(IndexStartKeyTest, LiesInsideTheConditions) {
  EXPECT_EQ(query_error(R"("pk":{"S":"p"},"sk":{"N":"1"},"g":{"S":"h"},"r":{"N":"0"})"),
            "ValidationException: The provided starting key is outside query boundaries based on "
            "provided conditions");
  const auto start = [](const char* r) {
    return R"(,"IndexName":"all","ExclusiveStartKey":{"pk":{"S":"p"},"sk":{"N":"2"},
               "g":{"S":"g"},"r":{"N":")" +
           std::string(r) + R"("}}})";
  };
  const std::string above =
      R"({"TableName":"indexed","KeyConditionExpression":"g = :g AND r > :r",
          "ExpressionAttributeValues":{":g":{"S":"g"},":r":{"N":"0"}})";
  EXPECT_EQ(
      error("Query", above + start("0")),
      "ValidationException: The provided starting key does not match the range key predicate");
  EXPECT_EQ(answer("Query", above + start("1"))["Count"], 3);
}

TEST_F(IndexStartKeyTest, OneKeyOfAnIndexMayHaveManyEntries) {
  const std::string equal =
      R"({"TableName":"indexed","IndexName":"all","KeyConditionExpression":"g = :g AND r = :r",
          "ExpressionAttributeValues":{":g":{"S":"g"},":r":{"N":"1"}},"Limit":1)";
  const auto first = answer("Query", equal + "}");
  EXPECT_EQ(first["Items"][0]["sk"]["N"], "2");
  const auto second =
      answer("Query", equal + R"(,"ExclusiveStartKey":)" + first["LastEvaluatedKey"].dump() + "}");
  EXPECT_EQ(second["Items"][0]["sk"]["N"], "3");
}

TEST_F(IndexStartKeyTest, BelongsToTheSegment) {
  const std::string key = R"("pk":{"S":"p"},"sk":{"N":"1"},"g":{"S":"g"},"r":{"N":"0"})";
  std::vector<std::string> outcomes;
  for (const char* segment : {"0", "1"}) {
    const std::string rest = start_key(key) + R"(,"TotalSegments":2,"Segment":)" + segment;
    outcomes.push_back(error("Scan", scan_body("all", rest)));
  }
  // The hash of S "g" begins e8: segment 1 of 2.
  EXPECT_EQ(outcomes[0],
            "ValidationException: The provided starting key is invalid: Invalid ExclusiveStartKey. "
            "Please use ExclusiveStartKey with correct Segment. TotalSegments: 2 Segment: 0");
  EXPECT_TRUE(outcomes[1].starts_with("(answered)"));
  EXPECT_EQ(error("Scan", scan_body("some", start_key(key) + R"(,"TotalSegments":2,"Segment":0,
                                                               "Select":"ALL_ATTRIBUTES")")),
            "ValidationException: One or more parameter values were invalid: Select type "
            "ALL_ATTRIBUTES is not supported for global secondary index some because its "
            "projection type is not ALL");
}

TEST_F(IndexStartKeyTest, WholeMultiAttributeKeyIsInLastEvaluatedKey) {
  put_item("q", 1, R"("x1":{"S":"1"},"x2":{"S":"2"})");
  const auto page = answer("Scan", scan_body("multi", R"("Limit":1)"));
  EXPECT_EQ(page["LastEvaluatedKey"],
            json::parse(R"({"pk":{"S":"q"},"sk":{"N":"1"},"x1":{"S":"1"},"x2":{"S":"2"},
                            "g":{"S":"g"},"r":{"N":"0"}})"));
}

}  // namespace
}  // namespace dynarocks::operations
