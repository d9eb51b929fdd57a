#include <atomic>
#include <chrono>
#include <set>
#include <string>

#include "operations/shard_iterator.h"
#include "stream_fixture.h"

namespace dynarocks::operations {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;

class GetRecordsTest : public StreamOperationTest {
 protected:
  std::string refused(const std::string& iterator) {
    return error("GetRecords", records_request(iterator));
  }
};

TEST_F(GetRecordsTest, RecordsInFull) {
  const std::string start = iterator("LATEST");
  put("a", R"(,"n":{"N":"12.50"})");
  clock_.advance(milliseconds(1900));
  put("a", R"(,"long-name":{"S":"value"})");
  remove("a");
  const std::string text = answer_text("GetRecords", records_request(start));
  const auto answered = nlohmann::json::parse(text);
  ASSERT_EQ(answered["Records"].size(), 3u);
  const std::string id = answered["Records"][0]["eventID"];
  EXPECT_EQ(id.size(), 32u);
  EXPECT_EQ(id.find_first_not_of("0123456789abcdef"), std::string::npos);
  const std::string number = answered["Records"][0]["dynamodb"]["SequenceNumber"];
  // Keys 3 bytes, image 3 + 1 + number.
  const std::string expected =
      R"({"eventID":")" + id +
      R"(","eventName":"INSERT","eventVersion":"1.1","eventSource":"aws:dynamodb",)"
      R"("awsRegion":"us-east-1","dynamodb":{"ApproximateCreationDateTime":1700000000,)"
      R"("Keys":{"pk":{"S":"a"}},"NewImage":{"n":{"N":"12.5"},"pk":{"S":"a"}},)"
      R"("SequenceNumber":")" +
      number + R"(","SizeBytes":10,"StreamViewType":"NEW_AND_OLD_IMAGES"}})";
  EXPECT_EQ(text.substr(0, text.find(R"(,{"eventID")")), R"({"Records":[)" + expected);

  const auto& modify = answered["Records"][1];
  EXPECT_EQ(modify["eventName"], "MODIFY");
  EXPECT_EQ(modify["dynamodb"]["ApproximateCreationDateTime"], 1700000002);
  EXPECT_EQ(modify["dynamodb"]["OldImage"].dump(), R"({"n":{"N":"12.5"},"pk":{"S":"a"}})");
  EXPECT_EQ(modify["dynamodb"]["NewImage"].dump(), R"({"long-name":{"S":"value"},"pk":{"S":"a"}})");
  EXPECT_EQ(modify["dynamodb"]["SizeBytes"], 3 + 7 + (3 + 9 + 5));
  const auto& gone = answered["Records"][2];
  EXPECT_EQ(gone["eventName"], "REMOVE");
  EXPECT_FALSE(gone["dynamodb"].contains("NewImage"));
  EXPECT_TRUE(gone["dynamodb"].contains("OldImage"));
  EXPECT_FALSE(gone.contains("userIdentity"));
}

TEST_F(GetRecordsTest, ImagesByViewType) {
  struct Case {
    model::StreamViewType view_type;
    const char* name;
    bool new_image, old_image;
  };
  for (const Case& expected : {Case{model::StreamViewType::KEYS_ONLY, "KEYS_ONLY", false, false},
                               Case{model::StreamViewType::NEW_IMAGE, "NEW_IMAGE", true, false},
                               Case{model::StreamViewType::OLD_IMAGE, "OLD_IMAGE", false, true}}) {
    SCOPED_TRACE(expected.name);
    disable("abc");
    enable("abc", expected.view_type);
    put("a", R"(,"x":{"S":"1"})");
    put("a", R"(,"x":{"S":"22"})");
    remove("a");
    const auto records = get_records(iterator("TRIM_HORIZON"))["Records"];
    ASSERT_EQ(records.size(), 3u);
    for (std::size_t i = 0; i < 3; ++i) {
      const auto& change = records[i]["dynamodb"];
      const bool shows_new = expected.new_image && i != 2;
      const bool shows_old = expected.old_image && i != 0;
      EXPECT_EQ(change.contains("NewImage"), shows_new);
      EXPECT_EQ(change.contains("OldImage"), shows_old);
      EXPECT_EQ(change["StreamViewType"], expected.name);
      EXPECT_EQ(change["Keys"].dump(), R"({"pk":{"S":"a"}})");
      const int new_bytes = shows_new ? (i == 0 ? 5 : 6) : 0;
      const int old_bytes = shows_old ? (i == 1 ? 5 : 6) : 0;
      EXPECT_EQ(change["SizeBytes"], 3 + new_bytes + old_bytes);
    }
  }
}

TEST_F(GetRecordsTest, EventIdsAreUniqueAndStay) {
  for (int i = 0; i < 50; ++i) put("a" + std::to_string(i));
  const std::string all = iterator("TRIM_HORIZON");
  std::set<std::string> ids;
  const auto once = get_records(all);
  for (const auto& record : once["Records"]) ids.insert(record["eventID"]);
  EXPECT_EQ(ids.size(), 50u);
  const auto again = get_records(all);
  for (const auto& record : again["Records"]) {
    EXPECT_TRUE(ids.contains(record["eventID"]));
  }
}

