// Constraints of BatchGetItem and BatchWriteItem: the map of requests and its keys.
#include <gtest/gtest.h>

#include <string>

#include "constraint_fixture.h"
#include "wire/data_plane_shapes.h"

namespace dynarocks::wire {
namespace {

constexpr const char* table_keys =
    "failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length "
    "less than or equal to 255, Member must have length greater than or equal to 3, Member must "
    "satisfy regular expression pattern: [a-zA-Z0-9_.-]+]";

TEST(BatchGetItemConstraints, NeedRequests) {
  EXPECT_EQ(message(batch_get_item_shape, "{}"),
            one(std::string("Value null at 'requestItems' ") + not_null));
  EXPECT_EQ(message(batch_get_item_shape, R"({"RequestItems":{}})"),
            one("Value at 'RequestItems' " + at_least(1)));
  EXPECT_EQ(classic(batch_get_item_shape, R"({"RequestItems":{}})"),
            "The requestItems parameter is required for BatchGetItem");
}

TEST(BatchGetItemConstraints, EchoABadTableNameAsJson) {
  const std::string body =
      R"({"RequestItems":{"b!d":{"Keys":[{"pk":{"S":"a"}}]}},"ReturnConsumedCapacity":"BOGUS"})";
  EXPECT_EQ(message(batch_get_item_shape, body),
            std::string("2 validation errors detected: Value "
                        R"('{"b!d":{"Keys":[{"pk":{"S":"a"}}]}}' at 'requestItems' )") +
                table_keys + "; Value 'BOGUS' at 'returnConsumedCapacity' " + capacity_enum);
  EXPECT_EQ(message(batch_get_item_shape, R"({"RequestItems":{"ab":{"Keys":[{}]}}})"),
            one(std::string(R"(Value '{"ab":{"Keys":[{}]}}' at 'requestItems' )") + table_keys));
  EXPECT_EQ(message(batch_get_item_shape,
                    R"({"RequestItems":{"arn:aws:dynamodb:r:0:table/t":{"Keys":[{}]}}})"),
            "");
}

std::string keys(std::size_t count) {
  std::string list = "[";
  for (std::size_t i = 0; i < count; ++i) list += i == 0 ? "{}" : ",{}";
  return list + "]";
}

TEST(BatchGetItemConstraints, BoundTheKeysOfATable) {
  const auto table = [](const std::string& list) {
    return R"({"RequestItems":{"tbl":{"Keys":)" + list + "}}}";
  };
  EXPECT_EQ(message(batch_get_item_shape, table(keys(100))), "");
  EXPECT_EQ(message(batch_get_item_shape, table("[]")),
            one("Value at 'RequestItems.tbl.member.Keys' " + at_least(1)));
  EXPECT_EQ(message(batch_get_item_shape, table(keys(101))),
            one("Value at 'RequestItems.tbl.member.Keys' " + at_most(100)));
  EXPECT_EQ(classic(batch_get_item_shape, table("[]")),
            one("Value '[]' at 'requestItems.tbl.member.keys' " + at_least(1)));
  EXPECT_EQ(message(batch_get_item_shape, R"({"RequestItems":{"tbl":{}}})"),
            one(std::string("Value null at 'requestItems.tbl.member.keys' ") + not_null));
}

TEST(BatchGetItemConstraints, BoundTheKeysOfAllTables) {
  EXPECT_EQ(message(batch_get_item_shape, R"({"RequestItems":{"one":{"Keys":)" + keys(50) +
                                              R"(},"two":{"Keys":)" + keys(50) + "}}}"),
            "");
  EXPECT_EQ(message(batch_get_item_shape, R"({"RequestItems":{"one":{"Keys":)" + keys(51) +
                                              R"(},"two":{"Keys":)" + keys(50) + "}}}"),
            "Too many items requested for the BatchGetItem call");
}

TEST(BatchGetItemConstraints, RefuseNullsInsideCollections) {
  EXPECT_EQ(message(batch_get_item_shape, R"({"RequestItems":{"tbl":null}})"),
            one("Value '{\"tbl\":null}' at 'requestItems' failed to satisfy constraint: Map value "
                "must satisfy constraint: [Member must not be null]"));
  EXPECT_EQ(message(batch_get_item_shape, R"({"RequestItems":{"tbl":{"Keys":[null]}}})"),
            one("Value '[null]' at 'requestItems.tbl.member.keys' failed to satisfy constraint: "
                "Member must satisfy constraint: [Member must not be null]"));
}

std::string deletes(std::size_t count) {
  std::string list = "[";
  for (std::size_t i = 0; i < count; ++i)
    list += i == 0 ? R"({"DeleteRequest":{"Key":{}}})" : R"(,{"DeleteRequest":{"Key":{}}})";
  return list + "]";
}

constexpr const char* request_lists =
    "at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: [Member "
    "must have length less than or equal to 25, Member must have length greater than or equal to "
    "1]";

TEST(BatchWriteItemConstraints, NeedRequests) {
  EXPECT_EQ(message(batch_write_item_shape, "{}"),
            one(std::string("Value null at 'requestItems' ") + not_null));
  EXPECT_EQ(message(batch_write_item_shape, R"({"RequestItems":{}})"),
            "The requestItems parameter is required for BatchWriteItem");
  EXPECT_EQ(
      message(batch_write_item_shape, R"({"RequestItems":{},"ReturnItemCollectionMetrics":"X"})"),
      one(std::string("Value 'X' at 'returnItemCollectionMetrics' ") + metrics_enum));
}

TEST(BatchWriteItemConstraints, BoundTheRequestsOfATable) {
  EXPECT_EQ(message(batch_write_item_shape, R"({"RequestItems":{"tbl":)" + deletes(25) + "}}"), "");
  EXPECT_EQ(message(batch_write_item_shape, R"({"RequestItems":{"tbl":[]}})"),
            one(std::string("Value '{tbl=[]}' ") + request_lists));
  const std::string many =
      message(batch_write_item_shape, R"({"RequestItems":{"tbl":)" + deletes(26) + "}}");
  EXPECT_TRUE(many.starts_with(
      one("Value '{tbl=[WriteRequest(putRequest=null, deleteRequest=DeleteRequest(key={})), ")))
      << many;
  EXPECT_TRUE(many.ends_with(request_lists)) << many;
}

TEST(BatchWriteItemConstraints, BoundTheRequestsOfAllTables) {
  EXPECT_EQ(message(batch_write_item_shape,
                    R"({"RequestItems":{"one":)" + deletes(13) + R"(,"two":)" + deletes(13) + "}}"),
            "Too many items requested for the BatchWriteItem call");
}

TEST(BatchWriteItemConstraints, ReportABadEnumAloneBesideABadTableName) {
  const std::string requests = R"("RequestItems":{"b!d":[{"PutRequest":{"Item":{}}}]})";
  EXPECT_EQ(message(batch_write_item_shape, "{" + requests + "}"),
            one(std::string("Value '{b!d=[WriteRequest(putRequest=PutRequest(item={}), "
                            "deleteRequest=null)]}' at 'requestItems' ") +
                table_keys));
  EXPECT_EQ(message(batch_write_item_shape, "{" + requests + R"(,"ReturnConsumedCapacity":"X"})"),
            one(std::string("Value 'X' at 'returnConsumedCapacity' ") + capacity_enum));
}

TEST(BatchWriteItemConstraints, ReportBothEnumsInOrder) {
  EXPECT_EQ(message(batch_write_item_shape,
                    R"({"ReturnItemCollectionMetrics":"Y","ReturnConsumedCapacity":"X",)"
                    R"("RequestItems":{"tbl":)" +
                        deletes(1) + "}}"),
            std::string("2 validation errors detected: Value 'X' at 'returnConsumedCapacity' ") +
                capacity_enum + "; Value 'Y' at 'returnItemCollectionMetrics' " + metrics_enum);
}

TEST(BatchWriteItemConstraints, NameTheRequestThatLacksItsKey) {
  EXPECT_EQ(message(batch_write_item_shape,
                    R"({"RequestItems":{"tbl":[{"DeleteRequest":{}},{"PutRequest":{}},{}]}})"),
            std::string("2 validation errors detected: Value null at "
                        "'requestItems.tbl.member.1.member.deleteRequest.key' ") +
                not_null + "; Value null at 'requestItems.tbl.member.2.member.putRequest.item' " +
                not_null);
}

}  // namespace
}  // namespace dynarocks::wire
