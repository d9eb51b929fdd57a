#include "operations/scan.h"

#include <set>
#include <string>

#include "item_operation_fixture.h"

namespace dynarocks::operations {
namespace {

using nlohmann::json;

class ScanTest : public ItemOperationTest {
 protected:
  static std::string body(const std::string& rest, const std::string& table = "hash") {
    return R"({"TableName":")" + table + "\"" + (rest.empty() ? "" : "," + rest) + "}";
  }
};

TEST_F(ScanTest, PartitionsComeInHashOrder) {
  const std::string in_order[] = {"2", "8", "9",    "1",       "6", "hello", "0",
                                  "5", "4", "äáöü", "aardman", "7", "3",     "zapf"};
  for (const std::string& pk : in_order) put("hash", R"({"pk":{"S":")" + pk + R"("}})");
  std::vector<std::string> scanned;
  const auto page = answer("Scan", body(""));
  for (const auto& item : page["Items"]) scanned.push_back(item["pk"]["S"]);
  EXPECT_EQ(scanned, std::vector<std::string>(std::begin(in_order), std::end(in_order)));
}

TEST_F(ScanTest, SegmentsAreSlicesOfTheHashSpace) {
  const std::pair<const char*, int> slices[] = {{"3635", 0}, {"228", 0}, {"1668", 1}, {"3435", 4}};
  for (const auto& [pk, segment] : slices)
    put("hash", R"({"pk":{"S":")" + std::string(pk) + R"("}})");
  for (const auto& [pk, segment] : slices) {
    const auto page =
        answer("Scan", body(R"("TotalSegments":4096,"Segment":)" + std::to_string(segment)));
    bool found = false;
    for (const auto& item : page["Items"]) found |= item["pk"]["S"] == pk;
    EXPECT_TRUE(found) << pk;
  }
}

TEST_F(ScanTest, Refusals) {
  const Refusal refusals[] = {
      {"segment alone", R"({"TableName":"none","Segment":0})",
       "ValidationException: The TotalSegments parameter is required but was not present in the "
       "request when Segment parameter is present"},
      {"total alone", R"({"TableName":"none","TotalSegments":2})",
       "ValidationException: The Segment parameter is required but was not present in the request "
       "when parameter TotalSegments is present"},
      {"segment too large", R"({"TableName":"none","Segment":5,"TotalSegments":5})",
       "ValidationException: The Segment parameter is zero-based and must be less than parameter "
       "TotalSegments: Segment: 5 is not less than TotalSegments: 5"},
      {"limit", R"({"TableName":"none","Limit":0})",
       "ValidationException: 1 validation error detected: Value '0' at 'limit' failed to satisfy "
       "constraint: Member must have value greater than or equal to 1"},
      {"values without filter",
       R"({"TableName":"none","ExpressionAttributeValues":{":a":{"S":"a"}}})",
       "ValidationException: ExpressionAttributeValues can only be specified when using "
       "expressions: "
       "FilterExpression is null"},
      {"classic wording of values",
       R"({"TableName":"none","FilterExpression":"a = :a","ExpressionAttributeValues":{":a":{}}})",
       "ValidationException: ExpressionAttributeValues contains invalid value: Supplied "
       "AttributeValue is empty, must contain exactly one of the supported datatypes for key :a"},
      {"select is bare", R"({"TableName":"none","Select":"ALL_PROJECTED_ATTRIBUTES"})",
       "ValidationException: ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an "
       "IndexName"},
      {"classic layer prefixes a set in a start key",
       R"({"TableName":"none","ExclusiveStartKey":{"pk":{"SS":[]}}})",
       "ValidationException: The provided starting key is invalid: One or more parameter values "
       "were "
       "invalid: An string set  may not be empty"},
      {"but not a number set", R"({"TableName":"none","ExclusiveStartKey":{"pk":{"NS":[]}}})",
       "ValidationException: One or more parameter values were invalid: An number set  may not be "
       "empty"},
      {"start key", R"({"TableName":"range","ExclusiveStartKey":{"pk":{"S":"a"}}})",
       "ValidationException: The provided starting key is invalid: The provided key element does "
       "not "
       "match the schema"},
      {"start key of another segment",
       R"({"TableName":"hash","TotalSegments":4096,"Segment":1,"ExclusiveStartKey":{"pk":{"S":"3635"}}})",
       "ValidationException: The provided starting key is invalid: Invalid ExclusiveStartKey. "
       "Please "
       "use ExclusiveStartKey with correct Segment. TotalSegments: 4096 Segment: 1"},
  };
  for (const Refusal& refusal : refusals) expect_refused("Scan", refusal);
}

TEST_F(ScanTest, FilterMayUseKeys) {
  for (const char* pk : {"a", "b"}) put("hash", R"({"pk":{"S":")" + std::string(pk) + R"("}})");
  const auto page = answer("Scan", body(R"("FilterExpression":"pk = :a",
                                           "ExpressionAttributeValues":{":a":{"S":"a"}})"));
  EXPECT_EQ(page["Count"], 1);
  EXPECT_EQ(page["ScannedCount"], 2);
}

}  // namespace
}  // namespace dynarocks::operations
