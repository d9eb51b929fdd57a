// ListStreams and DescribeStream.
#include <algorithm>
#include <chrono>
#include <string>

#include "stream_fixture.h"

namespace dynarocks::operations {
namespace {

using std::chrono::milliseconds;

class DescribeStreamTest : public StreamOperationTest {
 protected:
  std::string listed(const std::string& members = "") {
    return answer_text("ListStreams", "{" + members + "}");
  }
  static std::string entry(const std::string& table, const std::string& label) {
    return R"({"StreamArn":"arn:aws:dynamodb:us-east-1:123456789012:table/)" + table + "/stream/" +
           label + R"(","TableName":")" + table + R"(","StreamLabel":")" + label + "\"}";
  }
  nlohmann::json described(const std::string& more = "") {
    return answer("DescribeStream",
                  R"({"StreamArn":")" + arn() + "\"" + more + "}")["StreamDescription"];
  }
  std::vector<std::string> shard_ids(const nlohmann::json& description) {
    std::vector<std::string> ids;
    for (const auto& shard : description["Shards"]) ids.push_back(shard["ShardId"]);
    return ids;
  }
  std::string refused(const std::string& stream_arn) {
    return error("DescribeStream", R"({"StreamArn":")" + stream_arn + "\"}");
  }

  const std::string first = "2023-11-14T22:13:20.250";
};

TEST_F(DescribeStreamTest, ListsTheStreamsOfOneTableOrOfAll) {
  create("abd");
  EXPECT_EQ(listed(), R"({"Streams":[)" + entry("abc", first) + "]}");
  clock_.advance(milliseconds(1));
  enable("abd");
  disable("abc");
  clock_.advance(milliseconds(1));
  enable("abc");
  const std::string old_one = entry("abc", first);
  const std::string new_one = entry("abc", "2023-11-14T22:13:20.252");
  const std::string other = entry("abd", "2023-11-14T22:13:20.251");
  EXPECT_EQ(listed(), R"({"Streams":[)" + old_one + "," + new_one + "," + other + "]}");
  EXPECT_EQ(listed(R"("TableName":"abc")"), R"({"Streams":[)" + old_one + "," + new_one + "]}");
  EXPECT_EQ(listed(R"("TableName":"nope")"), R"({"Streams":[]})");
  caller_.region = "eu-west-1";
  EXPECT_EQ(listed(), R"({"Streams":[]})");
}

TEST_F(DescribeStreamTest, ListsByPages) {
  create("abd");
  enable("abd");
  const std::string prefix = "arn:aws:dynamodb:us-east-1:123456789012:table/";
  EXPECT_EQ(listed(R"("Limit":1)"), R"({"Streams":[)" + entry("abc", first) +
                                        R"(],"LastEvaluatedStreamArn":")" + arn() + "\"}");
  EXPECT_EQ(listed(R"("Limit":1,"ExclusiveStartStreamArn":")" + arn() + "\""),
            R"({"Streams":[)" + entry("abd", first) + "]}");
  // One that is gone, and one behind all.
  EXPECT_EQ(listed(R"("ExclusiveStartStreamArn":")" + prefix + "abca/stream/" + first + "\""),
            R"({"Streams":[)" + entry("abd", first) + "]}");
  EXPECT_EQ(listed(R"("ExclusiveStartStreamArn":")" + arn("abd") + "\""), R"({"Streams":[]})");
}

TEST_F(DescribeStreamTest, DescribesTheStream) {
  EXPECT_EQ(answer_text("DescribeStream", R"({"StreamArn":")" + arn() + "\"}"),
            R"({"StreamDescription":{"StreamArn":")" + arn() + R"(","StreamLabel":")" + first +
                R"(","StreamStatus":"ENABLED","StreamViewType":"NEW_AND_OLD_IMAGES",)"
                R"("CreationRequestDateTime":1700000000.250,"TableName":"abc",)"
                R"("KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],"Shards":[{"ShardId":")" +
                shard() + R"(","SequenceNumberRange":{"StartingSequenceNumber":")" +
                "100000000000000000001" + R"("}}]}})");
}

TEST_F(DescribeStreamTest, ADisabledStreamHasClosedShards) {
  const std::string of_stream = arn();
  disable("abc");
  const auto described =
      answer("DescribeStream", R"({"StreamArn":")" + of_stream + "\"}")["StreamDescription"];
  EXPECT_EQ(described["StreamStatus"], "DISABLED");
  EXPECT_EQ(described["Shards"][0]["SequenceNumberRange"]["EndingSequenceNumber"],
            "100000000000000000001");
}

