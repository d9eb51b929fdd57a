#include "codec/stream_codec.h"

#include "codec/item_codec.h"
#include "codec/record_fields.h"
#include "codec/tagged_fields.h"

namespace dynarocks::codec {

using model::StreamEvent;
using model::StreamStatus;
using model::StreamViewType;

namespace {

// Stored, so never changed and never reused: the field numbers below, and the enumerations.
static_assert(int(StreamViewType::KEYS_ONLY) == 0 && int(StreamViewType::NEW_AND_OLD_IMAGES) == 3);
static_assert(int(StreamStatus::ENABLING) == 0 && int(StreamStatus::DISABLED) == 3);
static_assert(int(StreamEvent::INSERT) == 0 && int(StreamEvent::REMOVE) == 2);

constexpr char stream_version = 1;

/// The fields behind the version byte; nothing for another version.
std::optional<std::string_view> fields_of(std::string_view bytes) {
  if (bytes.empty() || bytes.front() != stream_version) return std::nullopt;
  return bytes.substr(1);
}

bool read_item(const Field& field, std::string& to) {
  to = field.bytes;
  return is_well_formed_item(to);
}

}  // namespace

std::string encode_stream_entry(const StreamEntry& entry) {
  const auto& [key, view_type, status, creation_time, disabled_time, key_schema, tags, target,
               resource_policy] = entry.description;
  std::string bytes(1, stream_version);
  FieldWriter fields(bytes);
  fields.integer(1, static_cast<std::int64_t>(entry.id));
  fields.text(2, key.table.owner.account_id);
  fields.text(3, key.table.owner.region);
  fields.text(4, key.table.table_name);
  fields.text(5, key.label);
  fields.integer(6, enum_number(view_type));
  fields.integer(7, enum_number(status));
  fields.integer(8, creation_time);
  fields.integer(9, disabled_time);
  for (const auto& element : key_schema) fields.text(10, encode(element));
  for (const auto& tag : tags) fields.text(11, encode(tag));
  if (target) fields.text(12, target->stream_arn);
  if (target && target->precision) fields.integer(13, enum_number(*target->precision));
  if (resource_policy.last_change) fields.text(14, encode(resource_policy));
  return bytes;
}

std::optional<StreamEntry> decode_stream_entry(std::string_view bytes) {
  const auto contents = fields_of(bytes);
  if (!contents) return std::nullopt;
  StreamEntry entry;
  model::StreamDescription& to = entry.description;
  const bool readable = for_each_field(*contents, [&](const Field& field) {
    switch (field.number) {
      case 1:
        return read_integer(field, entry.id);
      case 2:
        return read_text(field, to.key.table.owner.account_id);
      case 3:
        return read_text(field, to.key.table.owner.region);
      case 4:
        return read_text(field, to.key.table.table_name);
      case 5:
        return read_text(field, to.key.label);
      case 6:
        return read_enum(field, StreamViewType::NEW_AND_OLD_IMAGES, to.view_type);
      case 7:
        return read_enum(field, StreamStatus::DISABLED, to.status);
      case 8:
        return read_integer(field, to.creation_time);
      case 9:
        return read_integer(field, to.disabled_time);
      case 10:
        return decode(field.bytes, to.key_schema.emplace_back());
      case 11:
        return decode(field.bytes, to.tags.emplace_back());
      case 12:
        return read_text(field, to.target.emplace().stream_arn);
      case 13:
        return to.target &&
               read_enum(field, model::CreationTimePrecision::MICROSECOND, to.target->precision);
      case 14:
        return decode(field.bytes, to.resource_policy);
      default:
        return true;
    }
  });
  const bool identified = entry.id != 0 && !to.key.table.owner.account_id.empty() &&
                          !to.key.table.owner.region.empty() && !to.key.table.table_name.empty() &&
                          !to.key.label.empty() && !to.key_schema.empty();
  if (!readable || !identified) return std::nullopt;
  return entry;
}

std::string encode_stream_log_entry(const StreamLogEntry& entry) {
  std::string bytes(1, stream_version);
  FieldWriter fields(bytes);
  fields.integer(1, static_cast<std::int64_t>(entry.space));
  fields.integer(2, static_cast<std::int64_t>(entry.last_stream_id));
  fields.integer(3, static_cast<std::int64_t>(entry.starts));
  return bytes;
}

std::optional<StreamLogEntry> decode_stream_log_entry(std::string_view bytes) {
  const auto contents = fields_of(bytes);
  if (!contents) return std::nullopt;
  StreamLogEntry entry;
  const bool readable = for_each_field(*contents, [&](const Field& field) {
    switch (field.number) {
      case 1:
        return read_integer(field, entry.space);
      case 2:
        return read_integer(field, entry.last_stream_id);
      case 3:
        return read_integer(field, entry.starts);
      default:
        return true;
    }
  });
  if (!readable || entry.space == 0) return std::nullopt;
  return entry;
}

std::string encode_shard(const model::ShardDescription& shard) {
  const auto& [number, id, parent_id, first_slice, end_slice, starting_sequence, ending_sequence,
               creation_time, closing_time, trimmed_sequence] = shard;
  std::string bytes(1, stream_version);
  FieldWriter fields(bytes);
  fields.integer(1, number);
  fields.text(2, id);
  if (!parent_id.empty()) fields.text(3, parent_id);
  fields.integer(4, first_slice);
  fields.integer(5, end_slice);
  fields.integer(6, static_cast<std::int64_t>(starting_sequence));
  if (ending_sequence) fields.integer(7, static_cast<std::int64_t>(*ending_sequence));
  fields.integer(8, creation_time);
  fields.integer(9, closing_time);
  fields.integer(10, static_cast<std::int64_t>(trimmed_sequence));
  return bytes;
}

std::optional<model::ShardDescription> decode_shard(std::string_view bytes) {
  const auto contents = fields_of(bytes);
  if (!contents) return std::nullopt;
  model::ShardDescription shard;
  const bool readable = for_each_field(*contents, [&](const Field& field) {
    switch (field.number) {
      case 1:
        return read_integer(field, shard.number);
      case 2:
        return read_text(field, shard.id);
      case 3:
        return read_text(field, shard.parent_id);
      case 4:
        return read_integer(field, shard.first_slice);
      case 5:
        return read_integer(field, shard.end_slice);
      case 6:
        return read_integer(field, shard.starting_sequence);
      case 7:
        return read_integer(field, shard.ending_sequence.emplace());
      case 8:
        return read_integer(field, shard.creation_time);
      case 9:
        return read_integer(field, shard.closing_time);
      case 10:
        return read_integer(field, shard.trimmed_sequence);
      default:
        return true;
    }
  });
  if (!readable || shard.number == 0 || shard.id.empty()) return std::nullopt;
  return shard;
}

std::string encode_stream_record(const model::StreamRecord& record) {
  const auto& [event, creation_time, keys, new_image, old_image, by_service, creation_micros] =
      record;
  std::string bytes(1, stream_version);
  bytes.reserve(keys.size() + new_image.size() + old_image.size() + 48);
  FieldWriter fields(bytes);
  fields.integer(1, enum_number(event));
  fields.integer(2, creation_time);
  fields.text(3, keys);
  if (!new_image.empty()) fields.text(4, new_image);
  if (!old_image.empty()) fields.text(5, old_image);
  if (by_service) fields.integer(6, 1);
  if (creation_micros != 0) fields.integer(7, creation_micros);
  return bytes;
}

std::optional<model::StreamRecord> decode_stream_record(std::string_view bytes) {
  const auto contents = fields_of(bytes);
  if (!contents) return std::nullopt;
  model::StreamRecord record;
  const bool readable = for_each_field(*contents, [&](const Field& field) {
    switch (field.number) {
      case 1:
        return read_enum(field, StreamEvent::REMOVE, record.event);
      case 2:
        return read_integer(field, record.creation_time);
      case 3:
        return read_item(field, record.keys);
      case 4:
        return read_item(field, record.new_image);
      case 5:
        return read_item(field, record.old_image);
      case 6:
        return read_bool(field, record.by_service);
      case 7:
        return read_integer(field, record.creation_micros);
      default:
        return true;
    }
  });
  if (!readable || record.keys.empty()) return std::nullopt;
  return record;
}

}  // namespace dynarocks::codec