TEST_F(GetRecordsTest, ReadsOnPageByPage) {
  for (int i = 0; i < 5; ++i) put("a" + std::to_string(i));
  std::string next = iterator("TRIM_HORIZON");
  std::vector<std::size_t> sizes;
  for (int i = 0; i < 4; ++i) {
    const auto page = get_records(next, R"(,"Limit":2)");
    sizes.push_back(page["Records"].size());
    ASSERT_TRUE(page.contains("NextShardIterator")) << "the shard is open";
    next = page["NextShardIterator"];
  }
  EXPECT_EQ(sizes, (std::vector<std::size_t>{2, 2, 1, 0}));
  put("b");
  EXPECT_EQ(events(next), Events{"INSERT b"});
  EXPECT_EQ(events(next), Events{"INSERT b"}) << "an iterator may be used again";
}

TEST_F(GetRecordsTest, AClosedShardEndsWithoutAnIterator) {
  put("a");
  put("b");
  roll();
  const auto page = get_records(iterator("TRIM_HORIZON"), R"(,"Limit":1)");
  ASSERT_TRUE(page.contains("NextShardIterator"));
  const auto last = get_records(page["NextShardIterator"]);
  EXPECT_EQ(last["Records"].size(), 1u);
  EXPECT_FALSE(last.contains("NextShardIterator"));
  put("c");
  EXPECT_EQ(events(iterator("TRIM_HORIZON", "", 2)), Events{"INSERT c"});
}

TEST_F(GetRecordsTest, IteratorsExpire) {
  const std::string expired =
      "ExpiredIteratorException: The shard iterator has expired and can no longer be used to "
      "retrieve stream records.";
  put("a");
  const std::string made = iterator("TRIM_HORIZON");
  clock_.advance(minutes(15));
  const std::string fresh = get_records(made)["NextShardIterator"];
  clock_.advance(milliseconds(1));
  EXPECT_EQ(refused(made), expired);
  clock_.advance(minutes(15) - milliseconds(1));
  get_records(fresh);
  clock_.advance(milliseconds(1));
  EXPECT_EQ(refused(fresh), expired);
}

TEST_F(GetRecordsTest, WhatWasTrimmedIsRefused) {
  const std::string trimmed =
      "TrimmedDataAccessException: The data you are trying to access has been trimmed";
  put("a");
  const std::string first = numbers()[0];
  clock_.advance(std::chrono::hours(24) - minutes(5));
  put("b");
  const std::string at_first = iterator("AT_SEQUENCE_NUMBER", first);
  const std::string horizon = iterator("TRIM_HORIZON");
  clock_.advance(minutes(5));
  ASSERT_TRUE(stream_trimmer_.trim(*stream()));
  EXPECT_EQ(refused(at_first), trimmed);
  EXPECT_EQ(events(horizon), Events{"INSERT b"});
  roll();
  clock_.advance(std::chrono::hours(24) - minutes(5));
  const std::string of_shard = iterator("TRIM_HORIZON");
  clock_.advance(minutes(5));
  ASSERT_TRUE(stream_trimmer_.trim(*stream()));
  EXPECT_EQ(refused(of_shard), trimmed) << "the shard is gone";
}

TEST_F(GetRecordsTest, WhatIsNoIterator) {
  const std::string invalid = "ValidationException: Invalid ShardIterator";
  const std::string good = iterator("TRIM_HORIZON");
  for (const std::string& text :
       {std::string("x"), arn(), arn() + "|1|AAAA", good + "A", good.substr(0, good.size() - 1),
        shard_iterator_text({"nonsense", 1, 1, clock_.now_millis()}),
        shard_iterator_text({arn().substr(0, arn().find("/stream")), 1, 1, clock_.now_millis()})}) {
    EXPECT_EQ(refused(text), invalid) << text;
  }
  EXPECT_EQ(refused(shard_iterator_text({arn(), 7, 1, clock_.now_millis()})),
            "TrimmedDataAccessException: The data you are trying to access has been trimmed");
}

TEST_F(GetRecordsTest, IteratorsOfOthers) {
  const std::string good = iterator("TRIM_HORIZON");
  caller_.region = "eu-west-1";
  EXPECT_EQ(refused(good), "ValidationException: Invalid ShardIterator");
  caller_ = {"999999999999", "us-east-1"};
  EXPECT_EQ(refused(good), "AccessDeniedException: Access is denied");
}

TEST_F(GetRecordsTest, AStreamMayGoWhileItIsRead) {
  disable("abc");
  clock_.advance(std::chrono::hours(24) - minutes(5));
  const std::string of_stream = arn();
  const std::string last = iterator("TRIM_HORIZON");
  clock_.advance(minutes(5));
  ASSERT_TRUE(stream_trimmer_.trim(*stream()));
  EXPECT_EQ(refused(last), "ResourceNotFoundException: Requested resource not found: Stream: " +
                               of_stream + " not found");
}

TEST_F(GetRecordsTest, DeletionsByTimeToLiveAreTheServices) {
  answer("UpdateTimeToLive", R"({"TableName":"abc","TimeToLiveSpecification":)"
                             R"({"Enabled":true,"AttributeName":"expires"}})");
  put("a", R"(,"expires":{"N":"1699999990"})");
  const std::string start = iterator("LATEST");
  const std::atomic<bool> stopping = false;
  ASSERT_TRUE(ttl_sweeper_.sweep(*catalog_->find({caller_, "abc"}), stopping));
  const auto records = get_records(start)["Records"];
  ASSERT_EQ(records.size(), 1u);
  EXPECT_EQ(records[0]["eventName"], "REMOVE");
  EXPECT_EQ(records[0]["userIdentity"].dump(),
            R"({"PrincipalId":"dynamodb.amazonaws.com","Type":"Service"})");
}

}  // namespace
}  // namespace dynarocks::operations
