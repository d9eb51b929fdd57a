#include "operations/stream_record_json.h"

#include <string>
#include <string_view>

#include "codec/digest.h"
#include "codec/item_view.h"
#include "model/sequence_number.h"
#include "model/stream.h"
#include "operations/stream_specification.h"

namespace dynarocks::operations {
namespace {

using codec::ItemView;

/// 32 hexadecimal digits that no other record has, the same whenever it is read.
std::string event_id(const engine::Stream& stream, std::string_view sequence_number) {
  constexpr std::string_view hex = "0123456789abcdef";
  constexpr std::size_t bytes = 16;
  std::string record = stream_arn(stream.key());
  record.append("|").append(sequence_number);
  std::string id;
  for (const char c : codec::digest(record).substr(0, bytes)) {
    const auto byte = static_cast<unsigned char>(c);
    id += hex[byte >> 4];
    id += hex[byte & 15];
  }
  return id;
}

void write_image(wire::JsonWriter& json, std::string_view name, ItemView image) {
  if (!image.empty()) json.key(name).item(image);
}

}  // namespace

void write_stream_record(wire::JsonWriter& json, const engine::Stream& stream,
                         const engine::StreamPage::Record& record) {
  const model::StreamRecord& change = record.change;
  const std::string sequence_number = model::sequence_number_text(record.sequence);
  const ItemView keys(change.keys);
  const ItemView new_image(change.new_image);
  const ItemView old_image(change.old_image);
  const std::size_t bytes = keys.size() + new_image.size() + old_image.size();

  json.begin_object();
  json.key("eventID").string(event_id(stream, sequence_number));
  json.key("eventName").string(event_name(change.event));
  json.key("eventVersion").string("1.1");
  json.key("eventSource").string("aws:dynamodb");
  json.key("awsRegion").string(stream.key().table.owner.region);
  json.key("dynamodb").begin_object();
  json.key("ApproximateCreationDateTime").integer(change.creation_time / 1000);
  json.key("Keys").item(keys);
  write_image(json, "NewImage", new_image);
  write_image(json, "OldImage", old_image);
  json.key("SequenceNumber").string(sequence_number);
  json.key("SizeBytes").integer(static_cast<std::int64_t>(bytes));
  json.key("StreamViewType").string(view_type_name(stream.view_type()));
  json.end_object();
  if (change.by_service) {
    json.key("userIdentity").begin_object();
    json.key("Type").string("Service");
    json.key("PrincipalId").string("dynamodb.amazonaws.com");
    json.end_object();
  }
  json.end_object();
}

}  // namespace dynarocks::operations
