#include "wire/kinesis_record_json.h"

#include "codec/item_view.h"
#include "wire/json_writer.h"

namespace dynarocks::wire {

using codec::ItemView;
using model::CreationTimePrecision;

namespace {

void write_change(JsonWriter& json, std::optional<CreationTimePrecision> precision,
                  const model::StreamRecord& change) {
  const ItemView keys(change.keys);
  const ItemView new_image(change.new_image);
  const ItemView old_image(change.old_image);
  const std::int64_t time = precision == CreationTimePrecision::MICROSECOND
                                ? change.creation_time * 1000 + change.creation_micros
                                : change.creation_time;
  json.begin_object();
  json.key("ApproximateCreationDateTime").integer(time);
  if (precision) {
    json.key("ApproximateCreationDateTimePrecision").string(precision_name(*precision));
  }
  json.key("Keys").item(keys);
  if (!new_image.empty()) json.key("NewImage").item(new_image);
  if (!old_image.empty()) json.key("OldImage").item(old_image);
  const std::size_t bytes = keys.size() + new_image.size() + old_image.size();
  json.key("SizeBytes").integer(static_cast<std::int64_t>(bytes));
  json.end_object();
}

}  // namespace

std::string kinesis_record_json(const model::TableKey& table,
                                std::optional<CreationTimePrecision> precision,
                                std::string_view event_id, const model::StreamRecord& change) {
  std::string text;
  JsonWriter json(text);
  json.begin_object();
  json.key("awsRegion").string(table.owner.region);
  json.key("eventID").string(event_id);
  json.key("eventName").string(event_name(change.event));
  json.key("userIdentity");
  if (change.by_service) {
    json.begin_object();
    json.key("type").string("Service");
    json.key("principalId").string("dynamodb.amazonaws.com");
    json.end_object();
  } else {
    json.null();
  }
  json.key("recordFormat").string("application/json");
  json.key("tableName").string(table.table_name);
  json.key("dynamodb");
  write_change(json, precision, change);
  json.key("eventSource").string("aws:dynamodb");
  json.end_object();
  return text;
}

}  // namespace dynarocks::wire
