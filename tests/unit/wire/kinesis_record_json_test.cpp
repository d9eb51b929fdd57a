#include "wire/kinesis_record_json.h"

#include <gtest/gtest.h>

#include "codec/item_codec.h"
#include "model/attribute_value.h"

namespace dynarocks::wire {
namespace {

using model::CreationTimePrecision;

std::string item(const std::string& data) {
  model::AttributeMap map;
  map.set("pk", model::AttributeValue(std::string("k")));
  if (!data.empty()) map.set("data", model::AttributeValue(data));
  return codec::encode_item(map);
}

const model::TableKey table{{"000000000000", "eu-west-1"}, "Music"};

model::StreamRecord change() {
  return {.event = model::StreamEvent::MODIFY,
          .creation_time = 1'700'000'000'123,
          .keys = item(""),
          .new_image = item("new"),
          .old_image = item("old"),
          .creation_micros = 45};
}

std::string with(const std::string& event, const std::string& identity, const std::string& change) {
  return R"({"awsRegion":"eu-west-1","eventID":"id","eventName":")" + event +
         R"(","userIdentity":)" + identity +
         R"(,"recordFormat":"application/json","tableName":"Music","dynamodb":{)" + change +
         R"(},"eventSource":"aws:dynamodb"})";
}

TEST(KinesisRecordJson, HasBothImages) {
  EXPECT_EQ(kinesis_record_json(table, std::nullopt, "id", change()),
            with("MODIFY", "null",
                 R"("ApproximateCreationDateTime":1700000000123,"Keys":{"pk":{"S":"k"}},)"
                 R"("NewImage":{"data":{"S":"new"},"pk":{"S":"k"}},)"
                 R"("OldImage":{"data":{"S":"old"},"pk":{"S":"k"}},"SizeBytes":23)"));
}

TEST(KinesisRecordJson, TimesInTheirPrecision) {
  const std::string micro =
      kinesis_record_json(table, CreationTimePrecision::MICROSECOND, "id", change());
  EXPECT_NE(micro.find(R"({"ApproximateCreationDateTime":1700000000123045,)"
                       R"("ApproximateCreationDateTimePrecision":"MICROSECOND","Keys")"),
            std::string::npos)
      << micro;
  const std::string milli =
      kinesis_record_json(table, CreationTimePrecision::MILLISECOND, "id", change());
  EXPECT_NE(milli.find(R"({"ApproximateCreationDateTime":1700000000123,)"
                       R"("ApproximateCreationDateTimePrecision":"MILLISECOND","Keys")"),
            std::string::npos)
      << milli;
}

TEST(KinesisRecordJson, LeavesOutTheImageThatIsNotThere) {
  model::StreamRecord insert = change();
  insert.event = model::StreamEvent::INSERT;
  insert.old_image.clear();
  EXPECT_EQ(kinesis_record_json(table, std::nullopt, "id", insert),
            with("INSERT", "null",
                 R"("ApproximateCreationDateTime":1700000000123,"Keys":{"pk":{"S":"k"}},)"
                 R"("NewImage":{"data":{"S":"new"},"pk":{"S":"k"}},"SizeBytes":13)"));
  model::StreamRecord removal = change();
  removal.event = model::StreamEvent::REMOVE;
  removal.new_image.clear();
  removal.by_service = true;
  EXPECT_EQ(kinesis_record_json(table, std::nullopt, "id", removal),
            with("REMOVE", R"({"type":"Service","principalId":"dynamodb.amazonaws.com"})",
                 R"("ApproximateCreationDateTime":1700000000123,"Keys":{"pk":{"S":"k"}},)"
                 R"("OldImage":{"data":{"S":"old"},"pk":{"S":"k"}},"SizeBytes":13)"));
}

}  // namespace
}  // namespace dynarocks::wire
