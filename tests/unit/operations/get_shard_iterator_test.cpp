#include <string>

#include "model/sequence_number.h"
#include "stream_fixture.h"

namespace dynarocks::operations {
namespace {

class GetShardIteratorTest : public StreamOperationTest {
 protected:
  std::string refused(const std::string& type, const std::string& sequence_number = "",
                      std::uint32_t shard_number = 1) {
    return error("GetShardIterator", iterator_request(type, sequence_number, shard_number));
  }
  /// The record that a removal of this item has.
  model::StreamRecord removal_of(const std::string& pk) {
    put(pk);
    remove(pk);
    const auto page = stream_reader_.read(*stream(), 1, std::nullopt, 1000);
    return page->records.back().change;
  }

  const std::string trimmed =
      "TrimmedDataAccessException: The data you are trying to access has been trimmed";
};

TEST_F(GetShardIteratorTest, StartsAtTheOldestOrBehindTheNewest) {
  const std::string before = iterator("LATEST");
  put("a");
  put("b");
  EXPECT_EQ(events(iterator("TRIM_HORIZON")), (Events{"INSERT a", "INSERT b"}));
  EXPECT_EQ(events(before), (Events{"INSERT a", "INSERT b"}));
  const std::string latest = iterator("LATEST");
  EXPECT_EQ(events(latest), Events{});
  put("c");
  EXPECT_EQ(events(latest), Events{"INSERT c"});
}

TEST_F(GetShardIteratorTest, LatestMissesNothingThatIsInFlight) {
  model::StreamRecord record = removal_of("held");
  const auto batch = store_->begin();
  auto in_flight = stream()->append(*batch, 0, std::move(record));
  put("after");
  const std::string latest = iterator("LATEST");
  EXPECT_EQ(events(latest), Events{});
  ASSERT_TRUE(store_->commit(*batch));
  in_flight.reset();
  EXPECT_EQ(events(latest), (Events{"REMOVE held", "INSERT after"}));
}

TEST_F(GetShardIteratorTest, StartsAtOrAfterANumber) {
  for (const char* pk : {"a", "b", "c"}) put(pk);
  const auto all = numbers();
  EXPECT_EQ(events(iterator("AT_SEQUENCE_NUMBER", all[1])), (Events{"INSERT b", "INSERT c"}));
  EXPECT_EQ(events(iterator("AFTER_SEQUENCE_NUMBER", all[1])), Events{"INSERT c"});
  EXPECT_EQ(events(iterator("AFTER_SEQUENCE_NUMBER", all[2])), Events{});
  EXPECT_EQ(events(iterator("AT_SEQUENCE_NUMBER", "0000" + all[2])), Events{"INSERT c"})
      << "numbers are compared as numbers";
  const std::string start = "100000000000000000001";
  EXPECT_EQ(events(iterator("AT_SEQUENCE_NUMBER", start)).size(), 3u);
}

TEST_F(GetShardIteratorTest, ANumberBetweenTwoRecordsStartsAtTheNext) {
  put("a");
  {
    const auto given_up = store_->begin();
    const auto record = stream()->append(*given_up, 0, {});
  }
  put("b");
  const auto all = numbers();
  const std::string between =
      model::sequence_number_text(*model::parse_sequence_number(all[0]) + 1);
  ASSERT_LT(between, all[1]);
  EXPECT_EQ(events(iterator("AT_SEQUENCE_NUMBER", between)), Events{"INSERT b"});
  EXPECT_EQ(events(iterator("AFTER_SEQUENCE_NUMBER", between)), Events{"INSERT b"});
}

TEST_F(GetShardIteratorTest, AClosedShardCanBeReadFromItsEnd) {
  put("a");
  roll();
  const std::string end = model::sequence_number_text(*stream()->shard(1)->ending_sequence);
  for (const std::string& at : {iterator("AT_SEQUENCE_NUMBER", end),
                                iterator("AFTER_SEQUENCE_NUMBER", end), iterator("LATEST")}) {
    EXPECT_EQ(answer_text("GetRecords", records_request(at)), R"({"Records":[]})");
  }
}

TEST_F(GetShardIteratorTest, NumbersTheShardDoesNotHold) {
  put("a");
  roll();
  put("b");
  const std::string of_parent = numbers(1)[0];
  const std::string of_child = numbers(2)[0];
  for (const char* type : {"AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER"}) {
    EXPECT_EQ(refused(type, of_parent, 2), trimmed);
    EXPECT_EQ(refused(type, of_child, 1), trimmed);
    EXPECT_EQ(refused(type, "000000000000000000000", 1), trimmed);
    EXPECT_EQ(refused(type, std::string(40, '9'), 2), trimmed);
  }
}

TEST_F(GetShardIteratorTest, NumbersThatAreTrimmed) {
  put("a");
  clock_.advance(std::chrono::hours(23));
  put("b");
  const auto all = numbers();
  clock_.advance(std::chrono::hours(1));
  ASSERT_TRUE(stream_trimmer_.trim(*stream()));
  EXPECT_EQ(refused("AT_SEQUENCE_NUMBER", all[0]), trimmed);
  EXPECT_EQ(refused("AFTER_SEQUENCE_NUMBER", all[0]), trimmed);
  EXPECT_EQ(events(iterator("AT_SEQUENCE_NUMBER", all[1])), Events{"INSERT b"});
  EXPECT_EQ(events(iterator("TRIM_HORIZON")), Events{"INSERT b"});
}

TEST_F(GetShardIteratorTest, TheNumberBelongsToTheType) {
  put("a");
  const std::string number = numbers()[0];
  const std::string invalid = "ValidationException: One or more parameter values were invalid: ";
  for (const std::string type : {"AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER"}) {
    EXPECT_EQ(refused(type),
              invalid + "SequenceNumber must be specified for ShardIteratorType " + type);
  }
  for (const std::string type : {"TRIM_HORIZON", "LATEST"}) {
    EXPECT_EQ(refused(type, number),
              invalid + "SequenceNumber must not be specified for ShardIteratorType " + type);
  }
  EXPECT_EQ(refused("AT_SEQUENCE_NUMBER", "10000000000000000000x"),
            "ValidationException: 1 validation error detected: Value '10000000000000000000x' at "
            "'sequenceNumber' failed to satisfy constraint: Member must satisfy regular expression "
            "pattern: [0-9]+");
}

TEST_F(GetShardIteratorTest, StreamAndShardHaveToBeThere) {
  const auto of = [](const std::string& stream_arn, const std::string& shard_id) {
    return R"({"StreamArn":")" + stream_arn + R"(","ShardId":")" + shard_id +
           R"(","ShardIteratorType":"LATEST"})";
  };
  const std::string missing =
      "arn:aws:dynamodb:us-east-1:123456789012:table/abc/stream/2015-05-11T21:21:33.291";
  EXPECT_EQ(
      error("GetShardIterator", of(missing, shard())),
      "ResourceNotFoundException: Requested resource not found: Stream: " + missing + " not found");
  EXPECT_EQ(error("GetShardIterator", of(arn(), "shardId-00000000000000000000-00000000")),
            "ResourceNotFoundException: Requested resource not found: Shard does not exist");
  EXPECT_EQ(error("GetShardIterator", of(std::string(40, 'x'), shard())),
            "ValidationException: Invalid StreamArn: Invalid ResourceArn provided as input " +
                std::string(40, 'x'));
}

}  // namespace
}  // namespace dynarocks::operations