TEST_F(DescribeStreamTest, ShardsNameTheirParents) {
  roll(2);
  const auto shards = described()["Shards"];
  ASSERT_EQ(shards.size(), 3u);
  EXPECT_FALSE(shards[0].contains("ParentShardId"));
  EXPECT_TRUE(shards[0]["SequenceNumberRange"].contains("EndingSequenceNumber"));
  for (const int child : {1, 2}) {
    EXPECT_EQ(shards[child]["ParentShardId"], shards[0]["ShardId"]);
    EXPECT_FALSE(shards[child]["SequenceNumberRange"].contains("EndingSequenceNumber"));
  }
}

TEST_F(DescribeStreamTest, PagesOfShards) {
  for (int i = 0; i < 4; ++i) roll(2);
  const auto all = described();
  const auto ids = shard_ids(all);
  ASSERT_EQ(ids.size(), 9u);
  EXPECT_TRUE(std::is_sorted(ids.begin(), ids.end()));
  EXPECT_FALSE(all.contains("LastEvaluatedShardId"));

  std::vector<std::string> paged;
  std::string start;
  for (;;) {
    const auto page = described(R"(,"Limit":4)" + start);
    for (const std::string& id : shard_ids(page)) paged.push_back(id);
    if (!page.contains("LastEvaluatedShardId")) break;
    EXPECT_EQ(page["LastEvaluatedShardId"], paged.back());
    start = R"(,"ExclusiveStartShardId":")" + paged.back() + "\"";
  }
  EXPECT_EQ(paged, ids);
  EXPECT_FALSE(described(R"(,"Limit":9)").contains("LastEvaluatedShardId"));
  EXPECT_EQ(described(R"(,"ExclusiveStartShardId":")" + ids.back() + "\"")["Shards"].size(), 0u);
  EXPECT_EQ(
      described(R"(,"ExclusiveStartShardId":"shardId-00000000000000000000-00000000")")["Shards"]
          .size(),
      0u);
}

TEST_F(DescribeStreamTest, ChildrenOfAShard) {
  roll(2);
  roll(2);
  const auto ids = shard_ids(described());
  const auto children = [&](const std::string& id, const std::string& more = "") {
    return shard_ids(
        described(R"(,"ShardFilter":{"Type":"CHILD_SHARDS","ShardId":")" + id + "\"}" + more));
  };
  EXPECT_EQ(children(ids[0]), (Events{ids[1], ids[2]}));
  EXPECT_EQ(children(ids[0], R"(,"ExclusiveStartShardId":")" + ids[1] + "\""), Events{ids[2]});
  EXPECT_EQ(children(ids[0], R"(,"Limit":1)"), Events{ids[1]});
  EXPECT_EQ(children(ids[1]).size(), 1u);
  EXPECT_EQ(children(ids[3]), Events{});
  EXPECT_EQ(children("shardId-00000000000000000000-00000000"), Events{});
}

TEST_F(DescribeStreamTest, WhatIsNoStreamOfTheCallers) {
  const std::string missing =
      "arn:aws:dynamodb:us-east-1:123456789012:table/abc/stream/2015-05-11T21:21:33.291";
  EXPECT_EQ(refused(missing), "ResourceNotFoundException: Requested resource not found: Stream: " +
                                  missing + " not found");
  for (const std::string& malformed :
       {std::string(40, 'x'), std::string("arn:aws:dynamodb:us-east-1:123456789012:table/abc"),
        std::string("arn:aws:dynamodb:us-east-1:123456789012:table/abc/index/abc"),
        std::string("arn:aws:dynamodb:eu-west-1:123456789012:table/abc/stream/") + first,
        std::string("arn:aws:s3:us-east-1:123456789012:table/abc/stream/") + first}) {
    EXPECT_EQ(refused(malformed),
              "ValidationException: Invalid StreamArn: Invalid ResourceArn "
              "provided as input " +
                  malformed);
    EXPECT_EQ(error("ListStreams", R"({"ExclusiveStartStreamArn":")" + malformed + "\"}"),
              "ValidationException: Invalid StreamArn: Invalid ResourceArn provided as input " +
                  malformed);
  }
  EXPECT_EQ(refused("arn:aws:dynamodb:us-east-1:999999999999:table/abc/stream/" + first),
            "AccessDeniedException: Access is denied");
}

}  // namespace
}  // namespace dynarocks::operations
