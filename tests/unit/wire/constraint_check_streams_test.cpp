// Constraints of the streams API.
#include <gtest/gtest.h>

#include <string>

#include "constraint_fixture.h"
#include "wire/stream_shapes.h"

namespace dynarocks::wire {
namespace {

const std::string arn =
    "arn:aws:dynamodb:us-east-1:000000000000:table/abc/stream/2015-05-11T21:21:33.291";
const std::string shard = "shardId-00000001700000000000-01234567";

TEST(ListStreamsConstraints, Members) {
  EXPECT_EQ(message(list_streams_shape, "{}"), "");
  EXPECT_EQ(message(list_streams_shape, R"({"TableName":"abc","Limit":100})"), "");
  EXPECT_EQ(message(list_streams_shape, R"({"TableName":"ab"})"),
            one("Value 'ab' at 'tableName' " + at_least(3)));
  EXPECT_EQ(message(list_streams_shape, R"({"TableName":"a b"})"),
            one(std::string("Value 'a b' at 'tableName' ") + pattern));
  EXPECT_EQ(message(list_streams_shape, R"({"Limit":0})"),
            one("Value '0' at 'limit' " + value_at_least(1)));
  EXPECT_EQ(message(list_streams_shape, R"({"Limit":101})"),
            one("Value '101' at 'limit' " + value_at_most(100)));
  EXPECT_EQ(message(list_streams_shape, R"({"ExclusiveStartStreamArn":"short"})"),
            one("Value 'short' at 'exclusiveStartStreamArn' " + at_least(37)));
}

TEST(DescribeStreamConstraints, Members) {
  const auto with = [](const std::string& members) {
    return message(describe_stream_shape, R"({"StreamArn":")" + arn + "\"" + members + "}");
  };
  EXPECT_EQ(with(""), "");
  EXPECT_EQ(message(describe_stream_shape, "{}"),
            one(std::string("Value null at 'streamArn' ") + not_null));
  EXPECT_EQ(message(describe_stream_shape, R"({"StreamArn":"short"})"),
            one("Value 'short' at 'streamArn' " + at_least(37)));
  const std::string longest(1025, 'a');
  EXPECT_EQ(message(describe_stream_shape, R"({"StreamArn":")" + longest + "\"}"),
            one("Value '" + longest + "' at 'streamArn' " + at_most(1024)));
  EXPECT_EQ(with(R"(,"Limit":0)"), one("Value '0' at 'limit' " + value_at_least(1)));
  EXPECT_EQ(with(R"(,"Limit":101)"), one("Value '101' at 'limit' " + value_at_most(100)));
  EXPECT_EQ(with(R"(,"ExclusiveStartShardId":"x")"),
            one("Value 'x' at 'exclusiveStartShardId' " + at_least(28)));
}

TEST(DescribeStreamConstraints, ShardFilter) {
  const auto with = [](const std::string& filter) {
    return message(describe_stream_shape,
                   R"({"StreamArn":")" + arn + R"(","ShardFilter":{)" + filter + "}}");
  };
  const std::string id = R"("ShardId":")" + shard + "\"";
  EXPECT_EQ(with(R"("Type":"CHILD_SHARDS",)" + id), "");
  EXPECT_EQ(with(id), one(std::string("Value null at 'shardFilter.type' ") + not_null));
  EXPECT_EQ(with(R"("Type":"CHILDREN",)" + id),
            one("Value 'CHILDREN' at 'shardFilter.type' failed to satisfy constraint: Member must "
                "satisfy enum value set: [CHILD_SHARDS]"));
  EXPECT_EQ(with(R"("Type":"CHILD_SHARDS")"),
            one(std::string("Value null at 'shardFilter.shardId' ") + not_null));
  EXPECT_EQ(with(R"("Type":"CHILD_SHARDS","ShardId":"x")"),
            one("Value 'x' at 'shardFilter.shardId' " + at_least(28)));
}

TEST(GetShardIteratorConstraints, Members) {
  const auto with = [](const std::string& type, const std::string& more = "") {
    return message(get_shard_iterator_shape, R"({"StreamArn":")" + arn + R"(","ShardId":")" +
                                                 shard + R"(","ShardIteratorType":")" + type +
                                                 "\"" + more + "}");
  };
  EXPECT_EQ(with("LATEST"), "");
  EXPECT_EQ(message(get_shard_iterator_shape, "{}"),
            "3 validation errors detected: Value null at 'streamArn' " + std::string(not_null) +
                "; Value null at 'shardId' " + not_null + "; Value null at 'shardIteratorType' " +
                not_null);
  EXPECT_EQ(with("NOW"),
            one("Value 'NOW' at 'shardIteratorType' failed to satisfy constraint: Member must "
                "satisfy enum value set: [AFTER_SEQUENCE_NUMBER, LATEST, AT_SEQUENCE_NUMBER, "
                "TRIM_HORIZON]"));
  EXPECT_EQ(with("AT_SEQUENCE_NUMBER", R"(,"SequenceNumber":"12345678901234567890")"),
            one("Value '12345678901234567890' at 'sequenceNumber' " + at_least(21)));
  const std::string number(41, '1');
  EXPECT_EQ(with("AT_SEQUENCE_NUMBER", R"(,"SequenceNumber":")" + number + "\""),
            one("Value '" + number + "' at 'sequenceNumber' " + at_most(40)));
  const std::string id(66, 's');
  EXPECT_EQ(message(get_shard_iterator_shape, R"({"StreamArn":")" + arn + R"(","ShardId":")" + id +
                                                  R"(","ShardIteratorType":"LATEST"})"),
            one("Value '" + id + "' at 'shardId' " + at_most(65)));
}

TEST(GetRecordsConstraints, Members) {
  EXPECT_EQ(message(get_records_shape, R"({"ShardIterator":"x","Limit":1000})"), "");
  EXPECT_EQ(message(get_records_shape, "{}"),
            one(std::string("Value null at 'shardIterator' ") + not_null));
  EXPECT_EQ(message(get_records_shape, R"({"ShardIterator":""})"),
            one("Value '' at 'shardIterator' " + at_least(1)));
  const std::string iterator(2049, 'x');
  EXPECT_EQ(message(get_records_shape, R"({"ShardIterator":")" + iterator + "\"}"),
            one("Value '" + iterator + "' at 'shardIterator' " + at_most(2048)));
  EXPECT_EQ(message(get_records_shape, R"({"ShardIterator":"x","Limit":0})"),
            one("Value '0' at 'limit' " + value_at_least(1)));
  EXPECT_EQ(message(get_records_shape, R"({"ShardIterator":"x","Limit":1001})"),
            one("Value '1001' at 'limit' " + value_at_most(1000)));
}

}  // namespace
}  // namespace dynarocks::wire
