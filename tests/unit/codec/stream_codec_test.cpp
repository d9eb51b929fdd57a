#include "codec/stream_codec.h"

#include <gtest/gtest.h>

#include "codec/item_codec.h"
#include "codec/layout.h"
#include "hex.h"
#include "model/attribute_value.h"

namespace dynarocks::codec {
namespace {

std::string item(const std::string& value) {
  model::AttributeMap map;
  map.set("pk", model::AttributeValue(value));
  return encode_item(map);
}

StreamEntry stream() {
  StreamEntry entry;
  entry.id = 7;
  entry.description.key = {{{"000000000000", "us-east-1"}, "Music"}, "2023-11-14T22:13:20.000"};
  entry.description.view_type = model::StreamViewType::NEW_IMAGE;
  entry.description.status = model::StreamStatus::DISABLED;
  entry.description.creation_time = 1'700'000'000'000;
  entry.description.disabled_time = 1'700'000'000'001;
  entry.description.key_schema = {{"pk", model::KeyType::HASH}};
  entry.description.tags = {{"k", "v"}};
  entry.description.resource_policy = {R"({"Statement":[]})", 1'700'000'000'123};
  return entry;
}

model::ShardDescription shard() {
  model::ShardDescription shard;
  shard.number = 3;
  shard.id = "shardId-00000001700000000000-0123abcd";
  shard.parent_id = "shardId-00000001600000000000-0123abcd";
  shard.first_slice = 2048;
  shard.end_slice = 4096;
  shard.starting_sequence = 10;
  shard.ending_sequence = 20;
  shard.creation_time = 1'700'000'000'000;
  shard.closing_time = 1'700'000'000'001;
  shard.trimmed_sequence = 12;
  return shard;
}

model::StreamRecord record() {
  return {model::StreamEvent::MODIFY, 1'700'000'000'000, item("k"), item("new"), item("old"), true};
}

TEST(StreamCodecTest, StreamsRoundTrip) {
  const auto read = decode_stream_entry(encode_stream_entry(stream()));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->id, 7u);
  EXPECT_EQ(read->description.key, stream().description.key);
  EXPECT_EQ(read->description.view_type, model::StreamViewType::NEW_IMAGE);
  EXPECT_EQ(read->description.status, model::StreamStatus::DISABLED);
  EXPECT_EQ(read->description.creation_time, 1'700'000'000'000);
  EXPECT_EQ(read->description.disabled_time, 1'700'000'000'001);
  ASSERT_EQ(read->description.key_schema.size(), 1u);
  EXPECT_EQ(read->description.key_schema[0].attribute_name, "pk");
  ASSERT_EQ(read->description.tags.size(), 1u);
  EXPECT_EQ(read->description.tags[0].value, "v");
  EXPECT_EQ(read->description.resource_policy, stream().description.resource_policy);
}

TEST(StreamCodecTest, DeliveriesRoundTrip) {
  EXPECT_FALSE(decode_stream_entry(encode_stream_entry(stream()))->description.target);
  for (const auto precision : {std::optional<model::CreationTimePrecision>(),
                               std::optional(model::CreationTimePrecision::MICROSECOND)}) {
    StreamEntry entry = stream();
    entry.description.target = {"arn", precision};
    const auto read = decode_stream_entry(encode_stream_entry(entry));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->description.target, entry.description.target);
  }
  model::StreamRecord change = record();
  change.creation_micros = 999;
  EXPECT_EQ(decode_stream_record(encode_stream_record(change))->creation_micros, 999u);
}

TEST(StreamCodecTest, ShardsRoundTrip) {
  const auto read = decode_shard(encode_shard(shard()));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->number, 3u);
  EXPECT_EQ(read->id, shard().id);
  EXPECT_EQ(read->parent_id, shard().parent_id);
  EXPECT_EQ(read->first_slice, 2048u);
  EXPECT_EQ(read->end_slice, 4096u);
  EXPECT_EQ(read->starting_sequence, 10u);
  EXPECT_EQ(read->ending_sequence, 20u);
  EXPECT_EQ(read->creation_time, 1'700'000'000'000);
  EXPECT_EQ(read->closing_time, 1'700'000'000'001);
  EXPECT_EQ(read->trimmed_sequence, 12u);
  model::ShardDescription open = shard();
  open.parent_id.clear();
  open.ending_sequence.reset();
  open.closing_time.reset();
  const auto reopened = decode_shard(encode_shard(open));
  ASSERT_TRUE(reopened);
  EXPECT_TRUE(reopened->is_open());
  EXPECT_EQ(reopened->parent_id, "");
}

TEST(StreamCodecTest, RecordsRoundTrip) {
  const auto read = decode_stream_record(encode_stream_record(record()));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->event, model::StreamEvent::MODIFY);
  EXPECT_EQ(read->creation_time, 1'700'000'000'000);
  EXPECT_EQ(read->keys, item("k"));
  EXPECT_EQ(read->new_image, item("new"));
  EXPECT_EQ(read->old_image, item("old"));
  EXPECT_TRUE(read->by_service);
}

TEST(StreamCodecTest, WhereTheLogIsRoundTrips) {
  const auto read = decode_stream_log_entry(encode_stream_log_entry({5, 9, 3}));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->space, 5u);
  EXPECT_EQ(read->last_stream_id, 9u);
  EXPECT_EQ(read->starts, 3u);
  EXPECT_FALSE(decode_stream_log_entry(""));
  EXPECT_FALSE(decode_stream_log_entry(encode_stream_log_entry({0, 9})));
}

TEST(StreamCodecTest, DamageIsSeen) {
  const std::string bytes = encode_stream_record(record());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    // Whatever is left may read as a record of less; it must not be read beyond its end.
    static_cast<void>(decode_stream_record(std::string(bytes.substr(0, size))));
  }
  EXPECT_FALSE(decode_stream_record(""));
  EXPECT_FALSE(decode_stream_record("\x02" + bytes.substr(1))) << "version";
  model::StreamRecord no_item = record();
  no_item.new_image = "no item";
  EXPECT_FALSE(decode_stream_record(encode_stream_record(no_item)));
  StreamEntry nameless = stream();
  nameless.description.key.label.clear();
  EXPECT_FALSE(decode_stream_entry(encode_stream_entry(nameless)));
  model::ShardDescription numberless = shard();
  numberless.number = 0;
  EXPECT_FALSE(decode_shard(encode_shard(numberless)));
}

TEST(StreamCodecTest, RowsOfTheLogAreInTheOrderOfTheirNumbers) {
  EXPECT_EQ(to_hex(shard_row(7, 3)), "53 00 00 00 00 00 00 00 07 00 00 00 03");
  EXPECT_EQ(to_hex(stream_record_row(7, 3, 258)),
            "4c 00 00 00 00 00 00 00 07 00 00 00 03 00 00 00 00 00 00 01 02");
  EXPECT_EQ(sequence_of_row(stream_record_row(7, 3, 258)), 258u);
  EXPECT_EQ(stream_row(stream().description.key),
            std::string("S000000000000\0us-east-1\0Music\0", 30) + "2023-11-14T22:13:20.000");
}

}  // namespace
}  // namespace dynarocks::codec
