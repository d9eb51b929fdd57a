#pragma once
// A record of a stream as GetRecords shows it.

#include "engine/stream.h"
#include "engine/stream_reader.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {

/// Writes the record as one JSON object.
void write_stream_record(wire::JsonWriter& json, const engine::Stream& stream,
                         const engine::StreamPage::Record& record);

}  // namespace dynarocks::operations
