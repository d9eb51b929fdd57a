#include "operations/stream_record_json.h"

#include <cstddef>
#include <cstring>
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

/// A permutation of the numbers that looks like chance (SplitMix64).
std::uint64_t scattered(std::uint64_t number) {
  number += 0x9E3779B97F4A7C15ULL;
  number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9ULL;
  number = (number ^ (number >> 27)) * 0x94D049BB133111EBULL;
  return number ^ (number >> 31);
}

void write_image(wire::JsonWriter& json, std::string_view name, ItemView image) {
  if (!image.empty()) json.key(name).item(image);
}

}  // namespace

StreamRecordWriter::StreamRecordWriter(const engine::Stream& stream) : stream_(stream) {
  const std::string digest = codec::digest(stream_arn(stream.key()));
  std::memcpy(stream_digest_.data(), digest.data(), sizeof stream_digest_);
}

/// 32 hexadecimal digits, the same whenever the record is read. No other record of the stream has
/// them, for its number is scattered without two meeting; one of another stream only by chance.
std::string StreamRecordWriter::event_id(model::SequenceNumber sequence) const {
  constexpr std::string_view hex = "0123456789abcdef";
  constexpr std::size_t word_digits = 16;
  std::string id;
  id.reserve(2 * word_digits);
  std::uint64_t number = sequence;
  for (const std::uint64_t word : stream_digest_) {
    number = scattered(number);
    const std::uint64_t part = word ^ number;
    for (std::size_t digit = word_digits; digit-- > 0;) id += hex[part >> (4 * digit) & 15];
  }
  return id;
}

void StreamRecordWriter::write(const engine::StreamPage::Record& record,
                               wire::JsonWriter& json) const {
  const model::StreamRecord& change = record.change;
  const std::string sequence_number = model::sequence_number_text(record.sequence);
  const ItemView keys(change.keys);
  const ItemView new_image(change.new_image);
  const ItemView old_image(change.old_image);
  const std::size_t bytes = keys.size() + new_image.size() + old_image.size();

  json.begin_object();
  json.key("eventID").string(event_id(record.sequence));
  json.key("eventName").string(event_name(change.event));
  json.key("eventVersion").string("1.1");
  json.key("eventSource").string("aws:dynamodb");
  json.key("awsRegion").string(stream_.key().table.owner.region);
  json.key("dynamodb").begin_object();
  json.key("ApproximateCreationDateTime").integer(change.creation_time / 1000);
  json.key("Keys").item(keys);
  write_image(json, "NewImage", new_image);
  write_image(json, "OldImage", old_image);
  json.key("SequenceNumber").string(sequence_number);
  json.key("SizeBytes").integer(static_cast<std::int64_t>(bytes));
  json.key("StreamViewType").string(view_type_name(stream_.view_type()));
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
