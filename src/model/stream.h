#pragma once
// A stream of a table's changes, its shards and its records, as plain values. Source: reference
// "streams".

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "model/key_schema.h"
#include "model/kinesis_destination.h"
#include "model/resource_policy.h"
#include "model/stream_view_type.h"
#include "model/table_name.h"
#include "model/tag.h"

namespace dynarocks::model {

enum class StreamStatus : std::uint8_t { ENABLING, ENABLED, DISABLING, DISABLED };

/// Which stream: a table may have had several, one for each time a stream was enabled.
struct StreamKey {
  TableKey table;
  std::string label;  // UTC time of enabling, "2015-05-11T21:21:33.291"
  friend auto operator<=>(const StreamKey&, const StreamKey&) = default;
};

/// arn:aws:dynamodb:<region>:<account>:table/<name>/stream/<label>
[[nodiscard]] inline std::string stream_arn(const StreamKey& key) {
  return table_arn(key.table) + "/stream/" + key.label;
}

struct StreamDescription {
  StreamKey key;
  StreamViewType view_type = StreamViewType::NEW_AND_OLD_IMAGES;
  StreamStatus status = StreamStatus::ENABLED;
  EpochMillis creation_time = 0;
  /// When it was disabled, by UpdateTable or because its table was deleted.
  std::optional<EpochMillis> disabled_time;
  std::vector<KeySchemaElement> key_schema;  // of the table
  std::vector<Tag> tags;
  /// Of a delivery, whose records go there and to no reader.
  std::optional<DeliveryTarget> target;
  ResourcePolicy resource_policy;
};

/// Numbers grow over all shards of a stream, with gaps. The wire's form has 21 digits at least.
using SequenceNumber = std::uint64_t;

/// A shard takes the changes of the items whose partition hash is in one of the slices
/// [first_slice, end_slice) of limits::hash_slices, until it is closed.
struct ShardDescription {
  std::uint32_t number = 0;  // from 1, in order of creation
  std::string id;            // "shardId-<20 digits>-<8 hex>"
  std::string parent_id;     // empty when it began with the stream
  std::uint32_t first_slice = 0;
  std::uint32_t end_slice = 0;
  SequenceNumber starting_sequence = 0;
  std::optional<SequenceNumber> ending_sequence;  // once closed
  EpochMillis creation_time = 0;
  std::optional<EpochMillis> closing_time;
  /// The highest number whose record was trimmed; 0 when none was.
  SequenceNumber trimmed_sequence = 0;

  [[nodiscard]] bool is_open() const { return !ending_sequence; }
};

enum class StreamEvent : std::uint8_t { INSERT, MODIFY, REMOVE };

[[nodiscard]] constexpr std::string_view event_name(StreamEvent event) {
  return event == StreamEvent::INSERT   ? "INSERT"
         : event == StreamEvent::MODIFY ? "MODIFY"
                                        : "REMOVE";
}

/// One change. Items are encoded (codec/item_view.h); empty where the view type shows none.
struct StreamRecord {
  StreamEvent event = StreamEvent::INSERT;
  EpochMillis creation_time = 0;
  std::string keys;
  std::string new_image;
  std::string old_image;
  /// A deletion by time to live, which has a userIdentity.
  bool by_service = false;
  /// Microseconds to be added to the creation time, in a delivery: changes of one millisecond are
  /// told apart by them.
  std::uint32_t creation_micros = 0;
};

}  // namespace dynarocks::model
