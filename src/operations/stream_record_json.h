#pragma once
// A record of a stream as GetRecords shows it.

#include <array>
#include <cstdint>
#include <string>

#include "engine/stream.h"
#include "engine/stream_reader.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {

/// Writes records of one stream, which must outlive it.
class StreamRecordWriter {
 public:
  explicit StreamRecordWriter(const engine::Stream& stream);
  /// The record as one JSON object.
  void write(const engine::StreamPage::Record& record, wire::JsonWriter& json) const;

 private:
  [[nodiscard]] std::string event_id(model::SequenceNumber sequence) const;

  const engine::Stream& stream_;
  std::array<std::uint64_t, 2> stream_digest_;
};

}  // namespace dynarocks::operations
